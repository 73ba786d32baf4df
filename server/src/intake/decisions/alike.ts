/** What a deck's rate is beside the version before it: completed, equal or not, dearer or not. */

import { compareMoney } from '@ratedeck/engine';
import { isSameValue } from '../../tariffs/charge/same-value.js';
import { contentColumns, type RateContent } from '../../tariffs/stored-rates/record.js';
import type { ImportRowKind } from './schema.js';

const NOT_COMPARED: ReadonlySet<string> = new Set([
  'effectiveFrom',
  'effectiveTo',
  'nameId',
  'nameIsOwn',
  'specialRateId',
]);
const compared = contentColumns
  .map(({ field }) => field)
  .filter((field) => !NOT_COMPARED.has(field));

/** But for the dates. A name that follows a code deck is no content of the rate. */
export function isSameContent(one: RateContent, other: RateContent): boolean {
  if (one.nameIsOwn !== other.nameIsOwn) return false;
  if (one.nameIsOwn && one.nameId !== other.nameId) return false;
  return compared.every((field) => isSameValue(field, one[field], other[field]));
}

/** Prices that go with the price of a minute: a new one puts them out of force. */
const PRICED_WITH: ReadonlySet<string> = new Set([
  'firstPrice',
  'tierFroms',
  'tierPrices',
  'tierIntervals',
]);

/**
 * With what the file does not say taken from the version before. First and later prices are kept only
 * beside the price that they were given with.
 */
export function completed(
  content: RateContent,
  before: RateContent | null,
  notSaid: readonly (keyof RateContent)[],
): RateContent {
  if (before === null || notSaid.length === 0 || content.blocked !== before.blocked) return content;
  const isSamePrice = isSameValue('price', content.price, before.price);
  // A new version ends when it is said to, not when the one before would have.
  const kept = notSaid
    .filter((field) => field !== 'effectiveTo' && (isSamePrice || !PRICED_WITH.has(field)))
    .map((field) => [field, before[field]]);
  return { ...content, ...Object.fromEntries(kept) };
}

/** What a change is called that is no deletion. */
export function changeKind(
  after: RateContent,
  before: RateContent | null,
  defaultPrice: string | null,
): ImportRowKind {
  if (after.blocked) return before?.blocked === true ? 'changed' : 'blocked';
  if (before === null || before.blocked) return 'new';
  const prices = [before, after].map(({ price }) => price ?? defaultPrice ?? '0');
  const order = compareMoney(prices[1]!, prices[0]!);
  if (order === 0) return 'changed';
  return order > 0 ? 'increased' : 'decreased';
}
