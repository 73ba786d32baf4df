/** Whether a file of calls has a header, and which of its columns are read. */

import {
  type CallColumns,
  type CallLayout,
  isCall,
  layoutColumns,
  likelyLayout,
} from '@ratedeck/decks/calls';
import { badInput } from '../../platform/cli/command-failure.js';
import type { HeadOptions } from './head-options.js';

type Records = readonly (readonly string[])[];

export interface CallsColumns {
  readonly hasHeader: boolean;
  readonly mapping: HeadOptions['mapping'];
}

const required = ['to', 'at', 'volume'] as const;

/** Refuses a file of a known switch that nobody has named. */
export function settleColumns(name: string, records: Records, options: HeadOptions): CallsColumns {
  refuseWithoutColumns(name, records, options);
  const { layout, mapping, hasHeader } = options;
  if (layout !== undefined) {
    const columns = layoutColumns(layout, records);
    if (columns === null) throw notOfLayout(name, layout);
    return { hasHeader: hasHeader ?? layout.hasHeader, mapping: { ...columns, ...mapping } };
  }
  if (hasHeader !== undefined) return { hasHeader, mapping };
  return { hasHeader: !isByPosition(mapping, records), mapping };
}

function refuseWithoutColumns(name: string, records: Records, options: HeadOptions): void {
  const [first = []] = records;
  const isNamed = first.some((cell) =>
    required.some((field) => field === cell.trim().toLowerCase()),
  );
  if (isNamed || options.layout !== undefined || Object.keys(options.mapping).length > 0) return;
  const layout = likelyLayout(records);
  if (layout === null) return;
  throw badInput(
    `${name} looks like ${layout.origin}; take it so with --layout ${layout.name}, ` +
      'or name its columns with --columns',
  );
}

function notOfLayout(name: string, { name: layout, origin }: CallLayout): Error {
  return badInput(
    `${name} does not look like ${layout} (${origin}): its columns hold no calls in that order; ` +
      'give the columns yourself, for example --no-header --columns to=3,at=5,volume=9',
  );
}

/** Columns are given by position only, and the first line holds a call where they say. */
function isByPosition(mapping: HeadOptions['mapping'], records: Records): boolean {
  const positions = Object.entries(mapping).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  const [first = []] = records;
  const isNumbered = required.every((field) =>
    /^\d{1,4}(?:\+\d{1,4})?$/.test(mapping[field] ?? ''),
  );
  return isNumbered && isCall(Object.fromEntries(positions) as CallColumns, first);
}

/** Names of the columns: as the header has them, else their numbers. */
export function headerOf(records: Records, hasHeader: boolean): string[] {
  if (hasHeader) return (records[0] ?? []).map((cell) => cell.trim());
  const width = records.reduce((most, cells) => Math.max(most, cells.length), 0);
  return Array.from({ length: width }, (_, index) => String(index + 1));
}
