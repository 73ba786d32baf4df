/**
 * Things by the bytes that name them: a file of calls repeats few accounts, tags and services, and
 * a text for each would cost more than the pricing. Two names with one hash take turns in a slot;
 * the bytes themselves are compared, so that an answer is never another's.
 */

const SLOTS = 4096;
const HASH_START = 0x811c_9dc5 | 0;
const HASH_STEP = 0x0100_0193;

export class ByteCache<T> {
  readonly #keys: (Uint8Array | undefined)[] = new Array(SLOTS).fill(undefined);
  readonly #values: (T | undefined)[] = new Array(SLOTS).fill(undefined);

  /** The value of the bytes, made when they are not known. */
  get(bytes: Uint8Array, start: number, end: number, make: () => T): T {
    let hash = HASH_START;
    for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ bytes[i]!, HASH_STEP);
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const key = this.#keys[slot];
    if (key !== undefined && isEqual(key, bytes, start, end)) return this.#values[slot]!;
    const value = make();
    this.#keys[slot] = bytes.slice(start, end);
    this.#values[slot] = value;
    return value;
  }
}

function isEqual(key: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (key.length !== end - start) return false;
  for (let i = 0; i < key.length; i += 1) if (key[i] !== bytes[start + i]) return false;
  return true;
}
