/** A comparison of two decks for people: counts, the largest changes first, destinations, costs. */

import {
  CHANGE_KINDS,
  type ComparisonAccount,
  comparePrices,
  type DeckComparison,
  type DestinationComparison,
  type RateComparison,
} from '@ratedeck/decks';
import type { Rate } from '@ratedeck/engine';
import { printable } from '../../platform/cli/printable.js';
import { textTable } from '../../platform/cli/text-table.js';
import { closedCoveredWords, coveredText, newCoveredWords } from './check-text.js';
import type { DestinationCost, TrafficCosts } from './traffic-costs.js';

export interface DiffText {
  readonly oldName: string;
  readonly newName: string;
  readonly comparison: DeckComparison;
  readonly costs: TrafficCosts | null;
  /** Rows of each list that are shown. */
  readonly rowsMax: number;
}

const counted = (count: number): string => count.toLocaleString('en');

function accountText(name: string, account: ComparisonAccount): string {
  const { rates, compared, pending, notCompared } = account;
  const parts = [
    `${counted(compared)} compared`,
    ...(pending === 0 ? [] : [`${counted(pending)} pending`]),
    `${counted(notCompared)} not in force`,
  ];
  return `${printable(name)}: ${counted(rates)} rates = ${parts.join(' + ')}\n`;
}

const priceText = (rate: Rate | null): string =>
  rate === null ? '-' : rate.blocked === true ? 'blocked' : (rate.price ?? '-');

const percentText = (percent: string | null): string => {
  if (percent === null) return '';
  return `${/^-|^0\.00$/.test(percent) ? '' : '+'}${percent} %`;
};

function coverText({ cover }: RateComparison): string {
  if (cover === null) return '';
  const { coveredBy, oldPrice, newPrice, effect, percent } = cover;
  const prices = `${oldPrice ?? 'blocked'} -> ${newPrice ?? 'blocked'}`;
  const code = coveredBy === '' ? 'every number' : coveredBy;
  return `${effect}, by ${code}: ${prices} ${percentText(percent)}`.trimEnd();
}

const changeColumns = [
  { header: '' },
  { header: 'code' },
  { header: 'name' },
  { header: 'old', align: 'right' },
  { header: 'new', align: 'right' },
  { header: '', align: 'right' },
  { header: 'other terms' },
  { header: 'its numbers become' },
] as const;

/** What tells rates of one code apart, where a rate has any of it. */
function apartText({
  service = 'voice',
  sourceCode,
  numberLength,
  timeProfile,
  tag,
}: Rate): string {
  const { min, max } = numberLength ?? {};
  const length = min === max ? String(min) : `${min ?? ''}-${max ?? ''}`;
  return [
    service === 'voice' ? '' : service,
    sourceCode === undefined ? '' : `from ${sourceCode === '' ? 'any number' : sourceCode}`,
    numberLength === undefined ? '' : `${length} digits`,
    timeProfile ?? '',
    tag === undefined || tag === '' ? '' : `tag ${tag}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function changeRow(row: RateComparison): string[] {
  const { kind, code, name, old, next, percent, terms, becomes } = row;
  const isClosed = (becomes ?? kind) === 'closed';
  const apart = apartText(next ?? old!);
  return [
    '',
    code === '' ? 'every number' : code,
    apart === '' ? name : `${name} (${apart})`,
    priceText(old),
    isClosed ? '-' : priceText(next),
    percentText(percent),
    terms.join(' '),
    becomes === null
      ? coverText(row)
      : `${becomes} from ${next?.effectiveFrom ?? next?.effectiveTo}`,
  ];
}

function changesText(title: string, rows: readonly RateComparison[], rowsMax: number): string {
  if (rows.length === 0 || rowsMax === 0) return '';
  const shown = rows.slice(0, rowsMax);
  const of = shown.length < rows.length ? `the first ${shown.length} of ` : '';
  const table = textTable(changeColumns, shown.map(changeRow));
  return `\n${title} (${of}${counted(rows.length)}):\n${table}`;
}

/** The largest change first; those without a percentage, such as from zero, before all others. */
function byPercent(direction: 1 | -1, pick: (row: RateComparison) => string | null) {
  return (a: RateComparison, b: RateComparison): number => {
    const [first, second] = [pick(a), pick(b)];
    if (first === null || second === null) {
      return Number(second === null) - Number(first === null);
    }
    return direction * comparePrices(second, first);
  };
}

function listsText({ rows }: DeckComparison, rowsMax: number): string {
  const of = (kind: string): RateComparison[] => rows.filter((row) => row.kind === kind);
  const own = ({ percent }: RateComparison): string | null => percent;
  const covered = ({ cover }: RateComparison): string | null => cover?.percent ?? null;
  const coveredFirst = (kind: string): RateComparison[] =>
    of(kind).sort((a, b) => {
      const missing = Number(a.cover === null) - Number(b.cover === null);
      return missing === 0 ? byPercent(1, covered)(a, b) : missing;
    });
  return (
    changesText('Increased', of('increased').sort(byPercent(1, own)), rowsMax) +
    changesText('Decreased', of('decreased').sort(byPercent(-1, own)), rowsMax) +
    changesText('Same price on other terms', of('changed'), rowsMax) +
    changesText('New', coveredFirst('new'), rowsMax) +
    changesText('Closed', coveredFirst('closed'), rowsMax) +
    changesText('Blocked', of('blocked'), rowsMax) +
    changesText('Pending', of('pending'), rowsMax)
  );
}

const rangeText = (min: string | null, max: string | null): string =>
  min === null ? '-' : min === max ? min : `${min} - ${max}`;

function destinationsText(all: readonly DestinationComparison[], rowsMax: number): string {
  const changedCount = ({ counts }: DestinationComparison): number =>
    CHANGE_KINDS.reduce((sum, kind) => (kind === 'unchanged' ? sum : sum + counts[kind]), 0);
  const changed = all.filter((destination) => changedCount(destination) > 0);
  if (changed.length === 0 || rowsMax === 0) return '';
  const shown = changed.sort((a, b) => changedCount(b) - changedCount(a)).slice(0, rowsMax);
  const kinds = CHANGE_KINDS.filter((kind) => shown.some(({ counts }) => counts[kind] > 0));
  const columns = [
    { header: '' },
    { header: 'destination' },
    ...kinds.map((kind) => ({ header: kind as string, align: 'right' as const })),
    { header: 'old prices' },
    { header: 'new prices' },
  ];
  const rows = shown.map((destination) => [
    '',
    destination.name === '' ? '(no name)' : destination.name,
    ...kinds.map((kind) => counted(destination.counts[kind])),
    rangeText(destination.oldPriceMin, destination.oldPriceMax),
    rangeText(destination.newPriceMin, destination.newPriceMax),
  ]);
  const of = shown.length < changed.length ? `the first ${shown.length} of ` : '';
  return `\nDestinations with changes (${of}${counted(changed.length)}):\n${textTable(columns, rows)}`;
}

const costColumns = [
  { header: '' },
  { header: 'destination' },
  { header: 'calls', align: 'right' },
  { header: 'old cost', align: 'right' },
  { header: 'new cost', align: 'right' },
  { header: 'difference', align: 'right' },
  { header: '', align: 'right' },
  { header: 'no longer priced' },
  { header: 'priced at last' },
] as const;

function costRow(cost: DestinationCost, name: string): string[] {
  const only = (calls: number, amount: string): string =>
    calls === 0 ? '' : `${counted(calls)} calls, ${amount}`;
  return [
    '',
    name,
    counted(cost.calls),
    cost.oldCost,
    cost.newCost,
    cost.difference,
    percentText(cost.percent),
    only(cost.closedCalls, cost.closedCost),
    only(cost.openedCalls, cost.openedCost),
  ];
}

function costsText(costs: TrafficCosts | null, rowsMax: number): string {
  if (costs === null) return '';
  const { currency, calls, unpricedCalls, unpricedReasons, destinations, total } = costs;
  const shown = destinations.slice(0, rowsMax);
  const rows = [costRow(total, 'all'), ...shown.map((cost) => costRow(cost, cost.destination))];
  const of =
    shown.length < destinations.length ? `, the first ${shown.length} destinations of ` : '';
  const more = of === '' ? '' : `${of}${counted(destinations.length)}`;
  const reasons = Object.entries(unpricedReasons)
    .map(([reason, count]) => `${counted(count)} ${printable(reason)}`)
    .join(', ');
  const unpriced =
    unpricedCalls === 0 ? '' : `Priced by neither deck: ${counted(unpricedCalls)} (${reasons})\n`;
  return (
    `\nCost of ${counted(calls)} calls in ${currency}${more}; costs are of calls that both decks ` +
    `price:\n${textTable(costColumns, rows)}${unpriced}`
  );
}

export function diffText({ oldName, newName, comparison, costs, rowsMax }: DiffText): string {
  const { counts, at, destinations, newCovered, closedCovered } = comparison;
  const kinds = CHANGE_KINDS.filter((kind) => counts[kind] > 0);
  const countTable = textTable(
    [{ header: 'codes', align: 'right' }, { header: '' }],
    kinds.map((kind) => [counted(counts[kind]), kind]),
  );
  return (
    `Compared as of ${at}\n` +
    accountText(oldName, comparison.old) +
    accountText(newName, comparison.next) +
    `\n${countTable}` +
    coveredText(newCoveredWords, newCovered) +
    coveredText(closedCoveredWords, closedCovered) +
    costsText(costs, rowsMax) +
    listsText(comparison, rowsMax) +
    destinationsText(destinations, rowsMax)
  );
}
