/**
 * A cell that says how time is billed: `60/1`, `30/6`, `1+1`, `60/60/0`, `0-60-60`, `per second`.
 *
 * Two parts are first and next interval. Three parts are `first/next/grace` as in `60/60/0`, or
 * `free/first/next` as in `0-60-60`: a first next interval of 0 means nothing, so the side of the
 * zero tells which is which, over the whole column. `free` are seconds that are not billed after
 * the first interval. One part alone (`60`) is both intervals.
 */

import type { Cell, IntervalsOrder } from '../deck/deck.js';
import { fault, shownCell, type ValueFault } from './fault.js';
import { foldText, isNone } from './folded-text.js';
import { secondsOf } from './seconds.js';

export type IntervalsValue = {
  readonly ok: true;
  /** Null: the cell says nothing. */
  readonly firstInterval: number | null;
  readonly nextInterval: number | null;
  readonly freeVolume?: number;
  readonly graceVolume?: number;
};

const NOTHING: IntervalsValue = { ok: true, firstInterval: null, nextInterval: null };
const SEPARATOR = /\s*[/+\\:;,|x×*–—-]\s*/;
const PER_SECOND = new RegExp(
  '^(?:(?:per|by|pro|par|por|al|za|na|за|по)\\s+)?(?:seconds?|sekunde|seconde|segundo|' +
    'secondo|sekunde|sekunda|sekundowe|секунду|секундам|saniye|sekundengenau|sekundentakt|' +
    'a la seconde|посекундная|посекундно|saniyelik)(?:\\s+(?:billing|basina|taktung))?$',
);
const PER_MINUTE = new RegExp(
  '^(?:(?:per|by|pro|par|por|al|za|na|за|по)\\s+)?(?:minutes?|minuut|minuto|minuta|minute|' +
    'minutowe|минуту|минутам|dakika|minutengenau|minutentakt|a la minute|поминутная|' +
    'поминутно|dakikalik)(?:\\s+(?:billing|basina|taktung))?$',
);

/** The numbers of a cell of intervals, in its order; null when it has none of that form. */
export function intervalParts(text: string): number[] | null {
  const folded = foldText(text).trim();
  if (PER_SECOND.test(folded)) return [1, 1];
  if (PER_MINUTE.test(folded)) return [60, 60];
  const bare = folded.replace(/^\(|\)$/g, '');
  // `00:01:00` is one minute, `30:30` are two intervals.
  const parts = /^(?:\d{1,2}:\d\d:\d\d|0\d?:\d\d)$/.test(bare) ? [bare] : bare.split(SEPARATOR);
  if (parts.length > 3) return null;
  const numbers = parts.map(secondsOf);
  return numbers.every((part) => part !== null) ? numbers : null;
}

/**
 * @example parseIntervals('60/1', null) is { ok: true, firstInterval: 60, nextInterval: 1 }
 */
export function parseIntervals(
  cell: Cell,
  order: IntervalsOrder | null,
): IntervalsValue | ValueFault {
  if (cell === null) return NOTHING;
  if (cell instanceof Date) return mistakenDate(cell, cell.getUTCDate(), cell.getUTCMonth() + 1);
  const text = String(cell).trim();
  const iso = ISO_DATE.exec(text);
  if (iso !== null) return mistakenDate(cell, Number(iso[2]), Number(iso[1]));
  if (isNone(text)) return NOTHING;
  const parts = typeof cell === 'boolean' || text.length > 60 ? null : intervalParts(text);
  if (parts === null) {
    return fault(
      'bad_intervals',
      `${shownCell(cell)} does not say how time is billed: 60/1 (60 s, then each second) does`,
    );
  }
  const [first, second, third] = parts;
  if (second === undefined) return checked(cell, { first: first!, next: first! });
  if (third === undefined) {
    const swapped = order === 'next/first';
    return checked(
      cell,
      swapped ? { first: second, next: first! } : { first: first!, next: second },
    );
  }
  const settled = order ?? ownOrder(first!, third);
  if (settled === 'free/first/next') {
    return checked(cell, { free: first!, first: second, next: third });
  }
  if (settled === 'first/next/grace') {
    return checked(cell, { first: first!, next: second, grace: third });
  }
  return fault('intervals_order', `${shownCell(cell)} has three parts whose meaning is open`);
}

/** `60/60/0` can only end with a grace of 0, `0-60-60` only begin with free seconds. */
function ownOrder(first: number, third: number): IntervalsOrder | null {
  if (first === 0 && third > 0) return 'free/first/next';
  return third === 0 && first > 0 ? 'first/next/grace' : null;
}

interface Named {
  readonly first: number;
  readonly next: number;
  readonly free?: number;
  readonly grace?: number;
}

function checked(cell: Cell, named: Named): IntervalsValue | ValueFault {
  if (named.next < 1) {
    return fault(
      'interval_zero',
      `${shownCell(cell)} has a next interval of ${named.next} s: it must be 1 s or more`,
    );
  }
  return {
    ok: true,
    firstInterval: named.first,
    nextInterval: named.next,
    ...(named.free === undefined ? {} : { freeVolume: named.free }),
    ...(named.grace === undefined ? {} : { graceVolume: named.grace }),
  };
}

const ISO_DATE = /^(?:19|20)\d{2}-(\d{2})-(\d{2})(?:[ T]|$)/;

/** `1/1` that a spreadsheet took for a day; of `6/1` nobody knows which number stood first. */
function mistakenDate(cell: Cell, day: number, month: number): IntervalsValue | ValueFault {
  if (day === month) return { ok: true, firstInterval: day, nextInterval: day };
  return fault(
    'bad_intervals',
    `${shownCell(cell)} stands where intervals belong: a spreadsheet made a date of a text ` +
      `such as ${day}/${month}; write it as text`,
  );
}
