/**
 * The options with which a user settles what is in doubt in a deck. Every command that reads decks
 * knows the same ones.
 */

import {
  DECK_FIELDS,
  type DeckField,
  type DeckOptions,
  type IntervalsOrder,
  type ReadOptions,
} from '@ratedeck/decks';
import { parseInstant } from '@ratedeck/engine';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { nearestName } from '../../platform/cli/did-you-mean.js';

export type DeckColumns = Readonly<Partial<Record<DeckField, string>>>;

/** As commander hands them over, but for the delimiter, whose name depends on the command. */
export interface DeckCommandOptions {
  readonly yes?: boolean;
  readonly map?: DeckColumns;
  readonly ignore?: readonly string[];
  readonly priceScale?: string;
  readonly sheet?: string;
  readonly encoding?: string;
  readonly dateOrder?: 'ymd' | 'dmy' | 'mdy';
  readonly effectiveFrom?: string;
  readonly countryCode?: string;
  readonly decimalMark?: '.' | ',';
  readonly intervalsOrder?: IntervalsOrder;
  readonly currency?: string;
  readonly peak?: string;
  readonly everyNumber?: 'rate' | 'refuse';
  readonly inactive?: 'block' | 'leave-out' | 'close' | 'rate';
  readonly accessPrefix?: string;
  readonly jurisdiction?: 'tags' | 'interstate';
  readonly headerRow?: string;
}

const optionNames = [
  'yes',
  'map',
  'ignore',
  'priceScale',
  'sheet',
  'encoding',
  'dateOrder',
  'effectiveFrom',
  'countryCode',
  'decimalMark',
  'intervalsOrder',
  'currency',
  'peak',
  'everyNumber',
  'inactive',
  'accessPrefix',
  'jurisdiction',
  'headerRow',
] as const satisfies readonly (keyof DeckCommandOptions)[];

/** Options of {@link DeckCommandOptions} that were given, as a user writes them. */
export function givenDeckOptions(options: DeckCommandOptions): string[] {
  return optionNames
    .filter((name) => options[name] !== undefined)
    .map((name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
}

/** How a deck is to be read. Plain data: it is sent to threads as it is. */
export interface DeckReading {
  readonly deck: DeckOptions;
  readonly file: ReadOptions;
}

const isField = (name: string): name is DeckField =>
  (DECK_FIELDS as readonly string[]).includes(name);

function unknownField(field: string): InvalidArgumentError {
  const nearest = nearestName(field, DECK_FIELDS);
  const meant = nearest === null ? `known are ${DECK_FIELDS.join(', ')}` : `is it ${nearest}?`;
  return new InvalidArgumentError(`${JSON.stringify(field)} is not a field of rates; ${meant}`);
}

/** A comma parts two columns only where a field and `=` follow: headers may have commas, too. */
const partedFields = new RegExp(`,(?=\\s*(?:${DECK_FIELDS.join('|')})\\s*=)`);

/** `code=Prefix,price=C`; may be given several times. */
export function parseDeckColumns(text: string, before: DeckColumns = {}): DeckColumns {
  const columns: Partial<Record<DeckField, string>> = { ...before };
  for (const part of text.split(partedFields)) {
    const equals = part.indexOf('=');
    const field = part.slice(0, equals).trim();
    const column = part.slice(equals + 1).trim();
    if (equals === -1 || column === '') {
      throw new InvalidArgumentError(
        'Write field=column, for example code=Prefix,price=C; a column is its header, ' +
          'its letter or its number.',
      );
    }
    if (!isField(field)) throw unknownField(field);
    if (Object.hasOwn(columns, field)) {
      throw new InvalidArgumentError(`The field ${field} is given twice.`);
    }
    columns[field] = column;
  }
  return columns;
}

/** A decimal above zero, kept as text. */
export function parsePositiveDecimal(text: string): string {
  if (/^\d{1,15}(?:\.\d{1,10})?$/.test(text) && /[1-9]/.test(text)) return text;
  throw new InvalidArgumentError('Give a number above 0 with up to 10 decimals, e.g. 0.0001.');
}

export function parseInstantOption(text: string): string {
  if (parseInstant(text) !== null) return text;
  throw new InvalidArgumentError('Give ISO 8601, for example 2026-12-01 or 2026-12-01T00:00:00Z.');
}

function parseCurrencyCode(text: string): string {
  if (/^[A-Z]{3}$/.test(text)) return text;
  throw new InvalidArgumentError('Give three capital letters, for example EUR.');
}

/** The form only; the importer reads it. */
function parsePeak(text: string): string {
  const day = '(?:[1-7]|[A-Za-z]{3})';
  const form = new RegExp(`^${day}-${day} \\d{2}:\\d{2}-\\d{2}:\\d{2}(?: [A-Za-z0-9_+/-]+)?$`);
  if (form.test(text)) return text;
  throw new InvalidArgumentError('Write it like "Mon-Fri 08:00-20:00 Europe/Vienna".');
}

function parseCountryCode(text: string): string {
  const digits = text.replace(/^\+|^00/, '');
  if (/^\d{1,15}$/.test(digits)) return digits;
  throw new InvalidArgumentError('Give digits, for example 44.');
}

function parseAccessPrefix(text: string): string {
  if (text === 'none' || /^\d{1,8}[#*]?$/.test(text)) return text;
  throw new InvalidArgumentError('Give digits, for example 011 or 77#, or none.');
}

function parseHeaderRow(text: string): string {
  if (text === 'none' || /^[1-9]\d{0,6}$/.test(text)) return text;
  throw new InvalidArgumentError('Give the number of a row, or none.');
}

const delimiterNames: Readonly<Record<string, string>> = {
  tab: '\t',
  '\\t': '\t',
  comma: ',',
  semicolon: ';',
  pipe: '|',
};

function parseDeckDelimiter(text: string): string {
  const delimiter = Object.hasOwn(delimiterNames, text) ? delimiterNames[text]! : text;
  if ([',', ';', '\t', '|'].includes(delimiter)) return delimiter;
  throw new InvalidArgumentError('Give one of , ; tab |.');
}

/**
 * Adds the options to a command. `delimiterFlag` is another one where the command has a delimiter
 * of its own.
 */
export function addDeckOptions(command: Command, delimiterFlag = '--delimiter'): Command {
  return command
    .option('--yes', 'take the best guess wherever there is doubt')
    .option(
      '--map <field=column,...>',
      'columns of the deck: code=Prefix,price=C',
      parseDeckColumns,
    )
    .option(
      '--ignore <column>',
      'a column that says nothing of rates; may be repeated',
      (column: string, before: readonly string[] = []) => [...before, column],
    )
    .option('--price-scale <factor>', 'multiply prices, e.g. 0.01 for cents', parsePositiveDecimal)
    .option('--sheet <name>', 'read only this sheet of the deck')
    .option('--encoding <encoding>', 'of a deck that is text (default: found out)')
    .option(`${delimiterFlag} <delimiter>`, 'of the deck: , ; tab |', parseDeckDelimiter)
    .addOption(
      new Option('--date-order <order>', 'how dates are written').choices(['ymd', 'dmy', 'mdy']),
    )
    .option('--effective-from <date>', 'for rates without a date of their own', parseInstantOption)
    .option('--country-code <digits>', 'put before each code', parseCountryCode)
    .addOption(new Option('--decimal-mark <mark>', 'of prices').choices(['.', ',']))
    .addOption(
      new Option('--intervals-order <order>', 'of cells such as 60/1 or 0/60/60').choices([
        'first/next',
        'next/first',
        'free/first/next',
        'first/next/grace',
      ] satisfies IntervalsOrder[]),
    )
    .option('--currency <code>', 'of prices, e.g. EUR', parseCurrencyCode)
    .option('--peak <hours>', 'of peak prices, e.g. "Mon-Fri 08:00-20:00 Europe/Vienna"', parsePeak)
    .addOption(
      new Option('--every-number <what>', 'rows with *, x or nothing for a code').choices([
        'rate',
        'refuse',
      ]),
    )
    .addOption(
      new Option('--inactive <what>', 'rows that are not enabled').choices([
        'block',
        'leave-out',
        'close',
        'rate',
      ]),
    )
    .option('--access-prefix <digits>', 'dialled before each code: 011; or none', parseAccessPrefix)
    .addOption(
      new Option('--jurisdiction <what>', 'prices within and between states').choices([
        'tags',
        'interstate',
      ]),
    )
    .option('--header-row <number>', 'the row with the headers; or none', parseHeaderRow);
}

export function toDeckReading(
  options: DeckCommandOptions,
  delimiter: string | undefined,
  now: Date,
): DeckReading {
  const { map, priceScale, sheet, encoding, dateOrder, effectiveFrom, countryCode } = options;
  const { decimalMark, intervalsOrder, currency, peak } = options;
  const { ignore, everyNumber, inactive, accessPrefix, jurisdiction, headerRow } = options;
  return {
    deck: {
      now: now.toISOString(),
      ...(decimalMark === undefined ? {} : { decimalMark }),
      ...(intervalsOrder === undefined ? {} : { intervalsOrder }),
      ...(currency === undefined ? {} : { currency }),
      ...(peak === undefined ? {} : { peak }),
      ...(ignore === undefined ? {} : { ignore }),
      ...(everyNumber === undefined ? {} : { everyNumber }),
      ...(inactive === undefined ? {} : { inactive }),
      ...(accessPrefix === undefined ? {} : { accessPrefix }),
      ...(jurisdiction === undefined ? {} : { jurisdiction }),
      ...(headerRow === undefined ? {} : { headerRow }),
      ...(options.yes === true ? { yes: true } : {}),
      ...(map === undefined ? {} : { map }),
      ...(priceScale === undefined ? {} : { priceScale }),
      ...(sheet === undefined ? {} : { sheet }),
      ...(dateOrder === undefined ? {} : { dateOrder }),
      ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
      ...(countryCode === undefined ? {} : { countryCode }),
    },
    file: {
      ...(encoding === undefined ? {} : { encoding }),
      ...(delimiter === undefined ? {} : { delimiter }),
    },
  };
}
