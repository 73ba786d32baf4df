/**
 * Ranges of codes spelled out one by one: `447400-447409` is ten codes. Width and leading zeros are
 * kept; ranges are counted before they are built, so that no cell can ask for more than the limit.
 */

/** Codes that one cell may stand for. */
export const CELL_CODES_MAX = 20_000;

/** Number of codes from `first` to `last`, both of one width, `first` not above `last`. */
export function rangeCount(first: string, last: string): bigint {
  return BigInt(last) - BigInt(first) + 1n;
}

/** Appends `prefix` with each code of the range; the caller has checked the count. */
export function pushRange(into: string[], prefix: string, first: string, last: string): void {
  const width = first.length;
  const begin = BigInt(first);
  const count = Number(rangeCount(first, last));
  for (let offset = 0; offset < count; offset += 1) {
    into.push(prefix + String(begin + BigInt(offset)).padStart(width, '0'));
  }
}
