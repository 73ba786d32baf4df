/**
 * Numbers distinct byte strings from 0 on, in the order in which they come. A hash table in typed
 * arrays with a copy of each string, so that no text is made to find one that was there before.
 */

const EMPTY = -1;
const SLOTS_FIRST = 1024;
/** Only strings that were made to collide look at so many slots. */
const PROBES_MAX = 1000;

/** Where a string stands; one that has a gap is given as two parts. */
export interface ByteSpan {
  bytes: Uint8Array;
  start: number;
  end: number;
  nextStart: number;
  nextEnd: number;
}

export class ByteStrings {
  #count = 0;
  #slots = new Int32Array(SLOTS_FIRST).fill(EMPTY);
  #hashes = new Int32Array(SLOTS_FIRST);
  /** String n is at `ends[n]` up to `ends[n + 1]`. */
  #ends = new Uint32Array(SLOTS_FIRST + 1);
  #copies = new Uint8Array(SLOTS_FIRST * 16);

  get count(): number {
    return this.#count;
  }

  /**
   * The number of the string; that of a new one is the count before. Equal ones must hash the same.
   * Null when too many others are in the way.
   */
  number(hash: number, span: ByteSpan): number | null {
    const mask = this.#slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let probe = 0; probe < PROBES_MAX; probe += 1) {
      const number = this.#slots[slot]!;
      if (number === EMPTY) return this.#add(slot, hash, span);
      if (this.#hashes[number] === hash && this.#isSame(number, span)) return number;
      slot = (slot + 1) & mask;
    }
    return null;
  }

  /** The copy of a string; valid until the next one is added. */
  bytes(number: number): Uint8Array {
    return this.#copies.subarray(this.#ends[number]!, this.#ends[number + 1]!);
  }

  #isSame(number: number, { bytes, start, end, nextStart, nextEnd }: ByteSpan): boolean {
    const copies = this.#copies;
    let at = this.#ends[number]!;
    if (this.#ends[number + 1]! - at !== end - start + nextEnd - nextStart) return false;
    for (let i = start; i < end; i += 1) if (bytes[i] !== copies[at++]) return false;
    for (let i = nextStart; i < nextEnd; i += 1) if (bytes[i] !== copies[at++]) return false;
    return true;
  }

  #add(slot: number, hash: number, { bytes, start, end, nextStart, nextEnd }: ByteSpan): number {
    const number = this.#count++;
    const at = this.#ends[number]!;
    const after = at + end - start + nextEnd - nextStart;
    if (after > this.#copies.length) this.#copies = grown(this.#copies, after);
    this.#copies.set(bytes.subarray(start, end), at);
    this.#copies.set(bytes.subarray(nextStart, nextEnd), at + end - start);
    this.#slots[slot] = number;
    this.#hashes[number] = hash;
    this.#ends[number + 1] = after;
    if (this.#count * 2 > this.#slots.length) this.#grow();
    return number;
  }

  #grow(): void {
    const size = this.#slots.length * 2;
    const slots = new Int32Array(size).fill(EMPTY);
    for (let number = 0; number < this.#count; number += 1) {
      const hash = this.#hashes[number]!;
      let slot = (hash ^ (hash >>> 15)) & (size - 1);
      while (slots[slot] !== EMPTY) slot = (slot + 1) & (size - 1);
      slots[slot] = number;
    }
    const hashes = new Int32Array(size);
    hashes.set(this.#hashes);
    const ends = new Uint32Array(size + 1);
    ends.set(this.#ends);
    this.#slots = slots;
    this.#hashes = hashes;
    this.#ends = ends;
  }
}

function grown(bytes: Uint8Array, lengthMin: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(lengthMin, bytes.length * 2));
  larger.set(bytes);
  return larger;
}
