/**
 * What the rows above the header (and notes below the rates) say of all rates: the effective date,
 * the currency, the unit. A date of issue or of sending is no effective date; it only shows how
 * dates are written.
 */

import type { Cell, DateOrder, PriceDirection, RawRow } from '../deck/deck.js';
import { createDateOrder, type DateOrderDecision } from '../values/date-order.js';
import { parseDate } from '../values/dates.js';
import { foldText } from '../values/folded-text.js';
import { priceDirectionOf } from '../values/price-directions.js';
import { type PriceUnit, readPriceUnit } from '../values/price-unit.js';

export interface PreambleNotes {
  /** The cell that holds the effective date. */
  readonly effective: Cell;
  /** Other effective dates: `Decreases effective from 1 December`. */
  readonly others: readonly Cell[];
  /** Those that are said of increases, of decreases or of new prices. */
  readonly byDirection: ReadonlyMap<PriceDirection, Cell>;
  /** How dates in these rows are written. */
  readonly dates: DateOrderDecision;
  readonly unit: PriceUnit | null;
}

const ROWS_READ_MAX = 200;
const FOOTER_ROWS = 20;
const TEXT_CHARACTERS_MAX = 2000;
const EFFECTIVE = new RegExp(
  'effective|valid (?:from|since|as of)|with effect|in force|as of|starting|' +
    'applicable from|start date|activation|gultig (?:ab|von)|wirksam|stand:|valable|' +
    'en vigueur|a partir|date d.?effet|a compter|vigen(?:te|cia)|efectiv|validade|valido|' +
    'valida|entrada en vigor|em vigor|in vigore|decorrenza|dal\\b|деиствует с|деиствительн|' +
    'вступа|дата начала|geldig vanaf|ingangsdatum|met ingang|obowiazuj|wazn[ye] od|gecerli|' +
    'yururluk|baslangic',
);
const NOT_EFFECTIVE = new RegExp(
  'issue|issued|sent|created|printed|generated|date of (?:offer|notice)|expir|until|' +
    'valid to|erstellt|druckdatum|ausgestellt|emis|envoy|enviad|emission|creato|создан|' +
    'отправлен|gemaakt|verzonden|utworzon|wystawi|olusturma|dear\\b',
);
const MONEY = new RegExp(
  'currency|rates?\\b|prices?\\b|wahrung|preise|devise|prix|tarif|moneda|precios|moeda|' +
    'precos|valuta|prezzi|валюта|цены|тариф|prijzen|waluta|ceny|stawki|para birimi|fiyat|' +
    'charges?\\b|amounts?\\b|billing|billed',
);
const DATE_INSIDE = new RegExp(
  '\\d{4}-\\d{1,2}-\\d{1,2}(?:[T ]\\d{1,2}:\\d{2}(?::\\d{2})?)?|' +
    '\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}|\\d{1,2}(?:st|nd|rd|th|er|\\.|º)?\\s*(?:de |' +
    'of )?\\p{L}{3,12}\\.?,?\\s*(?:de |del )?\\d{4}|\\p{L}{3,9}\\.?\\s+\\d{1,2}(?:st|nd|rd|' +
    'th)?,?\\s+\\d{4}|\\d{1,2}-\\p{L}{3}-\\d{2,4}|(?<!\\d)20\\d{6}(?!\\d)',
  'u',
);

export function readPreamble(above: readonly RawRow[], below: readonly RawRow[]): PreambleNotes {
  const rows = above.slice(-ROWS_READ_MAX);
  const header = rows.at(-1);
  const order = createDateOrder();
  let effective: Cell = null;
  const others: Cell[] = [];
  const byDirection = new Map<PriceDirection, Cell>();
  let unit: PriceUnit | null = null;
  for (const row of rows) {
    for (const cell of row.cells)
      order.add(typeof cell === 'string' ? (dateIn(cell) ?? cell) : cell);
    const found = effectiveIn(row);
    if (effective === null) effective = found;
    else if (found !== null && String(found) !== String(effective)) others.push(found);
    const direction = found === null ? null : priceDirectionOf(textOf(row));
    if (direction !== null) byDirection.set(direction, found);
    // What a header says of one column, such as the cents of a fee, is no note of the others.
    if (row !== header) unit ??= unitIn(row);
  }
  for (const row of below.slice(-FOOTER_ROWS)) {
    if (unit !== null || row.cells.filter(isFilled).length > 2) continue;
    const found = unitIn(row);
    if (found !== null && found.currency !== null) unit = found;
  }
  return { effective, others, byDirection, dates: order.decide(), unit };
}

const textOf = ({ cells }: RawRow): string =>
  cells
    .filter((cell) => typeof cell === 'string')
    .join(' ')
    .slice(0, TEXT_CHARACTERS_MAX);

const isFilled = (cell: Cell): boolean => cell !== null && cell !== '';

const dateIn = (text: string): string | null =>
  text.length > TEXT_CHARACTERS_MAX ? null : (DATE_INSIDE.exec(text)?.[0] ?? null);

function effectiveIn(row: RawRow): Cell {
  for (const [index, cell] of row.cells.entries()) {
    if (typeof cell !== 'string' || cell.length > TEXT_CHARACTERS_MAX) continue;
    const folded = foldText(cell);
    const label = EFFECTIVE.exec(folded);
    if (label === null) continue;
    const after = folded.slice(label.index);
    if (
      NOT_EFFECTIVE.test(folded.slice(0, label.index)) ||
      NOT_EFFECTIVE.test(after.slice(0, 30))
    ) {
      continue;
    }
    // Folding keeps places well enough to look behind the label first.
    const inside = dateIn(cell.slice(label.index)) ?? dateIn(cell);
    if (inside !== null) return inside;
    const soon = /\b(?:asap|immediately|sofort)\b/i.exec(cell);
    if (soon !== null) return soon[0];
    const next = row.cells.slice(index + 1).find(isFilled) ?? null;
    if (next === null) continue;
    if (next instanceof Date) return next;
    const date = typeof next === 'string' ? (dateIn(next) ?? next) : next;
    const parsed = parseDate(date, null, null);
    if (parsed.ok || parsed.code === 'ambiguous_date') return date;
  }
  return null;
}

function unitIn(row: RawRow): PriceUnit | null {
  const text = textOf(row);
  if (!MONEY.test(foldText(text))) return null;
  const unit = readPriceUnit(text);
  return unit.currency === null && unit.factor === '1' ? null : unit;
}

/** An effective date of the preamble as an instant. */
export function preambleInstant(
  date: Cell,
  order: DateOrder | null,
  now: string | null,
): string | null {
  const parsed = parseDate(date, order, now);
  return parsed.ok ? parsed.instant : null;
}
