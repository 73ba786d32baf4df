/**
 * Files of calls that well-known switches write, by name: which column holds what, and whether the
 * first line names them. A layout is taken only where the rows bear it out.
 */

import type { CallTimeForm } from './call-times.js';
import { callTimeReader } from './call-times.js';
import { callSeconds } from './call-volumes.js';

/**
 * For each field of an event the header of its column or its position, 1 being the first; `1+2` for
 * a date and a time of day in two columns.
 */
export type CallColumns = Readonly<Record<string, string>>;

export interface CallLayout {
  readonly name: string;
  /** Who writes it, for people. */
  readonly origin: string;
  readonly hasHeader: boolean;
  /** The switch can be told to write it in several ways. */
  readonly variants: readonly CallColumns[];
  /**
   * What an id looks like, where the switch may leave its column out and another takes its place.
   */
  readonly idForm?: RegExp;
}

const ASTERISK_ORDER: CallColumns = {
  account: '1',
  from: '2',
  to: '3',
  at: '10',
  volume: '14',
  id: '17',
};

export const CALL_LAYOUTS: readonly CallLayout[] = [
  {
    name: 'asterisk-master',
    origin: 'Master.csv of Asterisk: cdr-csv, and cdr-custom as its sample has it',
    hasHeader: false,
    // 16 columns; cdr.conf adds the unique id, the user field, or both.
    idForm: /^\S*\d\.\d+$/,
    variants: [
      ASTERISK_ORDER,
      { from: '2', to: '3', at: '9', volume: '13', account: '16', id: '17' },
    ],
  },
  {
    name: 'freeswitch-csv',
    origin: 'Master.csv of FreeSWITCH: mod_cdr_csv with its templates',
    hasHeader: false,
    variants: [
      // example, snom, linksys
      { from: '2', to: '3', at: '5', volume: '9', id: '11', account: '13' },
      ASTERISK_ORDER,
      // opencdrrate, which has the time of the answer
      { id: '1', from: '4', to: '5', at: '6', volume: '8', account: '9' },
    ],
  },
  {
    name: 'asterisk-table',
    origin: 'the table cdr of Asterisk and FreePBX, exported with its header',
    hasHeader: true,
    // The backends of Asterisk call the time of the start differently.
    variants: ['calldate', 'start'].map((at) => ({
      id: 'uniqueid',
      from: 'src',
      to: 'dst',
      at,
      volume: 'billsec',
      account: 'accountcode',
    })),
  },
  {
    name: 'fusionpbx',
    origin: 'calls exported from FusionPBX, with their header',
    hasHeader: true,
    // The epoch needs no zone.
    variants: ['start_epoch', 'start_stamp'].map((at) => ({
      id: 'xml_cdr_uuid',
      from: 'caller_id_number',
      to: 'destination_number',
      at,
      volume: 'billsec',
      account: 'accountcode',
    })),
  },
];

/** Fields without which an event can not be priced; the others are read where a file has them. */
const REQUIRED: readonly string[] = ['to', 'at', 'volume'];
/** A call to `s` or an empty cell here and there is no reason to doubt a layout. */
const FITTING_SHARE_MIN = 0.8;
const ANY_ORDER: CallTimeForm = { dateOrder: 'dmy', timeZone: null };

const plain = (header: string): string => header.trim().toLowerCase();

/** Columns of a layout that a file has, or null when it is not of this layout. */
export function layoutColumns(
  layout: CallLayout,
  records: readonly (readonly string[])[],
): CallColumns | null {
  const variant = layout.hasHeader
    ? layout.variants.find((columns) => hasColumns(columns, records[0] ?? []))
    : layout.variants.find((columns) => fits(columns, records));
  if (variant === undefined) return null;
  if (!layout.hasHeader) return presentColumns(layout, variant, records);
  const headers = new Set(records[0]!.map(plain));
  return Object.fromEntries(Object.entries(variant).filter(([, header]) => headers.has(header)));
}

/** Without the columns that the switch was told to leave out. */
function presentColumns(
  { idForm }: CallLayout,
  variant: CallColumns,
  records: readonly (readonly string[])[],
): CallColumns {
  const width = records.reduce((most, cells) => Math.max(most, cells.length), 0);
  const isPresent = (field: string, column: string): boolean =>
    Number(column) <= width &&
    (field !== 'id' ||
      idForm === undefined ||
      records.every((cells) => idForm.test(cells[Number(column) - 1] ?? '')));
  const present = Object.entries(variant).filter(
    ([field, column]) => REQUIRED.includes(field) || isPresent(field, column),
  );
  return Object.fromEntries(present);
}

/** The layout that a file seems to have, for a question. */
export function likelyLayout(records: readonly (readonly string[])[]): CallLayout | null {
  return CALL_LAYOUTS.find((layout) => layoutColumns(layout, records) !== null) ?? null;
}

function hasColumns(columns: CallColumns, header: readonly string[]): boolean {
  const headers = new Set(header.map(plain));
  return REQUIRED.every((field) => headers.has(columns[field]!));
}

function fits(columns: CallColumns, records: readonly (readonly string[])[]): boolean {
  const calls = records.filter((cells) => isCall(columns, cells)).length;
  const unanswered = records.filter((cells) => isUnanswered(columns, cells)).length;
  return calls > 0 && calls + unanswered >= records.length * FITTING_SHARE_MIN;
}

const readTime = callTimeReader(ANY_ORDER);
const PLAIN_VOLUME = /^\d{1,9}(?:\.\d{1,3})?$/;
const CALLED = /^\S{1,60}$/;

/** The cell of a field; of a date and a time of day in two columns both. */
function cellOf(columns: CallColumns, cells: readonly string[], field: string): string {
  const places = (columns[field] ?? '').split('+');
  return places.map((place) => cells[Number(place) - 1] ?? '').join(' ');
}

/** Whether cells at these positions can be a call: a time, a duration, and somebody called. */
export function isCall(columns: CallColumns, cells: readonly string[]): boolean {
  const volume = cellOf(columns, cells, 'volume');
  return (
    readTime(cellOf(columns, cells, 'at')) !== null &&
    (PLAIN_VOLUME.test(volume) || callSeconds(volume) !== null) &&
    CALLED.test(cellOf(columns, cells, 'to'))
  );
}

/** A call that nobody took: some switches know no time of it. */
function isUnanswered(columns: CallColumns, cells: readonly string[]): boolean {
  return (
    cellOf(columns, cells, 'at') === '' &&
    cellOf(columns, cells, 'volume') === '0' &&
    CALLED.test(cellOf(columns, cells, 'to'))
  );
}
