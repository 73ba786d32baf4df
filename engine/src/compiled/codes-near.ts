/** The codes of a section that come nearest to a number, and of them those that have rates in force. */

import type { PreparedEvent } from '../event/prepared-event.js';
import { nearCodes } from '../lookup/near-codes.js';
import { entryLength, entryValue, NO_ENTRY } from '../lookup/prefix-index.js';
import type { Section } from './section.js';

export interface CodeNear {
  /** The one that holds its rows. */
  readonly section: Section;
  readonly code: string;
  readonly sharedDigits: number;
  /** First rows of the identities that have a version in force. */
  readonly identities: readonly number[];
}

/** Those that share most digits, of the section itself and of what was edited since. */
export function codesNear(section: Section, event: PreparedEvent, atMs: number): CodeNear[] {
  const { newer } = section;
  const own = nearIn(section, newer, event, atMs);
  return newer === null ? own : [...own, ...nearIn(newer, null, event, atMs)];
}

function nearIn(
  section: Section,
  newer: Section | null,
  { to, toLength }: PreparedEvent,
  atMs: number,
): CodeNear[] {
  const { index, rows } = section;
  const codes = {
    index,
    parentOf: (row: number) => rows.parent(row),
    accepts: (code: string, firstRow: number) =>
      servedIdentities(section, firstRow, atMs).length > 0 &&
      !(newer !== null && holdsCode(newer, code)),
  };
  return nearCodes(codes, to, toLength).map(({ code, value, sharedDigits }) => {
    return { section, code, sharedDigits, identities: servedIdentities(section, value, atMs) };
  });
}

/** The identities of a code that have a version in force. */
function servedIdentities({ rows }: Section, firstRow: number, atMs: number): number[] {
  const served: number[] = [];
  for (let row = firstRow; row >= 0; row = rows.nextIdentity(row)) {
    if (rows.versionAt(row, atMs) >= 0) served.push(row);
  }
  return served;
}

function holdsCode({ index, rows }: Section, code: string): boolean {
  const digits = Uint8Array.from(code, Number);
  const { length } = digits;
  const long = index.longest(digits, length, length + 1);
  if (long >= 0 && index.longLength(long) === length) return true;
  let entry = index.deepest(digits, length);
  while (entry !== NO_ENTRY && entryLength(entry) > length) entry = rows.parent(entryValue(entry));
  return entry !== NO_ENTRY && entryLength(entry) === length;
}
