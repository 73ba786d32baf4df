/**
 * The calls of a workbook as lines of CSV, so that they are priced as those of a text are. Line n
 * of it is row n of the sheet. Dates come out as they are shown, without a zone; times of day,
 * which a workbook has for durations, as hours, minutes and seconds.
 */

import type { Cell, RawFile, RawSheet } from '../deck/deck.js';

const HOUR_MS = 3_600_000;
/** Day 0 of a spreadsheet, from which durations count: another one since a day that never was. */
const DAY_ZERO_MS = Date.UTC(1899, 11, 31);
const DAY_ZERO_LATER_MS = Date.UTC(1899, 11, 30);
const LATER_FROM_MS = Date.UTC(1900, 2, 1);
/** Times of a day come without their seconds where these are zero. */
const HOURS_AND_MINUTES = /^\d{2}:\d{2}$/;
/** No call is older; a duration of two years is none. */
const DATES_FROM_MS = Date.UTC(1902, 0, 1);

/** The first visible sheet with rows; null when none has any. */
export function callsSheet(file: RawFile): RawSheet | null {
  const used = file.sheets.filter(({ rows }) => rows.length > 0);
  return used.find(({ hidden }) => !hidden) ?? used[0] ?? null;
}

export function* callsLines({ rows }: RawSheet): Generator<string> {
  let line = 1;
  for (const { number, cells } of rows) {
    const blanks = '\n'.repeat(Math.max(0, number - line));
    const text = cells.map((cell) => quoted(cellText(cell))).join(',');
    line = Math.max(line, number) + 1;
    yield `${blanks}${text}\n`;
  }
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string' && HOURS_AND_MINUTES.test(cell)) return `${cell}:00`;
  if (!(cell instanceof Date)) return String(cell);
  const ms = cell.getTime();
  if (Number.isNaN(ms)) return '';
  if (ms >= DATES_FROM_MS) {
    const [day, time] = cell.toISOString().slice(0, 19).split('T');
    // A day without a time of day and the midnight of that day are one and the same here.
    return time === '00:00:00' ? day! : `${day} ${time}`;
  }
  const dayZero = ms < LATER_FROM_MS ? DAY_ZERO_MS : DAY_ZERO_LATER_MS;
  const duration = Math.round((ms - dayZero) / 1000) * 1000;
  const hours = Math.floor(duration / HOUR_MS);
  const rest = new Date(duration % HOUR_MS).toISOString();
  return `${hours}${rest.slice(13, 19)}`;
}

/** A line break in a cell would be a line of the file more than the sheet has rows. */
function quoted(text: string): string {
  const line = text.replace(/\r\n|[\r\n]/g, ' ');
  return /[",]|^\s|\s$/.test(line) ? `"${line.replaceAll('"', '""')}"` : line;
}
