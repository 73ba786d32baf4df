/**
 * The columns of a rate: the name in canonical CSV, the title in an edit sheet, what it holds, and
 * its text for a rate. One list, so that no writer forgets a field.
 */

import type { Rate } from '@ratedeck/engine';
import type { ColumnKind, OutputColumn, OutputRow } from './output-sheet.js';

export interface RateColumn {
  readonly name: string;
  readonly title: string;
  readonly kind: ColumnKind;
  /** Empty = the rate does not say. */
  readonly text: (rate: Rate) => string;
}

/** Without the exponent that JavaScript writes for very small and very large numbers. */
function plainNumber(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  const [digits, exponent] = text.split('e') as [string, string];
  const sign = digits.startsWith('-') ? '-' : '';
  const [whole, fraction = ''] = digits.replace('-', '').split('.') as [string, string?];
  const point = whole.length + Number(exponent);
  const all = whole + fraction;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${all}`;
  return sign + all.padEnd(point, '0');
}

type Value = string | number | boolean | undefined;

const asText = (value: Value): string =>
  typeof value === 'number' ? plainNumber(value) : value === undefined ? '' : String(value);

function column(
  name: string,
  title: string,
  kind: ColumnKind,
  value: (rate: Rate) => Value,
): RateColumn {
  return { name, title, kind, text: (rate) => asText(value(rate)) };
}

const tiersText = ({ tiers }: Rate): Value =>
  tiers === undefined ? undefined : JSON.stringify(tiers);

/** In canonical order. */
export const RATE_COLUMNS: readonly RateColumn[] = [
  column('code', 'Prefix', 'code', (rate) => rate.code),
  column('service', 'Service', 'word', (rate) => rate.service),
  column('name', 'Name', 'text', (rate) => rate.name),
  column('description', 'Description', 'text', (rate) => rate.description),
  column('sourceCode', 'Source Code', 'code', (rate) => rate.sourceCode),
  column('numberLengthMin', 'Number Length Min', 'number', (rate) => rate.numberLength?.min),
  column('numberLengthMax', 'Number Length Max', 'number', (rate) => rate.numberLength?.max),
  column('timeProfile', 'Time Profile', 'text', (rate) => rate.timeProfile),
  column('tag', 'Tag', 'text', (rate) => rate.tag),
  column('category', 'Category', 'text', (rate) => rate.category),
  column('price', 'Price N', 'money', (rate) => rate.price),
  column('firstPrice', 'Price 1', 'money', (rate) => rate.firstPrice),
  column('firstInterval', 'Interval 1', 'number', (rate) => rate.firstInterval),
  column('nextInterval', 'Interval N', 'number', (rate) => rate.nextInterval),
  column('freeVolume', 'Free Volume', 'number', (rate) => rate.freeVolume),
  column('setupFee', 'Setup Fee', 'money', (rate) => rate.setupFee),
  column('setupFeeMode', 'Setup Fee Mode', 'word', (rate) => rate.setupFeeMode),
  column('graceVolume', 'Grace Period', 'number', (rate) => rate.graceVolume),
  column('graceMode', 'Grace Mode', 'word', (rate) => rate.graceMode),
  column('surcharge', 'Surcharge', 'money', (rate) => rate.surcharge),
  column('tiers', 'Tiers', 'word', tiersText),
  column('maxCharge', 'Max Charge', 'money', (rate) => rate.maxCharge),
  column('blocked', 'Forbidden', 'word', (rate) => rate.blocked),
  column('stashed', 'Stashed', 'word', (rate) => rate.stashed),
  column('effectiveFrom', 'Effective From', 'word', (rate) => rate.effectiveFrom),
  column('effectiveTo', 'Effective To', 'word', (rate) => rate.effectiveTo),
  column('notes', 'Notes', 'text', (rate) => rate.notes),
];

/** Those of the columns that any rate fills; the named ones always. */
export function usedColumns(
  rates: Iterable<Rate>,
  always: ReadonlySet<string>,
): readonly RateColumn[] {
  const unused = new Set(RATE_COLUMNS.filter(({ name }) => !always.has(name)));
  for (const rate of rates) {
    for (const candidate of unused) if (candidate.text(rate) !== '') unused.delete(candidate);
    if (unused.size === 0) break;
  }
  return RATE_COLUMNS.filter((candidate) => !unused.has(candidate));
}

export function rateRow(rate: Rate, columns: readonly RateColumn[]): OutputRow {
  return columns.map(({ text }) => text(rate));
}

export function outputColumns(
  columns: readonly RateColumn[],
  header: 'name' | 'title',
): readonly OutputColumn[] {
  return columns.map((from) => ({ header: from[header], kind: from.kind }));
}
