/**
 * The beginning of a file of events: its format and, for CSV, where its fields stand and how its
 * times are written. What was read beyond the header is handed on to the pipeline.
 */

import { extname } from 'node:path';
import {
  csvRecords,
  EVENT_FIELDS,
  type EventColumns,
  type EventField,
} from '@ratedeck/engine/batch';
import { badInput } from '../../platform/cli/command-failure.js';
import { detectDelimiter } from '../../platform/csv/header-line.js';
import type { ByteSource } from './byte-source.js';
import { headerOf, settleColumns } from './calls-columns.js';
import { type CallsSample, settleForm } from './calls-form.js';
import type { HeadOptions } from './head-options.js';
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

const startSizeMaxBytes = 64 * 1024;
const sampleRecordsMax = 500;

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

function refuseZeroBytes(source: ByteSource, start: Buffer): void {
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

/** Excel begins some files with a line that names the delimiter. */
const separatorLine = /^sep=(.)\r?\n/i;

function csvHead(source: ByteSource, given: Buffer, options: HeadOptions): EventHead {
  const { name } = source;
  const separator = separatorLine.exec(given.toString('latin1', 0, 16));
  const skipped = separator?.[0].length ?? 0;
  const start = given.subarray(skipped);
  const firstLine = start.toString('utf8', 0, Math.max(0, start.indexOf(lineFeed)) || undefined);
  const delimiter = options.delimiter ?? separator?.[1] ?? detectDelimiter(firstLine);
  const { records, firstEnd } = readRecords(source, start, delimiter);
  const { hasHeader, mapping } = settleColumns(name, records, options);
  const headerCells = headerOf(records, hasHeader);
  const columns = readColumns(name, headerCells, mapping);
  const calls = hasHeader ? records.slice(1) : records;
  const { form, notes } = settleForm(csvSample(name, headerCells, columns, calls), options);
  const told = [...notes];
  if (!hasHeader && options.hasHeader === undefined && options.layout === undefined) {
    told.push(`${name}: the first line holds a call, so it is priced as one`);
  }
  const skippedLines = skipped === 0 ? 0 : 1;
  const headerLines = hasHeader ? linesIn(start.subarray(0, firstEnd)) : 0;
  return {
    format: { kind: 'csv', delimiter, headerCells, mapping, isUniform: hasHeader, form },
    rest: hasHeader ? start.subarray(firstEnd) : start,
    firstLine: skippedLines + headerLines + 1,
    notes: told,
  };
}

function csvSample(
  name: string,
  headerCells: readonly string[],
  columns: EventColumns,
  calls: readonly (readonly string[])[],
): CallsSample {
  const { positions, headers, timeOfDay } = columns;
  const slot = (field: EventField): number => EVENT_FIELDS.indexOf(field);
  const cell = (cells: readonly string[], field: EventField): string =>
    cells[positions[slot(field)]!] ?? '';
  const isVoice = (cells: readonly string[]): boolean =>
    ['', 'voice'].includes(cell(cells, 'service'));
  return {
    name,
    times: calls.map((cells) =>
      timeOfDay < 0 ? cell(cells, 'at') : `${cell(cells, 'at')} ${cells[timeOfDay] ?? ''}`,
    ),
    volumes: calls.filter(isVoice).map((cells) => cell(cells, 'volume')),
    volumeHeader: headers[slot('volume')]!,
    timeHeader: headers[slot('at')]!,
    columns: headerCells.map((header, index) => ({
      header,
      cells: calls.map((cells) => cells[index] ?? ''),
      isRead: index === timeOfDay || positions.includes(index),
    })),
  };
}

/** Texts of the first lines; numbers are clear. */
function jsonSample(name: string, start: Buffer): CallsSample {
  const end = start.lastIndexOf(lineFeed) + 1;
  const lines = start.toString('utf8', 0, end === 0 ? start.length : end).split('\n');
  const events = lines.slice(0, sampleRecordsMax).flatMap((line) => {
    try {
      const parsed: unknown = JSON.parse(line);
      return typeof parsed === 'object' && parsed !== null ? [parsed as RawEvent] : [];
    } catch {
      return [];
    }
  });
  const times = events.flatMap(({ at }) => (typeof at === 'string' ? [at] : []));
  const volumes = events
    .filter(({ service = 'voice' }) => service === 'voice')
    .map(({ volume }) => String(volume ?? ''));
  return { name, times, volumes, volumeHeader: '', timeHeader: '', columns: [] };
}

/** Of a line of JSON, which may hold anything. */
interface RawEvent {
  readonly at?: unknown;
  readonly volume?: unknown;
  readonly service?: unknown;
}

function linesIn(bytes: Buffer): number {
  return Math.max(1, bytes.filter((byte) => byte === lineFeed).length);
}

/** Reads the header. Throws failures that say what is wrong with it. */
export async function readEventHead(source: ByteSource, options: HeadOptions): Promise<EventHead> {
  const start = await readStart(source);
  refuseZeroBytes(source, start);
  if (isJson(source, start)) {
    const { delimiter, mapping, layout, hasHeader } = options;
    const isForCsv = delimiter !== undefined || layout !== undefined || hasHeader !== undefined;
    if (isForCsv || Object.keys(mapping).length > 0) {
      throw badInput(
        `${source.name} is JSON lines; --columns, --delimiter, --layout and --no-header are for CSV`,
      );
    }
    const { form, notes } = settleForm(jsonSample(source.name, start), options);
    return { format: { kind: 'json', form }, rest: start, firstLine: 1, notes };
  }
  if (/^\s*$/.test(start.toString('latin1'))) {
    throw badInput(
      `${source.name} is empty; the first line must name the columns, e.g. to,at,volume`,
    );
  }
  return csvHead(source, start, options);
}
