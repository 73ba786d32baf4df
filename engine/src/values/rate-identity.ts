/**
 * What makes two rates versions of one another (rating rules, section 2): equal service, code,
 * source code, number length, time profile and tag, however each of them is written. One normal
 * form for whoever stores, compares, indexes or reads rates.
 */

import { type NumberLength, normalNumberLength } from './number-length.js';
import type { Service } from './scalars.js';

type Given<T> = T | null | undefined;

/** The fields of a rate that its identity is made of; books leave out, databases have null. */
export interface RateIdentityFields {
  readonly code: string;
  readonly service?: Given<Service>;
  readonly sourceCode?: Given<string>;
  readonly numberLength?: Given<{
    readonly min?: Given<number>;
    readonly max?: Given<number>;
  }>;
  readonly timeProfile?: Given<string>;
  readonly tag?: Given<string>;
}

/** The normal form: what is not asked for is null, a range of lengths has both ends. */
export interface RateIdentity {
  readonly service: Service;
  readonly code: string;
  readonly sourceCode: string | null;
  readonly numberLength: Required<NumberLength> | null;
  readonly timeProfile: string | null;
  readonly tag: string | null;
}

/** An empty text asks for nothing, as one that is left out. */
const textOf = (text: Given<string>): string | null =>
  text === undefined || text === '' ? null : text;

/**
 * @param tableService service of the table that holds the rate, which a rate without one has
 * @example normalRateIdentity({ code: '44', numberLength: { min: 5 } }, 'voice').numberLength?.max === 32
 */
export function normalRateIdentity(rate: RateIdentityFields, tableService: Service): RateIdentity {
  return {
    service: rate.service ?? tableService,
    code: rate.code,
    sourceCode: textOf(rate.sourceCode),
    numberLength: normalNumberLength(rate.numberLength),
    timeProfile: textOf(rate.timeProfile),
    tag: textOf(rate.tag),
  };
}

/**
 * A text that two rates share exactly where they are versions of one another.
 *
 * @example rateIdentityKey({ code: '44', numberLength: { min: 5 } }, 'voice') === rateIdentityKey({ code: '44', service: 'voice', numberLength: { min: 5, max: 32 } }, 'voice')
 */
export function rateIdentityKey(rate: RateIdentityFields, tableService: Service): string {
  return `${rate.code}\n${rateConditionKey(rate, tableService)}`;
}

/**
 * The same without the code, for whoever has the rates of one code at hand. Names and tags hold no
 * line breaks, and none of the others does, so two identities never spell the same.
 */
export function rateConditionKey(
  rate: Omit<RateIdentityFields, 'code'>,
  tableService: Service,
): string {
  const range = normalNumberLength(rate.numberLength);
  const length = range === null ? '' : `${range.min}-${range.max}`;
  const service = rate.service ?? tableService;
  return [service, length, rate.sourceCode, rate.timeProfile, rate.tag].join('\n');
}

/** Whether two rates of one table are versions of one another; allocates nothing. */
export function isSameRateIdentity(
  a: RateIdentityFields,
  b: RateIdentityFields,
  tableService: Service,
): boolean {
  return (
    a.code === b.code &&
    (a.service ?? tableService) === (b.service ?? tableService) &&
    textOf(a.sourceCode) === textOf(b.sourceCode) &&
    textOf(a.timeProfile) === textOf(b.timeProfile) &&
    textOf(a.tag) === textOf(b.tag) &&
    lengthNumber(a.numberLength) === lengthNumber(b.numberLength)
  );
}

/** One number for each range of lengths, 0 for none. */
function lengthNumber(range: RateIdentityFields['numberLength']): number {
  const min = range?.min ?? 0;
  const max = range?.max ?? 0;
  if (min === 0 && max === 0) return 0;
  return (min || 1) * 100 + (max || 32);
}
