/**
 * A cell of money to a decimal string.
 *
 * Exact: digits are moved, never computed with in binary. A cell whose own form says what its marks
 * are is read by it; the column's mark decides the rest; what nothing decides is a fault. `-1` and
 * `n/a` are "none"; other amounts below zero are faults. At most 10 decimals after scaling.
 */

import type { Cell } from '../deck/deck.js';
import { currencyOf } from './currencies.js';
import { canonicalDecimal, decimalsOf, decimalText, expandExponent } from './decimal-text.js';
import { fault, shownCell, type ValueFault } from './fault.js';
import { isNone } from './folded-text.js';
import { type Mark, numberForm, plainNumber } from './number-form.js';
import { readPriceUnit } from './price-unit.js';
import { multiplyScales, timesScale } from './scales.js';

export type MoneyValue = {
  readonly ok: true;
  /** Null: no amount (empty, `n/a`, `-1`). */
  readonly value: string | null;
  /** ISO 4217, where the cell itself says one. */
  readonly currency: string | null;
};

const MONEY_DECIMALS_MAX = 10;
const WHOLE_DIGITS_MAX = 15;
const PLAIN = /^\d{1,15}(?:\.\d{1,10})?$/;
const NOTHING: MoneyValue = { ok: true, value: null, currency: null };
/** Letters before the figure, the figure, letters after it; a sign may stand before or after. */
const PARTS = new RegExp(
  '^([-−+]?)\\s*((?:Rs|SFr|Fr)\\.|[^\\d.,\\-−+()]*?)\\s*([-−+]?)\\s*' +
    "((?:[.,]?\\d)(?:[\\d.,'’\\s]*\\d)?(?:[eE][+-]?\\d{1,3})?)([^\\d]*)$",
  'iu',
);
const CELL_CHARACTERS_MAX = 60;

/**
 * @example parseMoney('0,467 €', ',', '1') is { ok: true, value: '0.467', currency: 'EUR' }
 */
export function parseMoney(cell: Cell, mark: Mark | null, scale: string): MoneyValue | ValueFault {
  if (cell === null) return NOTHING;
  if (typeof cell === 'string') {
    if (mark === '.' && scale === '1' && PLAIN.test(cell)) {
      return { ok: true, value: canonicalDecimal(cell), currency: null };
    }
    return parseText(cell.trim(), mark, scale);
  }
  if (typeof cell === 'number') return parseNumber(cell, scale);
  const hint = cell instanceof Date ? '; a spreadsheet may have changed it, write it as text' : '';
  return fault('not_a_price', `${shownCell(cell)} is no price${hint}`);
}

function parseNumber(cell: number, scale: string): MoneyValue | ValueFault {
  if (!Number.isFinite(cell)) return fault('not_a_price', `${shownCell(cell)} is no price`);
  if (cell === -1) return NOTHING;
  if (cell < 0) return negative(cell);
  return scaled(cell, decimalText(cell), scale, null);
}

/** Said in words: the call costs nothing. */
const FREE =
  /^(?:toll[- ]?free|free(?: of charge| call)?|no charge|incl(?:uded|\.)?|gratis|kostenlos|kostenfrei|inklusive|inkl\.?|gratuite?|gratuit[oa]|incluse?|incluid[oa]|inclus[oa]|бесплатно|bezplatn[aeyi]e?|ucretsiz|ücretsiz)$/iu;
/** Marks of footnotes beside a figure. */
const FOOTNOTE = /(?<=\d)\s*[*†‡§¹²³⁴⁵]+$|^[*†‡§]+\s*(?=\d)/gu;

export const saysFree = (text: string): boolean => FREE.test(text.trim());

/** The text without the marks of footnotes. */
export const withoutFootnotes = (text: string): string => text.replace(FOOTNOTE, '');

function parseText(written: string, mark: Mark | null, scale: string): MoneyValue | ValueFault {
  const text = withoutFootnotes(written);
  if (isNone(text)) return NOTHING;
  if (saysFree(text)) return { ok: true, value: '0', currency: null };
  const isLong = text.length > CELL_CHARACTERS_MAX;
  if (!isLong && /^\(.*\d.*\)$/s.test(text)) return negative(text);
  const parts = isLong ? null : PARTS.exec(text);
  if (parts === null) {
    return fault('not_a_price', `${shownCell(text)} is no price: an amount such as 0.0123 is`);
  }
  const unit = cellUnit(parts[2]!, parts[5]!);
  if (unit === null) {
    return fault(
      'not_a_price',
      `${shownCell(text)} is no price: beside the figure stands neither a currency nor a unit`,
    );
  }
  const figure = plainFigure(parts[4]!, mark);
  if (figure === null) return markFault(text, parts[4]!);
  if (parts[1] === '-' || parts[1] === '−' || parts[3] === '-' || parts[3] === '−') {
    const value = canonicalDecimal(figure);
    if (value === '1') return NOTHING;
    if (value !== '0') return negative(text);
  }
  const factor = unit.factor === '1' ? scale : multiplyScales(scale, unit.factor);
  return scaled(text, figure, factor, unit.currency);
}

function plainFigure(figure: string, mark: Mark | null): string | null {
  const exponent = /e/i.test(figure) ? figure.search(/e/i) : figure.length;
  const digits = figure.slice(0, exponent);
  const plain = plainNumber(digits, numberForm(digits), mark);
  if (plain === null || exponent === figure.length) return plain;
  return expandExponent(plain + figure.slice(exponent));
}

function markFault(text: string, figure: string): ValueFault {
  if (numberForm(figure).startsWith('open')) {
    return fault(
      'ambiguous_number',
      `${shownCell(text)} may have decimals or thousands: it is open which`,
    );
  }
  return fault('not_a_price', `${shownCell(text)} is no number: 1234.56 or 1.234,56 is one`);
}

const negative = (cell: Cell): ValueFault =>
  fault('negative_price', `${shownCell(cell)} is below zero; prices and fees are 0 or more`);

interface CellUnit {
  readonly currency: string | null;
  readonly factor: string;
}

const NO_UNIT: CellUnit = { currency: null, factor: '1' };
/** Currencies that are said in letters but have no single code: allowed, not named. */
const SHARED = /^(?:kr|fr|din|дин|lei)\.?$/i;

/** What stands around the figure; null when it is something else than a unit of money. */
function cellUnit(before: string, after: string): CellUnit | null {
  const prefix = before.trim();
  const suffix = after.trim();
  if (prefix === '' && suffix === '') return NO_UNIT;
  const first = prefix === '' ? NO_UNIT : sideUnit(prefix);
  const second = suffix === '' ? NO_UNIT : sideUnit(suffix);
  if (first === null || second === null) return null;
  if (first.currency !== null && second.currency !== null && first.currency !== second.currency) {
    return first.currency === 'USD' && prefix === '$' ? { ...second } : null;
  }
  return {
    currency: first.currency ?? second.currency,
    factor: multiplyScales(first.factor, second.factor),
  };
}

function sideUnit(text: string): CellUnit | null {
  const currency = currencyOf(text);
  if (currency !== null) return { currency, factor: '1' };
  if (SHARED.test(text)) return NO_UNIT;
  const unit = readPriceUnit(text);
  if (unit.per === 'call') return null;
  if (unit.rest === '' || unit.rest === '.') return unit;
  const rest = currencyOf(unit.rest);
  return rest === null || unit.currency !== null ? null : { currency: rest, factor: unit.factor };
}

function scaled(
  cell: Cell,
  figure: string,
  scale: string,
  currency: string | null,
): MoneyValue | ValueFault {
  const value = scale === '1' ? canonicalDecimal(figure) : timesScale(figure, scale);
  if (decimalsOf(value) > MONEY_DECIMALS_MAX) {
    const how = scale === '1' ? '' : ` (times ${scale})`;
    return fault(
      'too_many_decimals',
      `${shownCell(cell)} is ${value}${how}, with ${decimalsOf(value)} decimals; ` +
        `money has at most ${MONEY_DECIMALS_MAX}: round it in the file`,
    );
  }
  const point = value.indexOf('.');
  if ((point < 0 ? value.length : point) > WHOLE_DIGITS_MAX) {
    return fault('number_too_large', `${shownCell(cell)} is too large for a price`);
  }
  return { ok: true, value, currency };
}
