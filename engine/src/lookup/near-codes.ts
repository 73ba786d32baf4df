/**
 * Which codes come nearest to a number that begins with none of them: those that share most of its
 * leading digits. Of codes in order, these stand around the number, so the walk goes outwards from
 * its place until less is shared. It looks at a limited number of codes on either side: of thousands
 * that share as much, those that are nearest in order are found.
 *
 * Nothing here is for pricing: it is asked when somebody wants to know why there is no price.
 */

import { entryLength, entryValue, NO_ENTRY, type PrefixIndex } from './prefix-index.js';

const WALKED_MAX = 1_000;

export interface NearCode {
  readonly code: string;
  /** What the index says of the code. */
  readonly value: number;
  readonly sharedDigits: number;
}

export interface CodesAround {
  readonly index: PrefixIndex;
  /** Entry of the next shorter code. */
  parentOf(value: number): number;
  /** Codes that are not accepted are as if they were not there. */
  accepts(code: string, value: number): boolean;
}

/** In no order; empty when no code shares a digit. Codes that fit the number are not near ones. */
export function nearCodes(codes: CodesAround, digits: Uint8Array, length: number): NearCode[] {
  const walk = new Walk(codes, digits, length);
  walk.ranges();
  if (codes.index.hasLongCodes) walk.longCodes();
  return walk.found;
}

class Walk {
  readonly #codes: CodesAround;
  readonly #digits: Uint8Array;
  readonly #length: number;
  readonly #seen = new Set<string>();
  #sharedMost = 1;
  found: NearCode[] = [];

  constructor(codes: CodesAround, digits: Uint8Array, length: number) {
    this.#codes = codes;
    this.#digits = digits;
    this.#length = length;
  }

  ranges(): void {
    const { index } = this.#codes;
    const around = index.rangeAround(this.#digits, this.#length);
    this.#outwards(around, index.rangeCount, (position) => this.#range(position));
  }

  longCodes(): void {
    const { index } = this.#codes;
    const around = index.longFrom(this.#digits, this.#length);
    this.#outwards(around, index.longCount, (position) => {
      const code = index.longCode(position);
      this.#offer(code, index.longValue(position));
      return this.#sharedWith(code);
    });
  }

  /** From one position on in either direction, as long as as much is shared as was found. */
  #outwards(start: number, count: number, visit: (position: number) => number): void {
    const end = Math.min(count, start + WALKED_MAX);
    for (let position = start; position < end; position += 1) {
      if (visit(position) < this.#sharedMost && position > start) break;
    }
    const beginning = Math.max(0, start - WALKED_MAX);
    for (let position = start - 1; position >= beginning; position -= 1) {
      if (visit(position) < this.#sharedMost) break;
    }
  }

  /** Offers the codes over a range; answers how much its beginning shares. */
  #range(position: number): number {
    const { index } = this.#codes;
    const place = index.rangePlace(position);
    let entry = index.rangeEntry(position);
    while (entry !== NO_ENTRY) {
      this.#offer(place.slice(0, entryLength(entry)), entryValue(entry));
      entry = this.#codes.parentOf(entryValue(entry));
    }
    return this.#sharedWith(place);
  }

  #sharedWith(code: string): number {
    const most = Math.min(code.length, this.#length);
    let shared = 0;
    while (shared < most && code.charCodeAt(shared) - 48 === this.#digits[shared]) shared += 1;
    return shared;
  }

  #offer(code: string, value: number): void {
    const sharedDigits = this.#sharedWith(code);
    if (sharedDigits === code.length || sharedDigits < this.#sharedMost) return;
    if (this.#seen.has(code)) return;
    this.#seen.add(code);
    if (!this.#codes.accepts(code, value)) return;
    if (sharedDigits > this.#sharedMost) this.found = [];
    this.#sharedMost = sharedDigits;
    this.found.push({ code, value, sharedDigits });
  }
}
