/** Where the fields of an event stand in a CSV file. */

import { quote } from '../event/event-fault.js';

export const EVENT_FIELDS = [
  'id',
  'to',
  'from',
  'at',
  'volume',
  'service',
  'account',
  'trunk',
  'carrier',
  'device',
  'tag',
  'plan',
  'table',
] as const;

export type EventField = (typeof EVENT_FIELDS)[number];

const REQUIRED: readonly EventField[] = ['to', 'at', 'volume'];

export interface EventColumns {
  /** Cells that every record has. */
  readonly count: number;
  /** For each of {@link EVENT_FIELDS} its column, or -1. */
  readonly positions: readonly number[];
  /** The header of each of those columns, as the file writes it. */
  readonly headers: readonly string[];
}

/** All that is wrong with the header of a file of events. */
export class EventColumnsError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'EventColumnsError';
    this.faults = faults;
  }
}

const plain = (header: string): string => header.trim().toLowerCase();

/**
 * Finds the fields by their names, or by those that `mapping` gives (field to header). Other columns
 * are let alone.
 *
 * @throws {EventColumnsError} with all faults at once
 */
export function eventColumns(
  headerCells: readonly string[],
  mapping: Readonly<Record<string, string>> = {},
): EventColumns {
  const faults: string[] = [];
  const headers = headerCells.map(plain);
  for (const field of Object.keys(mapping)) {
    if (EVENT_FIELDS.some((known) => known === field)) continue;
    faults.push(`${quote(field)} is no field of an event; fields are ${EVENT_FIELDS.join(', ')}`);
  }
  const positions = EVENT_FIELDS.map((field) => {
    const mapped = Object.hasOwn(mapping, field) ? mapping[field] : undefined;
    const wanted = plain(mapped ?? field);
    const position = headers.indexOf(wanted);
    if (position < 0 && mapped !== undefined) {
      faults.push(
        `column ${quote(mapped)} for ${field} is not in the header: ${shown(headerCells)}`,
      );
    } else if (position < 0 && REQUIRED.includes(field)) {
      faults.push(
        `no column for ${field} in the header: ${shown(headerCells)}; name one with --columns ${field}=HEADER`,
      );
    } else if (position >= 0 && headers.indexOf(wanted, position + 1) >= 0) {
      faults.push(`two columns are called ${quote(headerCells[position]!)}; rename one`);
    }
    return position;
  });
  if (faults.length > 0) throw new EventColumnsError(faults);
  return {
    count: headerCells.length,
    positions,
    headers: positions.map((position) => headerCells[position]?.trim() ?? ''),
  };
}

const shown = (cells: readonly string[]): string => cells.slice(0, 40).map(quote).join(', ');
