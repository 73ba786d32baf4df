/** What a mass edit or a load did or would do, for people: counts, refusals, the first rows. */

import { textTable } from '../cli/text-table.js';
import { identityColumns, type RateIdentity } from './identity-columns.js';
import { type ListColumn, tableOf } from './shown.js';

interface ShownRate extends RateIdentity {
  readonly code: string;
  readonly name: string | null;
  readonly price: string | null;
  readonly blocked: boolean;
}

export interface RateChanges {
  readonly preview: boolean;
  readonly counts: Readonly<Record<string, number>>;
  readonly faults: readonly {
    readonly rateId: string | null;
    readonly code: string;
    readonly message: string;
  }[];
  readonly rows: readonly { readonly before: ShownRate | null; readonly after: ShownRate | null }[];
  readonly revision: number;
  readonly changeSetId: string | null;
}

const SHOWN_ROWS_MAX = 20;
const SHOWN_FAULTS_MAX = 20;

function priceOf(rate: ShownRate | null): string {
  if (rate === null) return '-';
  return rate.blocked ? 'blocked' : (rate.price ?? 'default');
}

const columns: readonly ListColumn<RateChanges['rows'][number]>[] = [
  { header: 'code', of: ({ before, after }) => (after ?? before)?.code },
  { header: 'name', of: ({ before, after }) => (after ?? before)?.name },
  ...identityColumns<RateChanges['rows'][number]>(({ before, after }) => after ?? before),
  { header: 'before', of: ({ before }) => priceOf(before), align: 'right' },
  { header: 'after', of: ({ after }) => priceOf(after), align: 'right' },
];

/** `specialSkipped` as people say it: `special skipped`. */
const inWords = (name: string): string => name.replace(/[A-Z]/g, (at) => ` ${at.toLowerCase()}`);

export function rateChangesText(changes: RateChanges, applyFlag: string): string {
  const { counts, faults, rows, revision, changeSetId } = changes;
  const counted = Object.entries(counts).filter(
    ([name, count]) => count > 0 || name === 'selected',
  );
  const parts = [
    textTable(
      [{ header: 'rates' }, { header: 'count', align: 'right' }],
      counted.map(([name, count]) => [inWords(name), count.toLocaleString('en')]),
    ),
  ];
  if (faults.length > 0) {
    const shown = faults.slice(0, SHOWN_FAULTS_MAX);
    const table = textTable(
      [{ header: 'refused rate' }, { header: 'why' }],
      shown.map(({ rateId, message }) => [rateId ?? '-', message]),
    );
    parts.push(shown.length < faults.length ? `${table}... ${faults.length} in all\n` : table);
  }
  if (rows.length > 0) parts.push(tableOf(columns, rows.slice(0, SHOWN_ROWS_MAX)));
  if (changeSetId !== null) {
    parts.push(
      `Done as change set ${changeSetId}; ratedeck changes revert ${changeSetId} undoes it.\n`,
    );
  } else if (changes.preview) {
    const same = `--revision ${revision}`;
    parts.push(
      `Nothing was changed. ${applyFlag} does it; with ${same}, only if nobody was faster.\n`,
    );
  } else {
    parts.push('Nothing was to be changed.\n');
  }
  return parts.join('\n');
}
