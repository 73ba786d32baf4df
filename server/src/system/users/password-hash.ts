/**
 * Hashes of passwords: argon2id. Each costs 19 MiB and some milliseconds of a core, by design, so a
 * few run at once and the rest wait: a flood of sign-ins must not eat the machine.
 */

import { hash, verify } from '@node-rs/argon2';
import { Problem } from '../../platform/problems/problem.js';

/** The first choice of the OWASP list for argon2id with 19 MiB. */
export const HASH_OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Half of the threads that Node has for such work: files and name look-ups need the others. */
const AT_ONCE_MAX = 2;
const WAITING_MAX = 100;

/**
 * Of a random password that nobody knows, made with the same options: what is checked where there
 * is no hash, so that an unknown login takes as long as a wrong password.
 */
export const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$DOnFKgAX5SelXH8kv3homQ$5olV86ZmII1g/Ok9Nuw5Rrtb17M60+u9KvmPOsqwyJc';

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE_MAX) {
    if (waiting.length >= WAITING_MAX) {
      throw new Problem(
        'too_many_requests',
        'too many people sign in at this moment: try again soon',
      );
    }
    // Who ends hands its place over, so nobody can slip in between.
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

/** The same password typed on another system may come in other bytes. */
const normalised = (password: string): string => password.normalize('NFKC');

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normalised(password), HASH_OPTIONS));
}

/** `null`: there is none to compare with; takes as long and is false. */
export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  const found = await inTurn(() => verify(passwordHash ?? NOBODYS_HASH, normalised(password)));
  return found && passwordHash !== null;
}
