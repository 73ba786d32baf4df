/**
 * Secrets that we make: API keys, sessions, login links. They are random, so a plain hash keeps them
 * safe in the database; passwords, which people choose, are hashed with argon2id elsewhere.
 */

import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;
const HINT_LENGTH = 8;

export const KEY_PREFIX = 'rdk_';

/** 256 bits; the prefix lets people and scanners see what it is. */
export function newSecret(prefix = ''): string {
  return prefix + randomBytes(SECRET_BYTES).toString('base64url');
}

export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** What is shown of a key afterwards. */
export function hintOf(secret: string): string {
  return secret.slice(0, HINT_LENGTH);
}
