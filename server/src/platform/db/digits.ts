/** Codes and numbers as conditions that an index of codes understands. */

import { type RawBuilder, sql } from 'kysely';

const CODE_LENGTH_MAX = 32;

/** Of the digits of a number: everything that it begins with, the empty code included. */
export function prefixesOf(digits: string): string[] {
  const length = Math.min(digits.length, CODE_LENGTH_MAX);
  return Array.from({ length: length + 1 }, (_, end) => digits.slice(0, end));
}

/** Codes that begin with these digits, as a range: ":" follows "9", so none is left out. */
export function beginsWith(code: RawBuilder<unknown>, digits: string): RawBuilder<boolean> {
  if (digits === '') return sql`true`;
  return sql`(${code} >= ${digits} AND ${code} < ${`${digits}:`})`;
}
