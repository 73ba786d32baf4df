/**
 * Links the rates of a table that have the same code, in the order in which they are added.
 *
 * A hash table in typed arrays: a deck of a million codes needs 12 bytes a rate and no object. The
 * codes themselves stay where they are and are compared only where their hashes agree.
 */

const EMPTY = -1;

function hashOf(code: string): number {
  let hash = 0x811c9dc5;
  for (let position = 0; position < code.length; position += 1) {
    hash = Math.imul(hash ^ code.charCodeAt(position), 0x01000193);
  }
  return hash ^ (hash >>> 15);
}

export class CodeChains {
  readonly #codeAt: (position: number) => string;
  readonly #mask: number;
  /** Of each slot: the latest position with its code, and the hash of the code. */
  readonly #latest: Int32Array;
  readonly #hashes: Int32Array;
  readonly #previous: Int32Array;

  /** For positions 0 to `count` - 1; `codeAt` tells the code of one that was added. */
  constructor(count: number, codeAt: (position: number) => string) {
    let slotCount = 16;
    while (slotCount < count * 1.5) slotCount *= 2;
    this.#codeAt = codeAt;
    this.#mask = slotCount - 1;
    this.#latest = new Int32Array(slotCount).fill(EMPTY);
    this.#hashes = new Int32Array(slotCount);
    this.#previous = new Int32Array(count).fill(EMPTY);
  }

  /** Adds a position; returns the one before it with the same code, or -1. */
  add(position: number, code: string): number {
    const hash = hashOf(code);
    let slot = hash & this.#mask;
    let latest = this.#latest[slot]!;
    while (latest !== EMPTY && !(this.#hashes[slot] === hash && this.#codeAt(latest) === code)) {
      slot = (slot + 1) & this.#mask;
      latest = this.#latest[slot]!;
    }
    this.#hashes[slot] = hash;
    this.#latest[slot] = position;
    this.#previous[position] = latest;
    return latest;
  }

  /** The position before `position` with the same code, or -1. */
  previous(position: number): number {
    return this.#previous[position]!;
  }
}
