/**
 * In which order a column writes its dates, decided over all of its cells.
 *
 * One date that only fits one order decides it for the column; two that contradict each other, or
 * none at all (`2/1/2025` on every row), leave a doubt, which comes with a guess and its reason.
 */

import type { Cell, DateOrder } from '../deck/deck.js';
import { SHORT_ORDERS, shortDateMs } from './short-dates.js';

export interface DateOrderDecision {
  /** Null: no cell depends on an order. */
  readonly order: DateOrder | null;
  readonly certain: boolean;
  readonly reason: string;
  /** Some dates fit one order only, others only another. */
  readonly isContradicted?: true;
}

export interface DateOrderEvidence {
  add(cell: Cell): void;
  decide(): DateOrderDecision;
}

interface Counts {
  yearFirst: number;
  dayFirst: number;
  monthFirst: number;
  open: number;
  openPadded: number;
  dotted: number;
  halfDay: number;
  shortYearFirst: number;
  shortBoth: number;
  /** Dates of six digits, and how many of them fit each order. */
  packed: number;
  readonly packedFits: Map<DateOrder, number>;
}

const CELLS_REMEMBERED_MAX = 5000;
const DATE = /^\s*(\d{1,4})([./\-\s])(\d{1,2})\2(\d{1,4})(?!\d)(.*)$/s;

export function createDateOrder(): DateOrderEvidence {
  const counts: Counts = {
    yearFirst: 0,
    dayFirst: 0,
    monthFirst: 0,
    open: 0,
    openPadded: 0,
    dotted: 0,
    halfDay: 0,
    shortYearFirst: 0,
    shortBoth: 0,
    packed: 0,
    packedFits: new Map(),
  };
  // Columns repeat few dates over and over; each different one counts once.
  const seen = new Set<string>();
  return {
    add(cell) {
      if (typeof cell !== 'string' || seen.has(cell)) return;
      if (seen.size < CELLS_REMEMBERED_MAX) seen.add(cell);
      count(counts, cell);
    },
    decide: () => decide(counts),
  };
}

export function dateOrderOf(cells: Iterable<Cell>): DateOrderDecision {
  const evidence = createDateOrder();
  for (const cell of cells) evidence.add(cell);
  return evidence.decide();
}

function count(counts: Counts, text: string): void {
  const match = DATE.exec(text);
  if (match === null) {
    countPacked(counts, text.trim());
    return;
  }
  const first = Number(match[1]);
  const second = Number(match[3]);
  if (match[1]!.length === 4) {
    counts.yearFirst += 1;
    return;
  }
  const shortYear = match[4]!.length <= 2;
  if (shortYear && first > 31) {
    counts.shortYearFirst += 1;
    return;
  }
  if (first > 12 && second > 12) return;
  if (shortYear && match[2] === '-' && first > 12 && Number(match[4]) <= 31) counts.shortBoth += 1;
  if (first > 12) counts.dayFirst += 1;
  else if (second > 12) counts.monthFirst += 1;
  else if (first !== second) {
    counts.open += 1;
    if (match[1]!.length === 2 || match[3]!.length === 2) {
      const padded = match[1]!.startsWith('0') || match[3]!.startsWith('0');
      if (padded) counts.openPadded += 1;
    }
  }
  if (match[2] === '.') counts.dotted += 1;
  if (/[ap]\.?m/i.test(match[5]!)) counts.halfDay += 1;
}

function countPacked(counts: Counts, text: string): void {
  const fits = SHORT_ORDERS.filter((order) => shortDateMs(text, order) !== null);
  if (fits.length === 0) return;
  counts.packed += 1;
  for (const order of fits) counts.packedFits.set(order, (counts.packedFits.get(order) ?? 0) + 1);
}

/** Six digits: the year mostly comes first; certain where no other order fits all of them. */
function decidePacked({ packed, packedFits }: Counts): DateOrderDecision {
  const all = SHORT_ORDERS.filter((order) => packedFits.get(order) === packed);
  const reason = 'year, month or day first: six digits fit several orders';
  return decision(all[0] ?? 'ymd', all.length === 1, reason);
}

function decide(counts: Counts): DateOrderDecision {
  const { dayFirst, monthFirst, open } = counts;
  if (counts.shortYearFirst > 0) {
    const certain = dayFirst === counts.shortBoth && monthFirst === 0;
    return decision('ymd', certain, 'some dates begin with a number that only a year can be');
  }
  if (dayFirst > 0 && monthFirst > 0) {
    const order = dayFirst >= monthFirst ? 'dmy' : 'mdy';
    const reason = `${dayFirst} dates can only be day/month and ${monthFirst} only month/day`;
    return { ...decision(order, false, reason), isContradicted: true };
  }
  if (dayFirst > 0) {
    const certain = counts.shortBoth < dayFirst;
    return decision('dmy', certain, `${dayFirst} dates can only be day/month`);
  }
  if (monthFirst > 0) return decision('mdy', true, `${monthFirst} dates can only be month/day`);
  if (open === 0 && counts.packed > 0) return decidePacked(counts);
  if (open === 0) {
    return counts.yearFirst > 0
      ? decision('ymd', true, 'years come first')
      : decision(null, true, 'no date depends on an order');
  }
  if (counts.dotted >= open) {
    return decision('dmy', true, 'dates with points are written day.month.year');
  }
  if (counts.halfDay > 0) {
    return decision('mdy', false, 'times with AM and PM mostly come with month/day');
  }
  return counts.openPadded > 0
    ? decision('dmy', false, 'no date rules an order out; with leading zeros day/month is usual')
    : decision(
        'mdy',
        false,
        'no date rules an order out; without leading zeros month/day is usual',
      );
}

function decision(order: DateOrder | null, certain: boolean, reason: string): DateOrderDecision {
  return { order, certain, reason };
}
