/**
 * How the times and durations of a file of calls are read: what its first rows show, and the reader
 * that the batch of the engine asks where a cell is not in the usual form.
 */

import type { EventReading } from '@ratedeck/engine';
import type { DateOrder } from '../deck/deck.js';
import { dateOrderOf } from '../values/date-order.js';
import { type CallTimeForm, callTimeReader, isLocalTime, localToUtc } from './call-times.js';
import { callSeconds } from './call-volumes.js';

export interface CallTimesSeen {
  /** Null: no time of the sample depends on an order. */
  readonly dateOrder: DateOrder | null;
  /** False: the order is a guess. */
  readonly isCertain: boolean;
  /** Why the order is taken, for people. */
  readonly reason: string;
  /** One that names no zone; null: all of them name one. */
  readonly localTime: string | null;
}

const ORDERED = /^\s*\d{1,4}[./\-\s]\d{1,2}[./\-\s]\d{1,4}/;

/** Looks at the times of some calls. */
export function seeCallTimes(times: readonly string[]): CallTimesSeen {
  const { order, certain, reason } = dateOrderOf(times.filter((time) => ORDERED.test(time)));
  const localTime = times.find((time) => /\d/.test(time) && isLocalTime(time)) ?? null;
  return { dateOrder: order, isCertain: certain, reason, localTime };
}

export function callReading(form: CallTimeForm): EventReading {
  return {
    at: callTimeReader(form),
    volume: callSeconds,
    toUtc: form.timeZone === null ? null : localToUtc(form.timeZone),
  };
}
