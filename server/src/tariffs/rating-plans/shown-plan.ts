/** Rating plans as they are shown to people: lists, one plan, its week. */

import { writeStdout } from '../../platform/cli/terminal.js';
import { type ListColumn, note, showThing, tableOf } from '../../platform/client/shown.js';
import type { Entry, Gap, PlanCoverage, RatingPlan } from './schema.js';

export const planColumns: readonly ListColumn<RatingPlan>[] = [
  { header: 'id', of: ({ id }) => id, align: 'right' },
  { header: 'name', of: ({ name }) => name },
  { header: 'owner', of: ({ owner }) => owner.name },
  { header: 'scope', of: ({ scope }) => scope },
  { header: 'currency', of: ({ currency }) => currency },
  { header: 'status', of: ({ status }) => status },
  { header: 'tables', of: ({ entries }) => entries.length, align: 'right' },
  { header: 'assignments', of: ({ assignmentCount }) => assignmentCount, align: 'right' },
  { header: 'gaps', of: ({ gaps }) => gaps.length, align: 'right' },
];

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const dayOf = (weekday: number): string => DAYS[weekday - 1] ?? String(weekday);

const entryColumns: readonly ListColumn<Entry & { readonly position: number }>[] = [
  { header: 'position', of: ({ position }) => position, align: 'right' },
  { header: 'rate table', of: ({ rateTable }) => `${rateTable.name} (${rateTable.id})` },
  { header: 'weight', of: ({ weight }) => weight, align: 'right' },
  { header: 'timing', of: ({ timing }) => timing?.name ?? 'always' },
];

const gapColumns: readonly ListColumn<Gap>[] = [
  { header: 'gap', of: ({ weekday, date }) => (date === null ? dayOf(weekday) : date) },
  { header: 'from', of: ({ from }) => from },
  { header: 'to', of: ({ to }) => to },
  { header: 'cause', of: ({ cause }) => cause },
];

/** What keeps it from being assigned, and what is perhaps not meant. */
export function noteCoverage({ gaps, entries, overlaps }: RatingPlan): void {
  if (entries.length === 0) note('It has no tables yet, so it cannot be assigned.');
  else if (gaps.length > 0) {
    note(`Nothing holds at ${gaps.length} time(s) of the week, so it cannot be assigned yet:`);
    note(tableOf(gapColumns, gaps).trimEnd());
  }
  for (const { position, otherPosition } of overlaps) {
    const [one, other] = [entries[position]!, entries[otherPosition]!];
    const names = `"${one.rateTable.name}" and "${other.rateTable.name}"`;
    note(`${names} have weight ${one.weight} both and hold at the same time.`);
  }
}

export async function showPlan(plan: RatingPlan): Promise<void> {
  const { entries, gaps, overlaps: _, ...head } = plan;
  await showThing(head, false);
  const listed = entries.map((entry, position) => ({ ...entry, position }));
  if (listed.length > 0) await writeStdout(`\n${tableOf(entryColumns, listed)}`);
  if (gaps.length > 0) await writeStdout(`\n${tableOf(gapColumns, gaps)}`);
}

type Segment = PlanCoverage['segments'][number];

const segmentColumns: readonly ListColumn<Segment>[] = [
  { header: 'day', of: ({ weekday }) => dayOf(weekday) },
  { header: 'from', of: ({ from }) => from },
  { header: 'to', of: ({ to }) => to },
  {
    header: 'rate tables, the first one asked first',
    of: ({ entries }) =>
      entries
        .map(({ rateTable, weight, holds }) => {
          const some = holds === 'sometimes' ? ', some weeks' : '';
          return `${rateTable.name} (${weight}${some})`;
        })
        .join(', ') || 'none',
  },
];

export async function showWeek({ segments, gaps, timeZone }: PlanCoverage): Promise<void> {
  await writeStdout(tableOf(segmentColumns, segments));
  if (gaps.length > 0) await writeStdout(`\n${tableOf(gapColumns, gaps)}`);
  note(`Times of ${timeZone}.`);
}
