/**
 * The beginning of a file of events: its format and, for CSV, where its fields stand and how its
 * times are written. What was read beyond the header is handed on to the pipeline.
 */

import { extname } from 'node:path';
import {
  type CallColumns,
  type CallLayout,
  type CallTimesSeen,
  isCall,
  layoutColumns,
  likelyLayout,
  seeCallTimes,
} from '@ratedeck/decks/calls';
import { csvRecords, EVENT_FIELDS } from '@ratedeck/engine';
import { badInput } from '../../platform/cli/command-failure.js';
import { detectDelimiter } from '../../platform/csv/header-line.js';
import type { ByteSource } from './byte-source.js';
import type { EventFormat } from './rating-job.js';
import { readColumns } from './read-columns.js';

export interface EventHead {
  readonly format: EventFormat;
  /** Read already, behind the header. */
  readonly rest: Uint8Array;
  readonly firstLine: number;
  /** What was assumed, for people. */
  readonly notes: readonly string[];
}

export interface HeadOptions {
  readonly delimiter?: string;
  /** Header or position of the column for a field; null for none. */
  readonly mapping: Readonly<Record<string, string | null>>;
  readonly layout?: CallLayout;
  /** Left out = found out: a file has one unless its columns are given by position. */
  readonly hasHeader?: boolean;
  /** Of times that name none; left out = UTC. */
  readonly timeZone?: string;
  readonly dateOrder?: 'ymd' | 'dmy' | 'mdy';
}

type Records = readonly (readonly string[])[];

const startSizeMaxBytes = 64 * 1024;
const sampleRecordsMax = 500;
const required = ['to', 'at', 'volume'] as const;

const jsonExtensions = new Set(['.jsonl', '.ndjson', '.json']);
const byteOrderMark = [0xef, 0xbb, 0xbf];
const lineFeed = 0x0a;

/** The first line and at least one more where there is one, so that calls can be looked at. */
async function readStart(source: ByteSource): Promise<Buffer> {
  const bytes = Buffer.alloc(startSizeMaxBytes);
  let length = 0;
  while (length < bytes.length) {
    const count = await source.read(bytes.subarray(length));
    if (count === 0) break;
    length += count;
    const read = bytes.subarray(0, length);
    // A pipe may bring its lines one by one; two are enough to begin with.
    if (read.indexOf(lineFeed, read.indexOf(lineFeed) + 1) > read.indexOf(lineFeed)) break;
  }
  const start = bytes.subarray(0, length);
  return byteOrderMark.every((byte, index) => start[index] === byte) ? start.subarray(3) : start;
}

function isJson(source: ByteSource, start: Buffer): boolean {
  const extension = extname(source.name.replace(/\.gz$/i, '')).toLowerCase();
  if (jsonExtensions.has(extension)) return true;
  return /^\s*\{/.test(start.subarray(0, 1024).toString('latin1'));
}

function refuseOtherEncodings(source: ByteSource, start: Buffer): void {
  const utf16 =
    (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  if (utf16) throw badInput(`${source.name} is UTF-16; save it as UTF-8`);
  if (start.includes(0)) {
    throw badInput(`${source.name} is neither CSV nor JSON lines: it holds zero bytes`);
  }
}

/** Records of the start that are whole, and where the first of them ends. */
function readRecords(source: ByteSource, start: Buffer, delimiter: string) {
  const isCut = start.length >= startSizeMaxBytes - byteOrderMark.length;
  const end = start.lastIndexOf(lineFeed) + 1;
  if (end === 0 && isCut) {
    throw badInput(
      `${source.name} line 1: the header is longer than ${startSizeMaxBytes} bytes; ` +
        'the first line must name the columns',
    );
  }
  const records: (readonly string[])[] = [];
  let firstEnd = start.length;
  for (const { cells, end: recordEnd, isLeftOpen } of csvRecords(
    end === 0 ? start : start.subarray(0, end),
    delimiter,
  )) {
    if (records.length === 0) {
      if (isLeftOpen) throw badInput(`${source.name} line 1: a quote is not closed; close it`);
      firstEnd = recordEnd;
    }
    records.push(cells);
    if (records.length > sampleRecordsMax) break;
  }
  return { records, firstEnd };
}

interface Columns {
  readonly hasHeader: boolean;
  readonly mapping: HeadOptions['mapping'];
}

function settleColumns(name: string, records: Records, options: HeadOptions): Columns {
  const { layout, mapping, hasHeader } = options;
  if (layout !== undefined) {
    const columns = layoutColumns(layout, records);
    if (columns === null) throw notOfLayout(name, layout);
    return { hasHeader: hasHeader ?? layout.hasHeader, mapping: { ...columns, ...mapping } };
  }
  if (hasHeader !== undefined) return { hasHeader, mapping };
  return { hasHeader: !isByPosition(mapping, records), mapping };
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
  const isNumbered = required.every((field) => /^\d{1,4}$/.test(mapping[field] ?? ''));
  return isNumbered && isCall(Object.fromEntries(positions) as CallColumns, first);
}

/** Names of the columns: as the header has them, else their numbers. */
function headerOf(records: Records, hasHeader: boolean): string[] {
  if (hasHeader) return (records[0] ?? []).map((cell) => cell.trim());
  const width = records.reduce((most, cells) => Math.max(most, cells.length), 0);
  return Array.from({ length: width }, (_, index) => String(index + 1));
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

/** What the times of the sample show; refuses an order that would be guessed. */
function settleTimes(name: string, times: readonly string[], options: HeadOptions) {
  const seen: CallTimesSeen = seeCallTimes(times);
  const dateOrder = options.dateOrder ?? seen.dateOrder;
  if (options.dateOrder === undefined && seen.dateOrder !== null && !seen.isCertain) {
    throw badInput(
      `${name} may write day/month or month/day (${seen.reason}), for example ` +
        `${JSON.stringify(times.find((time) => /\d[./-]\d/.test(time)) ?? '')}; ` +
        `say which: --calls-date-order dmy or --calls-date-order mdy`,
    );
  }
  const notes: string[] = [];
  if (seen.localTime !== null && options.timeZone === undefined) {
    const example = JSON.stringify(seen.localTime.slice(0, 40));
    notes.push(
      `${name}: times such as ${example} name no zone and are taken as UTC; --time-zone says another`,
    );
  }
  return { form: { dateOrder, timeZone: options.timeZone ?? null }, notes };
}

function csvHead(source: ByteSource, start: Buffer, options: HeadOptions): EventHead {
  const { name } = source;
  const firstLine = start.toString('utf8', 0, Math.max(0, start.indexOf(lineFeed)) || undefined);
  const delimiter = options.delimiter ?? detectDelimiter(firstLine);
  const { records, firstEnd } = readRecords(source, start, delimiter);
  refuseWithoutColumns(name, records, options);
  const { hasHeader, mapping } = settleColumns(name, records, options);
  const headerCells = headerOf(records, hasHeader);
  const { positions } = readColumns(name, headerCells, mapping);
  const at = positions[EVENT_FIELDS.indexOf('at')]!;
  const calls = hasHeader ? records.slice(1) : records;
  const { form, notes } = settleTimes(
    name,
    calls.map((cells) => cells[at] ?? ''),
    options,
  );
  const told = [...notes];
  if (!hasHeader && options.hasHeader === undefined && options.layout === undefined) {
    told.push(`${name}: the first line holds a call, so it is priced as one`);
  }
  return {
    format: { kind: 'csv', delimiter, headerCells, mapping, isUniform: hasHeader, times: form },
    rest: hasHeader ? start.subarray(firstEnd) : start,
    firstLine: hasHeader ? linesIn(start.subarray(0, firstEnd)) + 1 : 1,
    notes: told,
  };
}

function linesIn(bytes: Buffer): number {
  return Math.max(1, bytes.filter((byte) => byte === lineFeed).length);
}

/** Reads the header. Throws failures that say what is wrong with it. */
export async function readEventHead(source: ByteSource, options: HeadOptions): Promise<EventHead> {
  const start = await readStart(source);
  refuseOtherEncodings(source, start);
  if (isJson(source, start)) {
    const { delimiter, mapping, layout, hasHeader, timeZone = null, dateOrder = null } = options;
    const isForCsv = delimiter !== undefined || layout !== undefined || hasHeader !== undefined;
    if (isForCsv || Object.keys(mapping).length > 0) {
      throw badInput(
        `${source.name} is JSON lines; --columns, --delimiter, --layout and --no-header are for CSV`,
      );
    }
    const format = { kind: 'json', times: { timeZone, dateOrder } } as const;
    return { format, rest: start, firstLine: 1, notes: [] };
  }
  if (start.length === 0) {
    throw badInput(
      `${source.name} is empty; the first line must name the columns, e.g. to,at,volume`,
    );
  }
  return csvHead(source, start, options);
}
