/** A comparison as a table for spreadsheets: a row for each code, in the order of the new deck. */

import { type OutputSheet, priceDifference, type RateComparison } from '@ratedeck/decks';
import type { Rate } from '@ratedeck/engine';

const priceText = (rate: Rate | null): string =>
  rate === null ? '' : rate.blocked === true ? 'blocked' : (rate.price ?? '');

function differenceText({ old, next, kind, becomes }: RateComparison): string {
  const isClosed = (becomes ?? kind) === 'closed';
  if (isClosed || old?.price === undefined || next?.price === undefined) return '';
  return priceDifference(old.price, next.price);
}

const columns = [
  { header: 'change', kind: 'word' },
  { header: 'becomes', kind: 'word' },
  { header: 'code', kind: 'code' },
  { header: 'name', kind: 'text' },
  { header: 'service', kind: 'word' },
  { header: 'timeProfile', kind: 'text' },
  { header: 'oldPrice', kind: 'money' },
  { header: 'newPrice', kind: 'money' },
  { header: 'difference', kind: 'money' },
  { header: 'percent', kind: 'money' },
  { header: 'terms', kind: 'word' },
  { header: 'effectiveFrom', kind: 'word' },
  { header: 'effectiveTo', kind: 'word' },
  { header: 'coveredBy', kind: 'code' },
  { header: 'coverEffect', kind: 'word' },
  { header: 'coverOldPrice', kind: 'money' },
  { header: 'coverNewPrice', kind: 'money' },
  { header: 'coverPercent', kind: 'money' },
] as const satisfies OutputSheet['columns'];

function rowOf(row: RateComparison): string[] {
  const { kind, becomes, code, name, old, next, percent, terms, cover } = row;
  const isClosed = (becomes ?? kind) === 'closed';
  const { service = 'voice', timeProfile = '' } = next ?? old!;
  return [
    kind,
    becomes ?? '',
    code,
    name,
    service,
    timeProfile,
    priceText(old),
    isClosed ? '' : priceText(next),
    differenceText(row),
    percent ?? '',
    terms.join(' '),
    next?.effectiveFrom ?? '',
    next?.effectiveTo ?? '',
    cover?.coveredBy ?? '',
    cover?.effect ?? '',
    cover?.oldPrice ?? '',
    cover?.newPrice ?? '',
    cover?.percent ?? '',
  ];
}

function* rowsOf(comparisons: readonly RateComparison[]): Iterable<string[]> {
  for (const row of comparisons) {
    if (row.kind !== 'unchanged') yield rowOf(row);
  }
}

/** Without the rows in which nothing has changed. */
export function changesSheet(comparisons: readonly RateComparison[]): OutputSheet {
  return { name: 'Changes', columns, rows: rowsOf(comparisons) };
}
