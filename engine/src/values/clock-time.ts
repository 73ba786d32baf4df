/**
 * Times of day as minutes. Written `HH:MM`; seconds are taken where they are `:00`, as databases
 * and spreadsheets write them.
 */

export const DAY_MINUTES = 1440;

/** The pattern of a time of day from 00:00 to 23:59. */
export const CLOCK_TIME = '([01][0-9]|2[0-3]):[0-5][0-9](:00)?';
/** The end of the day. */
export const CLOCK_END = '24:00(:00)?';

const EITHER = new RegExp(`^(${CLOCK_TIME}|${CLOCK_END})$`);

/**
 * Minute of the day, 1440 for `24:00`, null for what is no time of day.
 *
 * @example parseClockTime('08:30:00') === 510
 */
export function parseClockTime(text: string): number | null {
  if (!EITHER.test(text)) return null;
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
}

/**
 * The one way in which books keep it.
 *
 * @example normalClockTime('08:30:00') === '08:30'
 */
export const normalClockTime = (text: string): string => text.slice(0, 5);
