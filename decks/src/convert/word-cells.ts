/** Cells whose words become a currency, a change, or codes of callers. */

import { saysEveryCaller } from '../codes/every-caller.js';
import { parseCodeCell } from '../codes/parse-code-cell.js';
import type { Cell, PriceDirection } from '../deck/deck.js';
import { currencyOf } from '../values/currencies.js';
import { fault, shownCell, type ValueFault } from '../values/fault.js';
import { isNone } from '../values/folded-text.js';
import { priceDirectionOf } from '../values/price-directions.js';
import { type RowUnit, unitOf } from '../values/unit-words.js';
import { type ChangeMeaning, parseChange } from '../values/words.js';
import { textOf, type Value } from './text-cell.js';

export function parseCurrency(cell: Cell): Value<string | null> | ValueFault {
  const text = textOf(cell);
  if (text === null || isNone(text)) return { ok: true, value: null };
  const value = currencyOf(text);
  if (value !== null) return { ok: true, value };
  return fault('bad_currency', `${shownCell(cell)} is no currency: write USD, EUR and so on`);
}

export function parseUnit(cell: Cell): Value<RowUnit | null> | ValueFault {
  const text = textOf(cell);
  if (text === null || isNone(text)) return { ok: true, value: null };
  const value = unitOf(text);
  if (value !== null) return { ok: true, value };
  return fault('bad_unit', `${shownCell(cell)} is no unit of a price: write min, sec, call or SMS`);
}

/** A word that nobody knows sets the rate; recognition asks about it. */
export function parseChangeCell(cell: Cell, header: string): ChangeCell {
  const text = textOf(cell);
  if (text === null) return { ok: true, value: 'set', direction: null };
  const value = parseChange(text, header) ?? 'set';
  return { ok: true, value, direction: priceDirectionOf(text) };
}

interface ChangeCell extends Value<ChangeMeaning> {
  readonly direction: PriceDirection | null;
}

/** Null: any caller. */
export function parseSourceCodes(
  cell: Cell,
  keepsZeros: boolean,
): Value<readonly string[] | null> | ValueFault {
  const text = textOf(cell);
  if (text === null || isNone(text) || saysEveryCaller(text)) return { ok: true, value: null };
  const parsed = parseCodeCell(cell, { prefix: '', keepsZeros });
  if (!parsed.ok) return parsed;
  return { ok: true, value: parsed.codes.includes('') ? null : parsed.codes };
}
