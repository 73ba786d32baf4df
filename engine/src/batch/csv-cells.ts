/**
 * The CSV of files of events: where cells and records end. The rules, which
 * `engine/test/csv-cases.ts` shows by example for every reader of CSV here:
 *
 * - A record ends at a line feed, a carriage return or both.
 * - A cell is quoted when it begins with a quote and nothing but blanks stands behind the closing
 *   one. Inside, `""` is a quote; delimiters and line ends are text.
 * - Elsewhere quotes are text: `"Ann" <100>` and `5" pipe` are what they look like.
 * - A cell that begins with an empty pair of quotes and goes on, `""Ann" <100>"`, was put in quotes
 *   by a program that does not double: it ends at the last quote before a delimiter.
 * - A quote that is not closed, or only lines further on in the midst of a cell, is a fault of its
 *   record alone, which ends with its line.
 */

import { decodeUtf8 } from '../values/utf8.js';

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;

/** The quote is text; the cell ends at the next delimiter or line end. */
export const NOT_QUOTED = -1;
/** The quote is opened and not closed where a cell could end; read on as if it were text. */
const LEFT_OPEN = -2;
/** As {@link LEFT_OPEN}, but more bytes could close it. */
const NEVER_CLOSED = -3;

const isLineEnd = (byte: number | undefined): boolean => byte === LF || byte === CR;

/** Where the cell ends that may be quoted, behind the blanks that follow, or a code from above. */
export function quotedCellEnd(bytes: Uint8Array, open: number, delimiter: number): number {
  let hasLineEnd = false;
  let close = open + 1;
  for (; close < bytes.length; close += 1) {
    const byte = bytes[close];
    if (byte === QUOTE) {
      if (bytes[close + 1] !== QUOTE) break;
      close += 1;
    } else if (isLineEnd(byte)) hasLineEnd = true;
  }
  if (close >= bytes.length) return NEVER_CLOSED;
  const end = endBehind(bytes, close + 1, delimiter);
  if (end >= 0) return end;
  if (hasLineEnd) return LEFT_OPEN;
  return close === open + 1 ? undoubledCellEnd(bytes, close + 1, delimiter) : NOT_QUOTED;
}

/** The end of a cell whose closing quote stands before `at`; negative when there is text. */
function endBehind(bytes: Uint8Array, start: number, delimiter: number): number {
  let at = start;
  while ((bytes[at] === SPACE || bytes[at] === TAB) && bytes[at] !== delimiter) at += 1;
  return at >= bytes.length || bytes[at] === delimiter || isLineEnd(bytes[at]) ? at : NOT_QUOTED;
}

function undoubledCellEnd(bytes: Uint8Array, start: number, delimiter: number): number {
  for (let at = start; at < bytes.length && !isLineEnd(bytes[at]); at += 1) {
    if (bytes[at] !== QUOTE) continue;
    const end = endBehind(bytes, at + 1, delimiter);
    if (end >= 0) return end;
  }
  return NOT_QUOTED;
}

/** Where a cell without quotes ends. */
function plainCellEnd(bytes: Uint8Array, start: number, delimiter: number): number {
  let at = start;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at]!;
    // Most bytes of a file are neither; the delimiter may be a tab.
    if (byte > CR && byte !== delimiter) continue;
    if (byte === delimiter || byte === LF || byte === CR) break;
  }
  return at;
}

/**
 * Bytes up to and with the last line end that ends a record, of bytes that begin where a record
 * does; 0 when there is none. What follows is the beginning of a record, or may be.
 */
export function csvRecordsEnd(bytes: Uint8Array, delimiter: string): number {
  const delimiterByte = delimiter.charCodeAt(0);
  let recordsEnd = 0;
  let at = 0;
  while (at < bytes.length) {
    let end = bytes[at] === QUOTE ? quotedCellEnd(bytes, at, delimiterByte) : NOT_QUOTED;
    if (end === NEVER_CLOSED) return recordsEnd;
    if (end < 0) end = plainCellEnd(bytes, at, delimiterByte);
    at = end + 1;
    if (bytes[end] === LF) recordsEnd = at;
    else if (bytes[end] === CR && at < bytes.length) {
      if (bytes[at] === LF) at += 1;
      recordsEnd = at;
    }
  }
  return recordsEnd;
}

export interface CsvRecord {
  readonly cells: readonly string[];
  /** Just behind its line end. */
  readonly end: number;
  readonly isLeftOpen: boolean;
}

/** The records of bytes that hold whole ones, as texts, for those who read a few. */
export function* csvRecords(bytes: Uint8Array, delimiter: string): Generator<CsvRecord> {
  const delimiterByte = delimiter.charCodeAt(0);
  let at = 0;
  while (at < bytes.length) {
    if (isLineEnd(bytes[at])) {
      at += 1;
      continue;
    }
    const cells: string[] = [];
    let isLeftOpen = false;
    let end = at;
    for (; ; at = end + 1) {
      const quotedEnd = bytes[at] === QUOTE ? quotedCellEnd(bytes, at, delimiterByte) : NOT_QUOTED;
      isLeftOpen ||= quotedEnd === LEFT_OPEN || quotedEnd === NEVER_CLOSED;
      end = quotedEnd < 0 ? plainCellEnd(bytes, at, delimiterByte) : quotedEnd;
      const text = decodeUtf8(bytes.slice(at, end)).replace(/^ +| +$/g, '');
      const isQuoted = quotedEnd >= 0;
      cells.push(isQuoted ? text.trimEnd().slice(1, -1).replaceAll('""', '"') : text);
      if (end >= bytes.length || isLineEnd(bytes[end])) break;
    }
    at = end + (bytes[end] === CR && bytes[end + 1] === LF ? 2 : 1);
    yield { cells, end: Math.min(at, bytes.length), isLeftOpen };
  }
}
