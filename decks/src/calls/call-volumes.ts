/** The durations of calls that are not plain seconds: `00:01:05`, `1:05`, `65 s`, `1 min`. */

import { secondsOf } from '../values/seconds.js';

const CLOCK = /^(?:(\d{1,4}):)?(\d{1,4}):(\d{2})(?:\.(\d{1,3}))?$/;
const WITH_UNIT = /^\d{1,9}\s*\p{L}+\.?$/u;

/** Seconds as the engine takes them; null for a text that is no duration in these forms. */
export function callSeconds(given: string): string | null {
  const text = given.trim();
  const clock = CLOCK.exec(text);
  if (clock !== null) {
    const [, hours, minutes, seconds, fraction] = clock;
    if (Number(seconds) > 59 || (hours !== undefined && Number(minutes) > 59)) return null;
    const whole = (Number(hours ?? 0) * 60 + Number(minutes)) * 60 + Number(seconds);
    return fraction === undefined ? String(whole) : `${whole}.${fraction}`;
  }
  if (!WITH_UNIT.test(text)) return null;
  const seconds = secondsOf(text);
  return seconds === null ? null : String(seconds);
}
