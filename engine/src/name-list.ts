/** Names as UTF-8 in one shared buffer, numbered from 1; number 0 is no name. */

import { allocate } from './shared-memory.js';
import { decodeUtf8, encodeUtf8 } from './utf8.js';

export interface NameListParts {
  readonly bytes: ArrayBufferLike;
  readonly ends: ArrayBufferLike;
}

export class NameList {
  readonly parts: NameListParts;
  readonly #bytes: Uint8Array;
  /** ends[n] is where name n ends and name n + 1 begins. */
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
      ends[i + 1] = end;
    });
    return new NameList(parts);
  }

  get byteLength(): number {
    return this.parts.bytes.byteLength + this.parts.ends.byteLength;
  }

  text(number: number): string | null {
    if (number === 0) return null;
    this.#texts[number] ??= decodeUtf8(
      this.#bytes.slice(this.#ends[number - 1]!, this.#ends[number]!),
    );
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
