/** Output as bytes, in one buffer that grows and is used again. */

import { encodeUtf8 } from '../values/utf8.js';

const ZERO = 48;
const POINT = 46;
const MINUS = 45;
/** Below it a value is worked on as a 32-bit integer. */
const SMALL = 2 ** 31;
const SMALL_SCALE = 9;
const POWERS = Array.from({ length: 16 }, (_, i) => 10 ** i);

export class ByteWriter {
  #bytes: Uint8Array;
  #length = 0;

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
    for (let i = start; i < end; i += 1) bytes[at++] = source[i]!;
    this.#length = at;
  }

  repeatByte(value: number, count: number): void {
    this.reserve(count);
    const bytes = this.#bytes;
    const end = this.#length + count;
    for (let i = this.#length; i < end; i += 1) bytes[i] = value;
    this.#length = end;
  }

  /** A copy of what was written from `start` on. */
  copyFrom(start: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#bytes.subarray(start, this.#length));
  }

  /** Bytes that were written before, once more; into reserved room. */
  repeat(start: number, end: number): void {
    const bytes = this.#bytes;
    let at = this.#length;
    for (let i = start; i < end; i += 1) bytes[at++] = bytes[i]!;
    this.#length = at;
  }

  /** Digits 0 to 9 as text. */
  numberDigits(digits: Uint8Array, length: number): void {
    this.reserve(length);
    const bytes = this.#bytes;
    const start = this.#length;
    for (let i = 0; i < length; i += 1) bytes[start + i] = digits[i]! + ZERO;
    this.#length = start + length;
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
    if (rest < SMALL && scale <= SMALL_SCALE) {
      const power = POWERS[scale]! | 0;
      const whole = (rest / power) | 0;
      this.#small(whole);
      this.#smallFraction((rest - Math.imul(whole, power)) | 0, scale);
      return;
    }
    const power = POWERS[scale]!;
    let whole = Math.floor(rest / power);
    if (whole * power > rest) whole -= 1;
    this.text(String(whole));
    const fraction = rest - whole * power;
    if (fraction === 0) return;
    this.byte(POINT);
    this.text(String(fraction).padStart(scale, '0').replace(/0+$/, ''));
  }

  #smallFraction(fraction: number, scale: number): void {
    if (fraction === 0) return;
    let width = scale;
    let rest = fraction;
    let next = (rest / 10) | 0;
    while (rest === Math.imul(next, 10)) {
      rest = next;
      next = (rest / 10) | 0;
      width -= 1;
    }
    const bytes = this.#bytes;
    const start = this.#length;
    bytes[start] = POINT;
    for (let i = start + width; i > start; i -= 1) {
      next = (rest / 10) | 0;
      bytes[i] = rest - Math.imul(next, 10) + ZERO;
      rest = next;
    }
    this.#length = start + width + 1;
  }

  #small(value: number): void {
    let width = 1;
    for (let limit = 10; width < 10 && value >= limit; limit *= 10) width += 1;
    const bytes = this.#bytes;
    const start = this.#length;
    let rest = value;
    for (let i = start + width - 1; i >= start; i -= 1) {
      const next = (rest / 10) | 0;
      bytes[i] = rest - Math.imul(next, 10) + ZERO;
      rest = next;
    }
    this.#length = start + width;
  }
}
