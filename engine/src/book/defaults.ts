/**
 * What holds where a book leaves something out. The parameters of a charge have theirs in
 * `CHARGE_PARAMETERS`.
 */

import { NUMBER_DIGITS_MAX } from '../values/number-length.js';
import type { DurationRounding, RoundingMode, Service, TimeBasis } from '../values/scalars.js';
import { SERVICE_VOLUMES } from '../values/volume.js';

export const DEFAULTS = {
  /** Of a table, and of an event. */
  service: 'voice' as Service,
  currency: 'USD',
  /** Volume that a price pays for, by service. */
  unit: {
    voice: SERVICE_VOLUMES.voice.unit,
    sms: SERVICE_VOLUMES.sms.unit,
    data: SERVICE_VOLUMES.data.unit,
  } as Readonly<Record<Service, number>>,
  taxIncluded: false as boolean,
  taxRate: '0',
  rounding: { decimals: 6, mode: 'half-up' as RoundingMode },
  durationRounding: 'up' as DurationRounding,
  timeBasis: 'start' as TimeBasis,
  /** Of a range of lengths whose end is open. */
  numberLength: { min: 1, max: NUMBER_DIGITS_MAX },
  /** Of an entry of a rating plan. */
  weight: 10,
  precedence: 'weight' as 'weight' | 'prefix',
  /** Of accounts and of time profiles. */
  timeZone: 'UTC',
  accountStatus: 'active' as 'active' | 'blocked',
} as const;
