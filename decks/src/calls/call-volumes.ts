/**
 * The durations of calls as files write them: seconds, `00:01:05`, `1:05`, `65 s`, `1 min`, `65,5`,
 * or plain numbers of milliseconds or minutes. All is done in digits, so that none is lost.
 */

import { multiplyMoney } from '@ratedeck/engine';
import type { EventReading } from '@ratedeck/engine/batch';
import { wordsOf } from '../values/folded-text.js';
import { secondsOf } from '../values/seconds.js';

export const VOLUME_UNITS = ['seconds', 'milliseconds', 'minutes'] as const;

/** What plain numbers in the column of volumes of voice are. */
export type VolumeUnit = (typeof VOLUME_UNITS)[number];

const UNIT_SECONDS: Readonly<Record<VolumeUnit, string>> = {
  seconds: '1',
  milliseconds: '0.001',
  minutes: '60',
};

const CLOCK = /^(?:(\d{1,4}):)?(\d{1,4}):(\d{2})(?:\.(\d{1,3}))?$/;
const WITH_UNIT = /^\d{1,9}\s*\p{L}+\.?$/u;
/** Three digits behind a comma may be thousands. */
const DECIMAL_COMMA = /^(\d{1,9}),(\d{1,2})$/;
const ZEROS_BEHIND = /^(\d{1,9}\.\d{3})0+$/;
const NUMBER = /^\d{1,12}(?:\.\d{1,6})?$/;

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
  const comma = DECIMAL_COMMA.exec(text);
  if (comma !== null) return `${comma[1]}.${comma[2]}`;
  const zeros = ZEROS_BEHIND.exec(text);
  if (zeros !== null) return zeros[1]!;
  if (!WITH_UNIT.test(text)) return null;
  const seconds = secondsOf(text);
  return seconds === null ? null : String(seconds);
}

/**
 * A reader of volumes whose plain numbers are of a unit; null for what is to be taken as it stands.
 * Messages and bytes are counted whatever the unit of durations is.
 */
export function callVolumeReader(unit: VolumeUnit): EventReading['volume'] {
  const factor = UNIT_SECONDS[unit];
  return (given, service) => {
    const written = callSeconds(given);
    if (unit === 'seconds' || service !== 'voice') return written;
    const isNumber = !/[:\p{L}]/u.test(given);
    const number = isNumber ? (written ?? given.trim()) : null;
    // More digits than a volume has stay, so that the engine refuses them and nothing is rounded.
    return number !== null && NUMBER.test(number) ? multiplyMoney(number, factor) : written;
  };
}

const UNIT_WORDS: readonly (readonly [VolumeUnit, ReadonlySet<string>])[] = [
  [
    'milliseconds',
    new Set(['ms', 'msec', 'msecs', 'millis', 'millisec', 'millisecs', 'millisecond'])
      .add('milliseconds')
      .add('millisekunden')
      .add('milisegundos')
      .add('millisecondes')
      .add('billmsec'),
  ],
  [
    'minutes',
    new Set(['min', 'mins', 'minute', 'minutes', 'minuten', 'minuto', 'minutos', 'minuti']),
  ],
];

/** The unit that the header of a column of volumes names; null where it names none. */
export function volumeUnitOf(header: string): VolumeUnit | null {
  const words = wordsOf(header);
  return UNIT_WORDS.find(([, names]) => words.some((word) => names.has(word)))?.[0] ?? null;
}

/** Half of all calls last less than some minutes: what is beyond three hours is another unit. */
const DOUBTFUL_MEDIAN_SECONDS = 10_000;
const CALLS_MIN = 3;
const THOUSANDS = /^[1-9]\d{0,2}\.\d{3}$/;

/** Why plain numbers may be no seconds, for people; null where nothing speaks against it. */
export function volumeDoubt(volumes: readonly string[]): string | null {
  const numbers = volumes.map((volume) => volume.trim()).filter((volume) => NUMBER.test(volume));
  const talks = numbers.filter((volume) => !/^[0.]+$/.test(volume));
  if (talks.length < CALLS_MIN) return null;
  const pointed = talks.filter((volume) => volume.includes('.'));
  const isWhole = talks.some((volume) => /^\d{1,3}$/.test(volume));
  if (isWhole && pointed.length > 1 && pointed.every((volume) => THOUSANDS.test(volume))) {
    return `some have a point before three digits, such as ${pointed[0]}, which may be thousands`;
  }
  const sorted = talks.map(Number).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)]!;
  return median >= DOUBTFUL_MEDIAN_SECONDS
    ? `half of the first calls would last ${median} s or more`
    : null;
}
