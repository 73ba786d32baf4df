/** Who calls, for every request: by the hash of a key or of a session's token. */

import type { CredentialChanges, CredentialFeed } from '../../platform/access/credential-feed.js';
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
import { endOfUsed, touchSession } from './session-store.js';

const SEEN_AGAIN_MS = 60_000;

/** As it is remembered: times as numbers, to be compared for every request. */
interface Timed {
  expiresMs: number;
  /** Its last use that was written down. */
  seenMs: number;
}

/** Use makes it last longer, as it is remembered too. */
type MovingSession = FoundSession & Timed & { expiresAt: string };

interface Times {
  readonly expiresAt: string | null;
  readonly seenAt: string | null;
}

function withTimes<Found extends Times>(found: Found | null): (Found & Timed) | null {
  if (found === null) return null;
  const { expiresAt, seenAt } = found;
  const expiresMs = expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt);
  return { ...found, expiresMs, seenMs: seenAt === null ? 0 : Date.parse(seenAt) };
}

/**
 * Once a minute is often enough to see what is still in use, and nobody waits for it: it is good to
 * know, and no reason to refuse anybody, as with a full disk.
 */
class Uses {
  readonly #beingWritten = new Set<Promise<void>>();

  note<Found extends Timed>(
    found: Found | null,
    nowMs: number,
    touch: (found: Found) => Promise<void>,
  ): void {
    if (found === null || nowMs - found.seenMs <= SEEN_AGAIN_MS) return;
    found.seenMs = nowMs;
    const written = touch(found)
      .catch(() => undefined)
      .finally(() => this.#beingWritten.delete(written));
    this.#beingWritten.add(written);
  }

  /** Use makes a session last longer: whoever reads it reads what was noted before. */
  async written(): Promise<void> {
    await Promise.all(this.#beingWritten);
  }
}

export function createAuthenticator(
  database: Database,
  now: () => Date,
  feed: CredentialFeed | null,
): Authenticator {
  const db = database.reserved;
  const keys = new CredentialCache<FoundKey & Timed>(feed);
  const sessions = new CredentialCache<MovingSession>(feed);
  const uses = new Uses();
  const forget = (changes: CredentialChanges): void => {
    if (changes === null) {
      keys.clear();
      sessions.clear();
      return;
    }
    const idsOf = (...nouns: readonly string[]): ReadonlySet<string> =>
      new Set(changes.flatMap(({ noun, id }) => (nouns.includes(noun) ? [id] : [])));
    const accounts = idsOf('account');
    for (const [cache, ids] of [
      [keys, idsOf('api-key')],
      [sessions, idsOf('user', 'session')],
    ] as const) {
      if (ids.size + accounts.size === 0) continue;
      cache.forget(({ id, accountId }) => ids.has(id!) || accounts.has(accountId));
    }
  };
  database.onCommit(forget);
  feed?.onChanges(forget);
  return {
    byKey: async (key, onUnknown) => {
      const at = now();
      const hash = hashSecret(key);
      const found = await keys.find(hash, {
        load: async () => withTimes(await findKey(db, hash, at.toISOString())),
        isGood: ({ expiresMs }) => expiresMs > at.getTime(),
        onUnknown,
      });
      uses.note(found, at.getTime(), () => touchKey(db, hash, at.toISOString()));
      return found;
    },
    bySession: async (token, onUnknown) => {
      const at = now();
      const hash = hashSecret(token);
      const found = await sessions.find(hash, {
        load: async () => {
          await uses.written();
          return withTimes(await findSession(db, hash, at.toISOString()));
        },
        isGood: ({ expiresMs }) => expiresMs > at.getTime(),
        onUnknown,
      });
      uses.note(found, at.getTime(), (used) => {
        used.expiresAt = endOfUsed(used.lastPossibleAt, at.getTime());
        used.expiresMs = Date.parse(used.expiresAt);
        return touchSession(db, hash, at.toISOString(), used.expiresAt);
      });
      return found;
    },
  };
}
