/**
 * How the first calls of a file write their times and durations. What is a matter of money and in
 * doubt is asked for, as a failure that names the option which settles it; what is assumed is told.
 */

import {
  areTimesOfDay,
  type CallForm,
  type CallTimesSeen,
  seeCallTimes,
  type VolumeUnit,
  volumeDoubt,
  volumeUnitOf,
} from '@ratedeck/decks/calls';
import { badInput } from '../../platform/cli/command-failure.js';
import type { HeadOptions } from './head-options.js';

/** The beginning of a file of calls. */
export interface CallsSample {
  readonly name: string;
  readonly times: readonly string[];
  /** Those of voice. */
  readonly volumes: readonly string[];
  /** Header of the column of volumes. */
  readonly volumeHeader: string;
  /** Of a file with columns, what they hold. */
  readonly columns: readonly CallsColumn[];
  /** The column of times; empty where there are none. */
  readonly timeHeader: string;
}

export interface CallsColumn {
  readonly header: string;
  readonly cells: readonly string[];
  /** Some field of the calls is read from it. */
  readonly isRead: boolean;
}

export interface SettledForm {
  readonly form: CallForm;
  readonly notes: readonly string[];
}

const shown = (text: string): string => JSON.stringify(text.slice(0, 40));

export function settleForm(sample: CallsSample, options: HeadOptions): SettledForm {
  const notes: string[] = [];
  const seen = seeCallTimes(sample.times);
  const dateOrder = settleDateOrder(sample, seen, options);
  if (options.wholeDays !== true) refuseDaysAlone(sample, seen);
  const { name } = sample;
  if (seen.localTime !== null && options.timeZone === undefined) {
    const example = shown(seen.localTime);
    notes.push(
      `${name}: times such as ${example} name no zone and are taken as UTC; --time-zone says another`,
    );
  }
  if (seen.epoch !== null) {
    const [text, instant] = seen.epoch;
    notes.push(`${name}: times such as ${shown(text)} count from 1970; this one is ${instant}`);
  }
  const volumeUnit = settleUnit(sample, options, notes);
  return { form: { dateOrder, timeZone: options.timeZone ?? null, volumeUnit }, notes };
}

function settleDateOrder({ name, times }: CallsSample, seen: CallTimesSeen, options: HeadOptions) {
  if (options.dateOrder !== undefined) return options.dateOrder;
  if (seen.dateOrder !== null && !seen.isCertain) {
    throw badInput(
      `${name} may write day/month or month/day (${seen.reason}), for example ` +
        `${shown(times.find((time) => /\d[./-]\d/.test(time)) ?? '')}; ` +
        `say which: --calls-date-order dmy or --calls-date-order mdy`,
    );
  }
  return seen.dateOrder;
}

/** A call that is priced as of midnight has another price than the one that it should have. */
function refuseDaysAlone(sample: CallsSample, { dayAlone, areMidnights }: CallTimesSeen): void {
  const { name, timeHeader, columns } = sample;
  const times = columns.filter(({ cells, isRead }) => !isRead && areTimesOfDay(cells));
  if (dayAlone === null && !(areMidnights && times.length > 0)) return;
  const example = shown(dayAlone ?? sample.times[0] ?? '');
  const joined =
    times.length === 0
      ? 'name a column that has it with --columns at=..., or two as at=DATE+TIME'
      : `join it with the one that has it: --columns at=${timeHeader}+${times[0]!.header}`;
  const place = timeHeader === '' ? 'at' : `the column ${shown(timeHeader)}`;
  throw badInput(
    `${name}: ${place} says the day but no time of day, for example ${example}; ${joined}; ` +
      'or price each call as of 00:00 with --whole-days',
  );
}

function settleUnit(
  { name, volumes, volumeHeader }: CallsSample,
  { volumeUnit }: HeadOptions,
  notes: string[],
): VolumeUnit {
  if (volumeUnit !== undefined) return volumeUnit;
  const named = volumeUnitOf(volumeHeader);
  if (named !== null && volumes.some((volume) => /^[\d.,]+$/.test(volume))) {
    notes.push(
      `${name}: plain numbers under ${shown(volumeHeader)} are ${named}; --volume-unit says another`,
    );
    return named;
  }
  const doubt = volumeDoubt(volumes);
  if (doubt === null) return 'seconds';
  const column = volumeHeader === '' ? '' : ` under ${shown(volumeHeader)}`;
  throw badInput(
    `${name}: the volumes${column} may be no seconds: ${doubt}; ` +
      'say what they are: --volume-unit seconds, milliseconds or minutes',
  );
}
