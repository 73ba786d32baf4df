/**
 * Prices set, raised and lowered, exactly by the engine's arithmetic, rounded once, a half upwards.
 *
 * A price left to the table's default is nothing to raise or lower, so it stays null; only `set`
 * gives it one.
 */

import {
  addMoney,
  compareMoney,
  isSameMoney,
  MONEY_SCALE,
  raiseByPercent,
  roundMoney,
  subtractMoney,
} from '@ratedeck/engine';
import type { PriceEdit } from './schema.js';

/** Prices of a rate that a bulk change can edit. */
export const priceFields = ['price', 'firstPrice', 'setupFee'] as const;
export type PriceField = (typeof priceFields)[number];

/** Decks repeat their prices; past this many different ones a cache would only cost memory. */
const KNOWN_MAX = 50_000;

export type EditedPrice =
  | { readonly ok: true; readonly price: string | null }
  | { readonly ok: false; readonly message: string };

export type PriceEditor = (price: string | null) => EditedPrice;

function exactEdit(edit: PriceEdit): (price: string) => string {
  const { set, raisePercent, lowerPercent, raise, lower } = edit;
  if (set !== undefined) return () => set;
  if (raise !== undefined) return (price) => addMoney(price, raise);
  if (lower !== undefined) return (price) => subtractMoney(price, lower);
  const percent = raisePercent ?? `-${lowerPercent!}`;
  return (price) => raiseByPercent(price, percent);
}

/** "raised by 10 %", for people. */
export function priceEditText(edit: PriceEdit): string {
  if (edit.set !== undefined) return `set to ${edit.set}`;
  if (edit.raise !== undefined) return `raised by ${edit.raise}`;
  if (edit.lower !== undefined) return `lowered by ${edit.lower}`;
  if (edit.raisePercent !== undefined) return `raised by ${edit.raisePercent} %`;
  return `lowered by ${edit.lowerPercent} %`;
}

export function priceEditor(edit: PriceEdit, decimals = MONEY_SCALE): PriceEditor {
  const exact = exactEdit(edit);
  const known = new Map<string, EditedPrice>();
  const edited = (price: string): EditedPrice => {
    const raised = exact(price);
    if (compareMoney(raised, '0') < 0) {
      return { ok: false, message: `${price} ${priceEditText(edit)} is below zero` };
    }
    const result = roundMoney(raised, decimals, 'half-up');
    // Trailing zeros are no change.
    return { ok: true, price: isSameMoney(result, price) ? price : result };
  };
  return (price) => {
    if (price === null && edit.set === undefined) return { ok: true, price };
    const key = price ?? '';
    const before = known.get(key);
    if (before !== undefined) return before;
    const result =
      price === null
        ? ({ ok: true, price: roundMoney(exact('0'), decimals, 'half-up') } as const)
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
