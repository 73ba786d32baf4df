/** Output as bytes, in one buffer that grows and is used again. */

import { encodeUtf8 } from '../utf8.js';

const ZERO = 48;
const POINT = 46;
const MINUS = 45;
const POWERS = Array.from({ length: 16 }, (_, i) => 10 ** i);

export class ByteWriter {
  #bytes: Uint8Array;
  #length = 0;
  readonly #digits = new Uint8Array(20);

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  clear(): void {
    this.#length = 0;
  }

  /** What was written; valid until the next writing. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Makes room, so that the writing of single bytes need not check. */
  reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }

  /** One byte, into reserved room. */
  byte(value: number): void {
    this.#bytes[this.#length++] = value;
  }

  bytes(source: Uint8Array): void {
    this.slice(source, 0, source.length);
  }

  /** Bytes of another buffer; a plain loop is faster than `set` for the few that a field has. */
  slice(source: Uint8Array, start: number, end: number): void {
    this.reserve(end - start);
    const bytes = this.#bytes;
    let at = this.#length;
    for (let i = start; i < end; i++) bytes[at++] = source[i]!;
    this.#length = at;
  }

  /** Digits 0 to 9 as text. */
  numberDigits(digits: Uint8Array, length: number): void {
    this.reserve(length);
    for (let i = 0; i < length; i++) this.#bytes[this.#length++] = digits[i]! + ZERO;
  }

  text(text: string): void {
    this.bytes(encodeUtf8(text));
  }

  /** A safe integer at a scale of at most 15, without trailing zeros: `0.0137`. */
  scaled(value: number, scale: number): void {
    this.reserve(40);
    let rest = value;
    if (rest < 0) {
      this.byte(MINUS);
      rest = -rest;
    }
    const power = POWERS[scale]!;
    let whole = Math.floor(rest / power);
    if (whole * power > rest) whole -= 1;
    this.#integer(whole);
    let fraction = rest - whole * power;
    if (fraction === 0) return;
    this.byte(POINT);
    let width = scale;
    while (fraction % 10 === 0) {
      fraction /= 10;
      width--;
    }
    const start = this.#length;
    for (let i = width - 1; i >= 0; i--) {
      const next = Math.floor(fraction / 10);
      this.#bytes[start + i] = fraction - next * 10 + ZERO;
      fraction = next;
    }
    this.#length = start + width;
  }

  #integer(value: number): void {
    let rest = value;
    let count = 0;
    do {
      const next = Math.floor(rest / 10);
      this.#digits[count++] = rest - next * 10 + ZERO;
      rest = next;
    } while (rest > 0);
    while (count > 0) this.#bytes[this.#length++] = this.#digits[--count]!;
  }
}
