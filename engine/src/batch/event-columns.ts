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

const REQUIRED_EVENT_FIELDS: readonly EventField[] = ['to', 'at', 'volume'];

export interface EventColumns {
  /** Cells that every record has; null where records may differ, as in files without a header. */
  readonly count: number | null;
  /** For each of {@link EVENT_FIELDS} its column, or -1. */
  readonly positions: readonly number[];
  /** Column of the time of day where that of `at` holds the date alone, or -1. */
  readonly timeOfDay: number;
  /** The header of each of those columns, as the file writes it. */
  readonly headers: readonly string[];
}

export interface EventColumnFault {
  readonly code: 'unknown_field' | 'missing_field' | 'missing_column' | 'repeated_column';
  readonly field: string;
  /** The header or the position that was asked for or found. */
  readonly column: string;
  readonly message: string;
}

/** All that is wrong with the header of a file of events. */
export class EventColumnsError extends Error {
  readonly faults: readonly EventColumnFault[];

  constructor(faults: readonly EventColumnFault[]) {
    super(faults.map(({ message }) => message).join('\n'));
    this.name = 'EventColumnsError';
    this.faults = faults;
  }
}

/**
 * For each field the header or the position (`3` is the third column) of its column, or null for
 * none.
 */
export type EventColumnMapping = Readonly<Record<string, string | null>>;

const plain = (header: string): string => header.trim().toLowerCase();

/**
 * Finds the fields by their names, or by those that `mapping` gives. A mapped column is found by
 * its header, else by its position. The date and the time of day of `at` may stand in two columns,
 * which are joined by `+`. Other columns are let alone.
 *
 * @throws {EventColumnsError} with all faults at once
 */
export function eventColumns(
  headerCells: readonly string[],
  mapping: EventColumnMapping = {},
): EventColumns {
  const faults: EventColumnFault[] = [];
  for (const field of Object.keys(mapping)) {
    if (EVENT_FIELDS.some((known) => known === field)) continue;
    const message = `${quote(field)} is no field of an event; fields are ${EVENT_FIELDS.join(', ')}`;
    faults.push({ code: 'unknown_field', field, column: '', message });
  }
  const mapped = (field: EventField): string | null | undefined =>
    Object.hasOwn(mapping, field) ? mapping[field] : undefined;
  const [date, timeOfDay] = dateAndTime(mapped('at'), headerCells);
  const positions = EVENT_FIELDS.map((field) =>
    columnOf(field, field === 'at' ? date : mapped(field), headerCells, faults),
  );
  const timePosition = timeOfDay === null ? -1 : columnOf('at', timeOfDay, headerCells, faults);
  if (faults.length > 0) throw new EventColumnsError(faults);
  return {
    count: headerCells.length,
    positions,
    timeOfDay: timePosition,
    headers: positions.map((position) => headerCells[position]?.trim() ?? ''),
  };
}

/** The columns of `date+time`; a header that is written so itself is one column. */
function dateAndTime(
  column: string | null | undefined,
  headerCells: readonly string[],
): readonly [string | null | undefined, string | null] {
  const plus = column?.indexOf('+') ?? -1;
  if (typeof column !== 'string' || plus < 0) return [column, null];
  if (headerCells.some((cell) => plain(cell) === plain(column))) return [column, null];
  return [column.slice(0, plus), column.slice(plus + 1)];
}

/** Position of the column for a field, -1 for none; adds what is wrong to `faults`. */
function columnOf(
  field: EventField,
  mapped: string | null | undefined,
  headerCells: readonly string[],
  faults: EventColumnFault[],
): number {
  if (mapped === null) return -1;
  const headers = headerCells.map(plain);
  const wanted = plain(mapped ?? field);
  const named = headers.indexOf(wanted);
  const position = named < 0 && mapped !== undefined ? positionOf(mapped, headers.length) : named;
  const fault = (code: EventColumnFault['code'], column: string, message: string): void => {
    faults.push({ code, field, column, message });
  };
  if (position < 0 && mapped !== undefined) {
    const message = `column ${quote(mapped)} for ${field} is not in the header: ${shown(headerCells)}`;
    fault('missing_column', mapped, message);
  } else if (position < 0 && REQUIRED_EVENT_FIELDS.includes(field)) {
    const message = `no column for ${field} in the header: ${shown(headerCells)}`;
    fault('missing_field', '', message);
  } else if (named >= 0 && headers.indexOf(wanted, named + 1) >= 0) {
    const header = headerCells[named]!;
    fault('repeated_column', header, `two columns are called ${quote(header)}; rename one`);
  }
  return position;
}

/** Position of a column that is given by its number, 1 being the first; -1 for none. */
function positionOf(column: string, columnCount: number): number {
  const number = /^\d{1,4}$/.test(column.trim()) ? Number(column) : 0;
  return number <= columnCount ? number - 1 : -1;
}

const shown = (cells: readonly string[]): string => cells.slice(0, 40).map(quote).join(', ');
