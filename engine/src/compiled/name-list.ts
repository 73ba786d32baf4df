/**
 * Names as UTF-8 in one shared buffer, numbered from 1; number 0 is no name. A name that CSV can
 * take as it stands is marked, so that a line of output copies its bytes without looking at them.
 */

import { allocate } from '../lookup/shared-memory.js';
import { decodeUtf8, encodeUtf8 } from '../values/utf8.js';

const DELICATE = 0x8000_0000;
const END_MASK = 0x7fff_ffff;
/**
 * Quotes, delimiters, line breaks, blanks at the ends, and what a spreadsheet takes for a formula.
 */
const DELICATE_TEXT = /^[\s=+\-@]|["\r\n,;|\t]|\s$/;

export interface NameListParts {
  readonly bytes: ArrayBufferLike;
  readonly ends: ArrayBufferLike;
}

export class NameList {
  readonly parts: NameListParts;
  readonly #bytes: Uint8Array;
  /** ends[n] is where name n ends and name n + 1 begins; its top bit marks name n as delicate. */
  readonly #ends: Uint32Array;
  readonly #texts: (string | undefined)[] = [];

  constructor(parts: NameListParts) {
    this.parts = parts;
    this.#bytes = new Uint8Array(parts.bytes);
    this.#ends = new Uint32Array(parts.ends);
  }

  static of(names: readonly string[]): NameList {
    const encoded = names.map(encodeUtf8);
    const byteLength = encoded.reduce((sum, bytes) => sum + bytes.length, 0);
    const parts = { bytes: allocate(byteLength), ends: allocate((names.length + 1) * 4) };
    const bytes = new Uint8Array(parts.bytes);
    const ends = new Uint32Array(parts.ends);
    let end = 0;
    encoded.forEach((name, i) => {
      bytes.set(name, end);
      end += name.length;
      if (end > END_MASK) throw new RangeError('the names of a table take more than 2 GiB');
      ends[i + 1] = (DELICATE_TEXT.test(names[i]!) ? end | DELICATE : end) >>> 0;
    });
    return new NameList(parts);
  }

  get byteLength(): number {
    return this.parts.bytes.byteLength + this.parts.ends.byteLength;
  }

  /** The bytes of all names, for {@link start} and {@link end}. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Reads the beginning of a name ahead of its use. The answer means nothing. */
  open(number: number): number {
    return number === 0 ? 0 : this.#bytes[this.start(number)]!;
  }

  start(number: number): number {
    return this.#ends[number - 1]! & END_MASK;
  }

  end(number: number): number {
    return this.#ends[number]! & END_MASK;
  }

  /** Whether CSV of any delimiter can not take the name as it stands. */
  isDelicate(number: number): boolean {
    return (this.#ends[number]! & DELICATE) !== 0;
  }

  text(number: number): string | null {
    if (number === 0) return null;
    this.#texts[number] ??= decodeUtf8(this.#bytes.slice(this.start(number), this.end(number)));
    return this.#texts[number]!;
  }
}

/** Gives each distinct name its number. */
export class NameNumbers {
  readonly #numbers = new Map<string, number>();

  number(name: string | null | undefined): number {
    if (name === null || name === undefined || name === '') return 0;
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#numbers.size + 1;
      this.#numbers.set(name, number);
    }
    return number;
  }

  list(): NameList {
    return NameList.of([...this.#numbers.keys()]);
  }
}
