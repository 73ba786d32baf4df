/**
 * The records that the stream of an `.xls` workbook is made of. A record that is too long goes on
 * in others, which belong to it here. A part of the workbook that does not end is no short part: it
 * is refused. Charts within a sheet are passed over.
 */

import { damaged } from '../container/limits.js';

export const RECORD = {
  begin: 0x0809,
  end: 0x000a,
  continued: 0x003c,
  password: 0x002f,
  dates1904: 0x0022,
  format: 0x041e,
  cellStyle: 0x00e0,
  sheet: 0x0085,
  sharedStrings: 0x00fc,
  dimensions: 0x0200,
  sharedText: 0x00fd,
  text: 0x0204,
  richText: 0x00d6,
  number: 0x0203,
  shortNumber: 0x027e,
  shortNumbers: 0x00bd,
  truthOrError: 0x0205,
  formula: 0x0006,
  formulaText: 0x0207,
} as const;

export interface XlsRecord {
  readonly type: number;
  readonly data: Buffer;
  /** What goes on in further records. */
  readonly more: readonly Buffer[];
}

/** Records of the part that begins here, without its beginning and its end. */
export function* xlsRecords(stream: Buffer, from: number): Generator<XlsRecord> {
  if (from + 8 > stream.length || stream.readUInt16LE(from) !== RECORD.begin) {
    throw damaged('a part of its workbook is not where it is said to be');
  }
  let depth = 0;
  let at = from;
  do {
    const { type, data, next } = recordAt(stream, at);
    at = next;
    if (type === RECORD.begin) depth += 1;
    else if (type === RECORD.end) depth -= 1;
    else if (depth === 1 && type !== RECORD.continued) {
      const more: Buffer[] = [];
      while (at + 4 <= stream.length && stream.readUInt16LE(at) === RECORD.continued) {
        const following = recordAt(stream, at);
        more.push(following.data);
        at = following.next;
      }
      yield { type, data, more };
    }
  } while (depth > 0);
}

function recordAt(stream: Buffer, at: number): { type: number; data: Buffer; next: number } {
  if (at + 4 > stream.length) throw damaged('a part of its workbook does not end');
  const next = at + 4 + stream.readUInt16LE(at + 2);
  if (next > stream.length) throw damaged('a part of its workbook does not end');
  return { type: stream.readUInt16LE(at), data: stream.subarray(at + 4, next), next };
}

/** Reads the fields of a record one after the other. */
export class XlsFields {
  #segments: readonly Buffer[];
  #segment: Buffer;
  #index = 0;
  #at: number;

  constructor(record: XlsRecord, at = 0) {
    this.#segments = [record.data, ...record.more];
    this.#segment = record.data;
    this.#at = at;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#segment.length && this.#index >= this.#segments.length - 1;
  }

  number(bytes: 1 | 2 | 4): number {
    let value = 0;
    for (let index = 0; index < bytes; index += 1) {
      if (this.#at >= this.#segment.length) this.#nextSegment();
      value += this.#segment[this.#at]! * 2 ** (8 * index);
      this.#at += 1;
    }
    return value;
  }

  skip(bytes: number): void {
    let left = bytes;
    while (left > this.#segment.length - this.#at) {
      left -= this.#segment.length - this.#at;
      this.#nextSegment();
    }
    this.#at += left;
  }

  /** Length and text; fonts and readings within it are passed over. */
  text(lengthBytes: 1 | 2): string {
    const length = this.number(lengthBytes);
    const flags = this.number(1);
    const runs = (flags & 8) === 0 ? 0 : this.number(2);
    const extra = (flags & 4) === 0 ? 0 : this.number(4);
    const text = this.#characters(length, (flags & 1) === 1);
    this.skip(runs * 4 + extra);
    return text;
  }

  /** Where a text is cut, it goes on behind a byte that says its width anew. */
  #characters(length: number, wideAtFirst: boolean): string {
    let text = '';
    let isWide = wideAtFirst;
    for (let left = length; left > 0; ) {
      if (this.#at >= this.#segment.length) {
        this.#nextSegment();
        isWide = (this.number(1) & 1) === 1;
      }
      const width = isWide ? 2 : 1;
      const count = Math.min(left, Math.floor((this.#segment.length - this.#at) / width));
      if (count === 0) throw damaged('a text in its workbook is cut off');
      const end = this.#at + count * width;
      text += this.#segment.toString(isWide ? 'utf16le' : 'latin1', this.#at, end);
      this.#at = end;
      left -= count;
    }
    return text;
  }

  #nextSegment(): void {
    this.#index += 1;
    const segment = this.#segments[this.#index];
    if (segment === undefined) throw damaged('a record of its workbook is too short');
    this.#segment = segment;
    this.#at = 0;
  }
}
