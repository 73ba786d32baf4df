/**
 * Prices set, raised and lowered, exactly: integers of 10^-10, rounded once, a half upwards.
 *
 * A price left to the table's default is nothing to raise or lower, so it stays null; only `set`
 * gives it one.
 */

import { comparePrices, priceUnits, unitsText } from '@ratedeck/decks';
import type { PriceEdit } from './schema.js';

/** Prices of a rate that a bulk change can edit. */
export const priceFields = ['price', 'firstPrice', 'setupFee'] as const;
export type PriceField = (typeof priceFields)[number];

const DECIMALS = 10;
const HUNDRED = 100n * 10n ** BigInt(DECIMALS);
/** Decks repeat their prices; past this many different ones a cache would only cost memory. */
const KNOWN_MAX = 50_000;

export type EditedPrice =
  | { readonly ok: true; readonly price: string | null }
  | { readonly ok: false; readonly message: string };

export type PriceEditor = (price: string | null) => EditedPrice;

/** Units as a fraction: numerator over denominator, which is positive. */
interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const whole = (numerator: bigint): Fraction => ({ numerator, denominator: 1n });

function exactEdit(edit: PriceEdit): (units: bigint) => Fraction {
  const { set, raisePercent, lowerPercent, raise, lower } = edit;
  if (set !== undefined) return () => whole(priceUnits(set));
  if (raise !== undefined) return (units) => whole(units + priceUnits(raise));
  if (lower !== undefined) return (units) => whole(units - priceUnits(lower));
  const part = raisePercent === undefined ? -priceUnits(lowerPercent!) : priceUnits(raisePercent);
  return (units) => ({ numerator: units * (HUNDRED + part), denominator: HUNDRED });
}

/** Neither is negative here, so halves go up. */
function roundedHalfUp({ numerator, denominator }: Fraction, decimals: number): bigint {
  const step = 10n ** BigInt(DECIMALS - decimals);
  const divisor = denominator * step;
  return ((2n * numerator + divisor) / (2n * divisor)) * step;
}

/** "raised by 10 %", for people. */
export function priceEditText(edit: PriceEdit): string {
  if (edit.set !== undefined) return `set to ${edit.set}`;
  if (edit.raise !== undefined) return `raised by ${edit.raise}`;
  if (edit.lower !== undefined) return `lowered by ${edit.lower}`;
  if (edit.raisePercent !== undefined) return `raised by ${edit.raisePercent} %`;
  return `lowered by ${edit.lowerPercent} %`;
}

export function priceEditor(edit: PriceEdit, decimals = DECIMALS): PriceEditor {
  const exact = exactEdit(edit);
  const known = new Map<string, EditedPrice>();
  const edited = (price: string): EditedPrice => {
    const fraction = exact(priceUnits(price));
    if (fraction.numerator < 0n) {
      return { ok: false, message: `${price} ${priceEditText(edit)} is below zero` };
    }
    const result = unitsText(roundedHalfUp(fraction, decimals));
    // Trailing zeros are no change.
    return { ok: true, price: comparePrices(result, price) === 0 ? price : result };
  };
  return (price) => {
    if (price === null && edit.set === undefined) return { ok: true, price };
    const key = price ?? '';
    const before = known.get(key);
    if (before !== undefined) return before;
    const result =
      price === null
        ? ({ ok: true, price: unitsText(roundedHalfUp(exact(0n), decimals)) } as const)
        : edited(price);
    if (known.size < KNOWN_MAX) known.set(key, result);
    return result;
  };
}

export function priceEditorsOf(
  input: {
    readonly [Field in PriceField]?: PriceEdit;
  } & { readonly decimals?: number },
): Map<PriceField, PriceEditor> {
  const editors = new Map<PriceField, PriceEditor>();
  for (const field of priceFields) {
    const edit = input[field];
    if (edit !== undefined) editors.set(field, priceEditor(edit, input.decimals));
  }
  return editors;
}
