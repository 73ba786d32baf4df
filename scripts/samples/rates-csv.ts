/**
 * Writes rates as CSV in the canonical columns: those that at least one rate uses, in fixed order.
 * A left-out field is an empty cell.
 */

import type { Rate } from '../../engine/src/book/book.js';

type Column = readonly [name: string, cellOf: (rate: Rate) => string];

function plain(name: Exclude<keyof Rate, 'numberLength' | 'tiers'>): Column {
  return [name, (rate) => String(rate[name] ?? '')];
}

const COLUMNS: readonly Column[] = [
  plain('code'),
  plain('service'),
  plain('name'),
  plain('description'),
  plain('sourceCode'),
  ['numberLengthMin', (rate) => String(rate.numberLength?.min ?? '')],
  ['numberLengthMax', (rate) => String(rate.numberLength?.max ?? '')],
  plain('timeProfile'),
  plain('tag'),
  plain('category'),
  plain('price'),
  plain('firstPrice'),
  plain('firstInterval'),
  plain('nextInterval'),
  plain('freeVolume'),
  plain('setupFee'),
  plain('setupFeeMode'),
  plain('graceVolume'),
  plain('graceMode'),
  plain('surcharge'),
  ['tiers', (rate) => (rate.tiers === undefined ? '' : JSON.stringify(rate.tiers))],
  plain('maxCharge'),
  plain('blocked'),
  plain('stashed'),
  plain('effectiveFrom'),
  plain('effectiveTo'),
  plain('notes'),
];

export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function formatRatesCsv(rates: readonly Rate[]): string {
  const used = COLUMNS.filter(([, cellOf]) => rates.some((rate) => cellOf(rate) !== ''));
  const lines = rates.map((rate) => used.map(([, cellOf]) => csvCell(cellOf(rate))).join(','));
  return `${used.map(([name]) => name).join(',')}\n${lines.join('\n')}\n`;
}
