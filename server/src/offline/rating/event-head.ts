/**
 * The beginning of a file of events: its format and, for CSV, its header. What was read beyond the
 * header is handed on to the pipeline.
 */

import { extname } from 'node:path';
import { badInput } from '../../platform/cli/command-failure.js';
import { CsvSyntaxError } from '../../platform/csv/csv-rows.js';
import { parseHeaderLine } from '../../platform/csv/header-line.js';
import type { ByteSource } from './byte-source.js';
import type { EventFormat } from './rating-job.js';

export interface EventHead {
  readonly format: EventFormat;
  /** Read already, behind the header. */
  readonly rest: Uint8Array;
  readonly firstLine: number;
}

export interface HeadOptions {
  readonly delimiter?: string;
  readonly mapping: Readonly<Record<string, string>>;
}

const headerSizeMaxBytes = 64 * 1024;

const jsonExtensions = new Set(['.jsonl', '.ndjson', '.json']);
const byteOrderMark = [0xef, 0xbb, 0xbf];

async function readStart(source: ByteSource): Promise<Buffer> {
  const bytes = Buffer.alloc(headerSizeMaxBytes);
  let length = 0;
  while (length < bytes.length) {
    const count = await source.read(bytes.subarray(length));
    if (count === 0) break;
    length += count;
    // A pipe may bring its lines one by one; the first is enough to begin with.
    if (bytes.subarray(0, length).includes(0x0a)) break;
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

/** The header is the first line; its cells may be quoted but not broken over lines. */
function headerEnd(source: ByteSource, start: Buffer): number {
  const end = start.indexOf(0x0a) + 1;
  if (end > 0) return end;
  if (start.length < headerSizeMaxBytes - byteOrderMark.length) return start.length;
  throw badInput(
    `${source.name} line 1: the header is longer than ${headerSizeMaxBytes} bytes; ` +
      'the first line must name the columns',
  );
}

/** Reads the header. Throws failures that say what is wrong with it. */
export async function readEventHead(source: ByteSource, options: HeadOptions): Promise<EventHead> {
  const start = await readStart(source);
  refuseOtherEncodings(source, start);
  if (isJson(source, start)) {
    if (options.delimiter !== undefined || Object.keys(options.mapping).length > 0) {
      throw badInput(`${source.name} is JSON lines; --columns and --delimiter are for CSV`);
    }
    return { format: { kind: 'json' }, rest: start, firstLine: 1 };
  }
  if (start.length === 0) {
    throw badInput(
      `${source.name} is empty; the first line must name the columns, e.g. to,at,volume`,
    );
  }
  const end = headerEnd(source, start);
  try {
    const header = parseHeaderLine(start.toString('utf8', 0, end), options.delimiter);
    const { delimiter, cells: headerCells } = header;
    const format = { kind: 'csv', delimiter, headerCells, mapping: options.mapping } as const;
    return { format, rest: start.subarray(end), firstLine: 2 };
  } catch (error) {
    if (!(error instanceof CsvSyntaxError)) throw error;
    throw badInput(`${source.name} line 1: ${error.message}`);
  }
}
