/** Reads the values of options from the command line; each failure names what would be right. */

import { availableParallelism } from 'node:os';
import { EVENT_FIELDS } from '@ratedeck/engine/batch';
import { InvalidArgumentError } from 'commander';
import { nearestName } from '../../platform/cli/did-you-mean.js';
import { delimiters } from '../../platform/csv/header-line.js';

export type ColumnMapping = Readonly<Record<string, string | null>>;

const threadCountMax = 256;

export function parseThreadCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= threadCountMax) return count;
  throw new InvalidArgumentError(`Give a whole number from 1 to ${threadCountMax}.`);
}

export function defaultThreadCount(): number {
  return availableParallelism();
}

/** `to=dst,at=5,account=-`; may be given several times. */
export function parseColumnMapping(text: string, before: ColumnMapping = {}): ColumnMapping {
  const mapping: Record<string, string | null> = { ...before };
  for (const part of text.split(',')) {
    const equals = part.indexOf('=');
    const field = part.slice(0, equals).trim();
    const header = part.slice(equals + 1).trim();
    if (equals === -1 || header === '') {
      throw new InvalidArgumentError('Write field=column, for example to=dst,at=calldate.');
    }
    if (!(EVENT_FIELDS as readonly string[]).includes(field)) {
      const nearest = nearestName(field, EVENT_FIELDS);
      const meant = nearest === null ? `known are ${EVENT_FIELDS.join(', ')}` : `is it ${nearest}?`;
      throw new InvalidArgumentError(`${JSON.stringify(field)} is not a field of events; ${meant}`);
    }
    if (Object.hasOwn(mapping, field)) {
      throw new InvalidArgumentError(`The field ${field} is given twice.`);
    }
    mapping[field] = header === '-' ? null : header;
  }
  return mapping;
}

const delimiterNames = new Map([
  ['tab', '\t'],
  ['\\t', '\t'],
  ['comma', ','],
  ['semicolon', ';'],
  ['pipe', '|'],
]);

export function parseDelimiter(text: string): string {
  const delimiter = delimiterNames.get(text) ?? text;
  if ((delimiters as readonly string[]).includes(delimiter)) return delimiter;
  throw new InvalidArgumentError('Give one of , ; tab |.');
}

/** Kept as text: it goes to the engine to the digit. */
export function parseBalance(text: string): string {
  if (/^-?\d{1,20}(?:\.\d{1,10})?$/.test(text)) return text;
  throw new InvalidArgumentError('Give an amount with up to 10 decimals, for example 10.00.');
}

export function parseCurrency(text: string): string {
  if (/^[A-Z]{3}$/.test(text)) return text;
  throw new InvalidArgumentError('Give three capital letters, for example EUR.');
}
