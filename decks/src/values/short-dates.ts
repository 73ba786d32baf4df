/** Dates of six digits, two each of year, month and day: `261224`. A column says in which order. */

import type { DateOrder } from '../deck/deck.js';
import { dayMs } from './time-of-day.js';

/** Years that a rate may begin or end in; older and later ones are numbers of another kind. */
const YEAR_MIN = 2000;
const YEAR_MAX = 2069;

/** Milliseconds of the day; null when it is none in that order. */
export function shortDateMs(text: string, order: DateOrder): number | null {
  if (!/^\d{6}$/.test(text)) return null;
  const [first, second, third] = [0, 2, 4].map((at) => Number(text.slice(at, at + 2))) as [
    number,
    number,
    number,
  ];
  const year = YEAR_MIN + (order === 'ymd' ? first : third);
  if (year > YEAR_MAX) return null;
  if (order === 'ymd') return dayMs(year, second, third);
  return order === 'dmy' ? dayMs(year, second, first) : dayMs(year, first, second);
}

export const SHORT_ORDERS: readonly DateOrder[] = ['ymd', 'dmy', 'mdy'];

export const isShortDate = (text: string): boolean =>
  SHORT_ORDERS.some((order) => shortDateMs(text, order) !== null);
