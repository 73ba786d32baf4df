/**
 * A table on its way to a file, whatever the format: columns that know what they hold, and rows
 * of texts. Each format decides by the kind of a column how a text becomes a cell.
 *
 * What is lossless where: codes, texts and dates are text cells everywhere. Amounts are numbers in
 * spreadsheets as long as they have 15 significant digits at most, which a binary number gives back
 * exactly; a longer one is a text cell. An amount comes back with the value it had and without
 * zeros at its end. Dates are ISO 8601 text: a date cell would lose its zone.
 */

export type ColumnKind =
  /** Free text; neutralised where it looks like a formula. */
  | 'text'
  /** Digits of a number, leading zeros included. */
  | 'code'
  /** Decimal string. */
  | 'money'
  | 'number'
  /** A word of a fixed set, an instant, JSON: as it is. */
  | 'word';

export interface OutputColumn {
  readonly header: string;
  readonly kind: ColumnKind;
}

/** Empty text: an empty cell. */
export type OutputRow = readonly string[];

export interface OutputSheet {
  readonly name: string;
  readonly columns: readonly OutputColumn[];
  readonly rows: Iterable<OutputRow>;
}

export class DeckWriteError extends Error {
  override readonly name = 'DeckWriteError';
}

const SIGNIFICANT_DIGITS_MAX = 15;
const PLAIN_DECIMAL = /^-?\d+(?:\.\d+)?$/;

/** Whether a binary number gives the decimal string back. */
export function isExactAsNumber(decimal: string): boolean {
  if (!PLAIN_DECIMAL.test(decimal)) return false;
  const digits = decimal.replace(/^-?0*\.?0*|\./g, '');
  return digits.length <= SIGNIFICANT_DIGITS_MAX;
}

/** Excel allows 31 characters and forbids some; names of sheets must differ in more than case. */
export function sheetNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const clean = name
      .replace(/[*?:\\/[\]\p{Cc}]/gu, ' ')
      .replace(/^['\s]+|['\s]+$/g, '')
      .slice(0, 31)
      .trim();
    const wanted = clean === '' || clean.toLowerCase() === 'history' ? 'Sheet' : clean;
    let unique = wanted;
    for (let count = 2; taken.has(unique.toLowerCase()); count += 1) {
      const suffix = ` (${count})`;
      unique = `${wanted.slice(0, 31 - suffix.length)}${suffix}`;
    }
    taken.add(unique.toLowerCase());
    return unique;
  });
}

/** Rows in groups of at most `size`, each to be read before the next; an empty one for no rows. */
export function* rowGroups(rows: Iterable<OutputRow>, size: number): Iterable<Iterable<OutputRow>> {
  const iterator = rows[Symbol.iterator]();
  let next = iterator.next();
  function* group(): Iterable<OutputRow> {
    for (let count = 0; count < size && next.done !== true; count += 1) {
      yield next.value;
      next = iterator.next();
    }
  }
  do yield group();
  while (next.done !== true);
}
