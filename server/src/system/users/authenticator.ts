/** Who calls, for every request: by the hash of a key or of a session's token. */

import { hashSecret } from '../../platform/access/secrets.js';
import type { Database } from '../../platform/db/database.js';
import type { Authenticator } from '../../platform/http/authenticator.js';
import { CredentialCache } from './credential-cache.js';
import {
  type FoundKey,
  type FoundSession,
  findKey,
  findSession,
  touchKey,
} from './credential-store.js';
import { touchSession } from './session-store.js';

const SEEN_AGAIN_MS = 60_000;

const isLive = ({ expiresAt }: { readonly expiresAt: string | null }, nowMs: number): boolean =>
  expiresAt === null || Date.parse(expiresAt) > nowMs;

/** Once a minute is often enough to see what is still in use. */
const isSeen = ({ seenAt }: { readonly seenAt: string | null }, nowMs: number): boolean =>
  seenAt !== null && nowMs - Date.parse(seenAt) <= SEEN_AGAIN_MS;

export function createAuthenticator(database: Database, now: () => Date): Authenticator {
  const db = database.reserved;
  const keys = new CredentialCache<FoundKey>();
  const sessions = new CredentialCache<FoundSession>();
  database.onCommit(() => {
    keys.clear();
    sessions.clear();
  });
  /** When it was used is good to know, and no reason to refuse anybody, as with a full disk. */
  const touched = async (touch: Promise<unknown>): Promise<void> => {
    await touch.catch(() => undefined);
  };
  return {
    byKey: async (key) => {
      const at = now();
      const hash = hashSecret(key);
      const found = await keys.find(
        hash,
        async () => {
          const row = await findKey(db, hash, at.toISOString());
          if (row === null || isSeen(row, at.getTime())) return row;
          await touched(touchKey(db, hash, at.toISOString()));
          return { ...row, seenAt: at.toISOString() };
        },
        (known) => isLive(known, at.getTime()) && isSeen(known, at.getTime()),
      );
      return found?.principal ?? null;
    },
    bySession: async (token) => {
      const at = now();
      const hash = hashSecret(token);
      return sessions.find(
        hash,
        async () => {
          const row = await findSession(db, hash, at.toISOString());
          if (row === null || isSeen(row, at.getTime())) return row;
          await touched(touchSession(db, hash, at.toISOString()));
          return { ...row, seenAt: at.toISOString() };
        },
        (known) => isLive(known, at.getTime()) && isSeen(known, at.getTime()),
      );
    },
  };
}
