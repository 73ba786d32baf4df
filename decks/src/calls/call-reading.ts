/**
 * How the times and durations of a file of calls are read: what its first rows show, and the reader
 * that the batch of the engine asks where a cell is not in the usual form.
 */

import { formatInstant } from '@ratedeck/engine';
import type { EventReading } from '@ratedeck/engine/batch';
import type { DateOrder } from '../deck/deck.js';
import { dateOrderOf } from '../values/date-order.js';
import {
  type CallTimeForm,
  callTimeReader,
  isEpoch,
  isLocalTime,
  localToUtc,
  saysDayAlone,
} from './call-times.js';
import { callVolumeReader, type VolumeUnit } from './call-volumes.js';

/** How a file writes its calls. Plain data. */
export interface CallForm extends CallTimeForm {
  readonly volumeUnit: VolumeUnit;
}

export interface CallTimesSeen {
  /** Null: no time of the sample depends on an order. */
  readonly dateOrder: DateOrder | null;
  /** False: the order is a guess. */
  readonly isCertain: boolean;
  /** Why the order is taken, for people. */
  readonly reason: string;
  /** One that names no zone; null: all of them name one. */
  readonly localTime: string | null;
  /** One that is a number since 1970, and the instant that it is. */
  readonly epoch: readonly [string, string] | null;
  /** One where all of them are days without a time of day; null: some say more. */
  readonly dayAlone: string | null;
  /** All of them are midnights, as days are that were written with a time of day. */
  readonly areMidnights: boolean;
}

const ORDERED = /^\s*\d{1,4}[./\-\s]\d{1,2}[./\-\s]\d{1,4}/;

/** Looks at the times of some calls. */
export function seeCallTimes(times: readonly string[]): CallTimesSeen {
  const { order, certain, reason } = dateOrderOf(times.filter((time) => ORDERED.test(time)));
  const localTime = times.find((time) => /\d/.test(time) && isLocalTime(time)) ?? null;
  const form = { dateOrder: order, timeZone: null };
  const epoch = times.find(isEpoch);
  const said = times.filter((time) => time.trim() !== '');
  const kinds = said.map((time) => saysDayAlone(time, form));
  const hasDays = said.length > 0 && kinds.every((kind) => kind !== null);
  return {
    dateOrder: order,
    isCertain: certain,
    reason,
    localTime,
    epoch: epoch === undefined ? null : [epoch, formatInstant(callTimeReader(form)(epoch)!)],
    dayAlone: hasDays && kinds.includes('day') ? said[kinds.indexOf('day')]! : null,
    areMidnights: hasDays,
  };
}

const TIME_OF_DAY = /^\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:\s*[ap]\.?m\.?)?$/i;

/** Whether cells are times of day, of which some may be left out. */
export function areTimesOfDay(cells: readonly string[]): boolean {
  const said = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  return said.length > 0 && said.every((cell) => TIME_OF_DAY.test(cell));
}

export function callReading(form: CallForm): EventReading {
  return {
    at: callTimeReader(form),
    volume: callVolumeReader(form.volumeUnit),
    hasUsualVolumes: form.volumeUnit === 'seconds',
    toUtc: form.timeZone === null ? null : localToUtc(form.timeZone),
  };
}
