/**
 * The rates of a table without an object for each: their codes as numbers, and beside them the
 * content of a rate, which is all but its code. A deck says the same of many codes, so each
 * distinct content is there once. Rates that are objects take this form too, each with a content of
 * its own: whatever is compiled has come through here.
 */

import type { Rate } from '../book/book.js';
import { codeKey, KEY_DIGITS, keyScale } from '../lookup/code-order.js';

/** Digits only, at most 32. */
export interface RateCodes {
  readonly count: number;
  /** `codeKey` of codes of at most 15 digits, 0 of longer ones. */
  readonly keys: Float64Array;
  readonly lengths: Uint8Array;
  /** Codes of more than 15 digits, by their position. */
  readonly long: ReadonlyMap<number, string>;
}

export interface RateList<Content> {
  readonly codes: RateCodes;
  readonly contents: readonly Content[];
  /** Of each rate: the position of its content in `contents`. */
  readonly contentOf: Uint32Array;
}

/** The fields of a rate as a book writes them, not checked; a code among them means nothing. */
export type RateContent = Readonly<Record<string, unknown>>;

/** The rates of a table, in their order; see `RatePacker`, which makes them from CSV. */
export type PackedRates = RateList<RateContent>;

export type CheckedRates = RateList<Rate>;

export function listRates(rates: readonly Rate[]): CheckedRates {
  const count = rates.length;
  const keys = new Float64Array(count);
  const lengths = new Uint8Array(count);
  const long = new Map<number, string>();
  const contentOf = new Uint32Array(count);
  for (let position = 0; position < count; position += 1) {
    const { code } = rates[position]!;
    contentOf[position] = position;
    lengths[position] = code.length;
    if (code.length <= KEY_DIGITS) keys[position] = codeKey(code);
    else long.set(position, code);
  }
  return { codes: { count, keys, lengths, long }, contents: rates, contentOf };
}

export function codeText({ keys, lengths, long }: RateCodes, position: number): string {
  const length = lengths[position]!;
  if (length === 0) return '';
  if (length > KEY_DIGITS) return long.get(position)!;
  return String(keys[position]! / keyScale(length)).padStart(length, '0');
}

/** The rates as a book writes them, each an object. */
export function unpackRates({ codes, contents, contentOf }: PackedRates): RateContent[] {
  return Array.from(contentOf, (content, position) => {
    return { ...contents[content]!, code: codeText(codes, position) };
  });
}
