/** A cell of seconds: `60`, `60 s`, `1 min`, `00:01:00`. Up to 3 decimals, as volumes have. */

import type { Cell } from '../deck/deck.js';
import { fault, shownCell, type ValueFault } from './fault.js';
import { foldText, isNone } from './folded-text.js';

export type SecondsValue = { readonly ok: true; readonly value: number | null };

const UNIT_SECONDS: ReadonlyMap<string, number> = new Map([
  ...['s', 'sec', 'secs', 'second', 'seconds', 'sek', 'sekunde', 'sekunden', 'seg', 'segundo']
    .concat(['segundos', 'secondo', 'secondi', 'seconde', 'secondes', 'seconden', 'sekunda'])
    .concat(['sekundy', 'sekund', 'sn', 'saniye', 'с', 'сек', 'секунда', 'секунды', 'секунд'])
    .map((word) => [word, 1] as const),
  ...['m', 'min', 'mins', 'minute', 'minutes', 'minuten', 'minuto', 'minutos', 'minuti', 'minuut']
    .concat(['minuta', 'minuty', 'minut', 'mn', 'dk', 'dakika', 'мин', 'минута', 'минуты', 'минут'])
    .map((word) => [word, 60] as const),
]);

const AMOUNT = /^(\d{1,9})(?:[.,](\d{1,3})0*)?\s*(\p{L}+)?\.?$/u;
const CLOCK = /^(?:(\d{1,2}):)?(\d{1,2}):(\d{2})$/;

/** Seconds of one amount as text; null when it is none. */
export function secondsOf(text: string): number | null {
  const folded = foldText(text).trim();
  const clock = CLOCK.exec(folded);
  if (clock !== null) {
    const [hours, minutes, seconds] = [clock[1] ?? '0', clock[2]!, clock[3]!].map(Number);
    return minutes! < 60 && seconds! < 60 ? hours! * 3600 + minutes! * 60 + seconds! : null;
  }
  const match = AMOUNT.exec(folded);
  if (match === null) return null;
  const unit = match[3] === undefined ? 1 : UNIT_SECONDS.get(match[3]);
  if (unit === undefined) return null;
  const thousandths = Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0'));
  return (thousandths * unit) / 1000;
}

/** @example parseSeconds('1 min') is { ok: true, value: 60 } */
export function parseSeconds(cell: Cell): SecondsValue | ValueFault {
  if (cell === null) return { ok: true, value: null };
  if (typeof cell === 'string' && (isNone(cell.trim()) || cell.trim() === '-1')) {
    return { ok: true, value: null };
  }
  if (cell === -1) return { ok: true, value: null };
  const value =
    typeof cell === 'string' || typeof cell === 'number' ? secondsOf(String(cell)) : null;
  if (value === null) {
    return fault('bad_seconds', `${shownCell(cell)} is no number of seconds: 60 or 60 s is one`);
  }
  return { ok: true, value };
}
