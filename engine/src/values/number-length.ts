/** How many digits a number has, and the one normal form of a range of lengths. */

/** Digits that a number, a code or a source code has at most. */
export const NUMBER_DIGITS_MAX = 32;

/** Both ends belong; an end that is left out is open. */
export interface NumberLength {
  readonly min?: number;
  readonly max?: number;
}

/** The same with open ends filled in. */
export interface NormalNumberLength {
  readonly min: number;
  readonly max: number;
}

/** As books, database rows and forms have it. */
type GivenNumberLength = {
  readonly min?: number | null | undefined;
  readonly max?: number | null | undefined;
};

/**
 * A range with its open ends at the outermost values, 1 and 32; null where there is no range.
 * The range 1 to 32 is a range, though every number lies in it: it goes before a rate that has none
 * (rating rules, section 2, point 2), so it must not be taken for none.
 *
 * @example normalNumberLength({ min: 5 })?.max === 32
 * @example normalNumberLength({}) === null
 */
export function normalNumberLength(
  range: GivenNumberLength | null | undefined,
): NormalNumberLength | null {
  if (range === null || range === undefined) return null;
  const min = range.min ?? null;
  const max = range.max ?? null;
  if (min === null && max === null) return null;
  return { min: min ?? 1, max: max ?? NUMBER_DIGITS_MAX };
}
