/**
 * Volumes as integers: voice in milliseconds, sms in messages, data in bytes.
 *
 * Users write voice in seconds with up to three decimals; the other services are whole. Every
 * volume of a rate and of an event goes through here once, so that the arithmetic after it is on
 * integers.
 */

import { formatScaled, parseDecimal } from './money.js';
import type { DurationRounding, Service } from './scalars.js';

interface ServiceVolume {
  /** Decimals of the written volume; the integer is the volume times ten to it. */
  readonly decimals: number;
  /** What a price pays for when the table does not say, as written. */
  readonly unit: number;
  readonly unitName: string;
  /** The cap of `maxVolume`, as written: a day of talk, 100,000 messages, 1 TiB. */
  readonly volumeMax: number;
}

export const SERVICE_VOLUMES: Readonly<Record<Service, ServiceVolume>> = {
  voice: { decimals: 3, unit: 60, unitName: 'seconds', volumeMax: 86_400 },
  sms: { decimals: 0, unit: 1, unitName: 'messages', volumeMax: 100_000 },
  data: { decimals: 0, unit: 1_048_576, unitName: 'bytes', volumeMax: 2 ** 40 },
};

/**
 * Integer of a volume as written, or null when it is negative, too fine or past the safe integers.
 *
 * @example parseVolume('61.5', 'voice') === 61_500
 * @example parseVolume('1.5', 'sms') === null
 */
export function parseVolume(volume: number | string, service: Service): number | null {
  const { decimals } = SERVICE_VOLUMES[service];
  if (typeof volume === 'number') {
    if (!(volume >= 0)) return null;
    // A binary number with three decimals is not exact; it stands for the text that it prints as.
    if (decimals === 0 || Number.isInteger(volume)) return safeInteger(volume * 10 ** decimals);
  }
  const decimal = parseDecimal(String(volume).trim());
  if (decimal === null || decimal.digits < 0n || decimal.scale > decimals) return null;
  return safeInteger(Number(decimal.digits) * 10 ** (decimals - decimal.scale));
}

const safeInteger = (value: number): number | null => (Number.isSafeInteger(value) ? value : null);

/** The volume as written, exact: `61.5`. */
export function volumeNumber(volume: number, service: Service): number {
  return Number(formatScaled(volume, SERVICE_VOLUMES[service].decimals));
}

/**
 * Rounds talk time to whole seconds as the table says; other services are whole anyway.
 *
 * @example roundVolume(60_400, 'voice', 'half-up') === 60_000
 */
export function roundVolume(volume: number, service: Service, rounding: DurationRounding): number {
  if (service !== 'voice' || rounding === 'none') return volume;
  const rest = volume % 1000;
  if (rest === 0) return volume;
  if (rounding === 'up' || (rounding === 'half-up' && rest >= 500)) return volume - rest + 1000;
  return volume - rest;
}
