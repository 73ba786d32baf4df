/** The options that say how a file of calls is written; `rate` and `diff --calls` know the same. */

import { encodingName } from '@ratedeck/decks';
import {
  CALL_LAYOUTS,
  type CallLayout,
  VOLUME_UNITS,
  type VolumeUnit,
} from '@ratedeck/decks/calls';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { nearestName } from '../../platform/cli/did-you-mean.js';
import type { HeadOptions } from './head-options.js';
import { type ColumnMapping, parseColumnMapping, parseDelimiter } from './option-values.js';

export interface CallsOptions {
  readonly columns?: ColumnMapping;
  readonly layout?: CallLayout;
  /** False with `--no-header`. */
  readonly header?: boolean;
  readonly timeZone?: string;
  readonly callsDateOrder?: 'ymd' | 'dmy' | 'mdy';
  readonly callsEncoding?: string;
  readonly wholeDays?: boolean;
  readonly volumeUnit?: VolumeUnit;
}

const layoutNames = CALL_LAYOUTS.map(({ name }) => name);

function parseLayout(text: string): CallLayout {
  const layout = CALL_LAYOUTS.find(({ name }) => name === text);
  if (layout !== undefined) return layout;
  const nearest = nearestName(text, layoutNames);
  const meant = nearest === null ? '' : ` Is it ${nearest}?`;
  throw new InvalidArgumentError(`Known are ${layoutNames.join(', ')}.${meant}`);
}

function parseTimeZone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError('Give a name such as Europe/Vienna or UTC.');
  }
}

function parseEncoding(text: string): string {
  const encoding = encodingName(text);
  if (encoding !== null) return encoding;
  throw new InvalidArgumentError('Give a name such as utf-8, utf-16 or windows-1252.');
}

/** `delimiterFlag` is that of the calls. */
export function addCallsOptions(command: Command, delimiterFlag: string): Command {
  return command
    .option(
      '--columns <field=column,...>',
      'columns of the calls by header or position: to=dst,at=5, at=day+time; - for none',
      parseColumnMapping,
    )
    .option(
      `${delimiterFlag} <delimiter>`,
      'of the calls: , ; tab | (default: found out)',
      parseDelimiter,
    )
    .option('--layout <name>', `of the calls: ${layoutNames.join(', ')}`, parseLayout)
    .option('--no-header', 'the first line of the calls is a call')
    .option('--time-zone <name>', 'of calls whose times name none (default: UTC)', parseTimeZone)
    .addOption(
      new Option('--calls-date-order <order>', 'how the calls write dates').choices([
        'ymd',
        'dmy',
        'mdy',
      ]),
    )
    .option('--calls-encoding <name>', 'of calls in a text (default: found out)', parseEncoding)
    .option('--whole-days', 'calls that name a day alone are priced as of 00:00')
    .addOption(
      new Option('--volume-unit <unit>', 'of plain numbers in durations').choices(VOLUME_UNITS),
    );
}

export function toHeadOptions(options: CallsOptions, delimiter: string | undefined): HeadOptions {
  const { columns, layout, header, timeZone, callsDateOrder } = options;
  const { callsEncoding, wholeDays, volumeUnit } = options;
  return {
    mapping: columns ?? {},
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(layout === undefined ? {} : { layout }),
    ...(header === false ? { hasHeader: false } : {}),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(callsDateOrder === undefined ? {} : { dateOrder: callsDateOrder }),
    ...(callsEncoding === undefined ? {} : { encoding: callsEncoding }),
    ...(wholeDays === undefined ? {} : { wholeDays }),
    ...(volumeUnit === undefined ? {} : { volumeUnit }),
  };
}
