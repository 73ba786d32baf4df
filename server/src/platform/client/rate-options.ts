/**
 * Options that several commands on rates share: the parameters of a charge, the choice of rates, and
 * changes of prices such as `+5%`.
 */

import { badInput } from '../cli/command-failure.js';
import { type FieldOption, NONE } from './field-options.js';
import { places } from './find-thing.js';

export const services = ['voice', 'sms', 'data'] as const;

const charge: readonly FieldOption[] = [
  { flags: '--price <amount>', words: 'money per unit', field: 'price', kind: 'text' },
  {
    flags: '--first-price <amount>',
    words: 'money per unit, of the first interval',
    field: 'firstPrice',
    kind: 'text',
  },
  {
    flags: '--first-interval <volume>',
    words: 'billed at once when the call starts',
    field: 'firstInterval',
    kind: 'number',
  },
  {
    flags: '--next-interval <volume>',
    words: 'each interval after the first',
    field: 'nextInterval',
    kind: 'number',
  },
  {
    flags: '--free-volume <volume>',
    words: 'free after the first interval',
    field: 'freeVolume',
    kind: 'number',
  },
  { flags: '--setup-fee <amount>', words: 'fee of a call', field: 'setupFee', kind: 'text' },
  {
    flags: '--setup-fee-mode <mode>',
    words: 'what the fee is to the charge: add or minimum',
    field: 'setupFeeMode',
    kind: 'text',
  },
  {
    flags: '--grace-volume <volume>',
    words: 'calls this short are free',
    field: 'graceVolume',
    kind: 'number',
  },
  {
    flags: '--grace-mode <mode>',
    words: 'whether the grace itself is free: inclusive or exclusive',
    field: 'graceMode',
    kind: 'text',
  },
  {
    flags: '--surcharge <fraction>',
    words: '0.10 adds ten per cent',
    field: 'surcharge',
    kind: 'text',
  },
  {
    flags: '--tiers <json>',
    words: 'later prices: [{"from":600,"price":"0.01"}]',
    field: 'tiers',
    kind: 'json',
  },
  {
    flags: '--max-charge <amount>',
    words: 'most that a call costs',
    field: 'maxCharge',
    kind: 'text',
  },
];

/** Of a rate, or `--default-...` of a table, where they lie below `defaults`. */
export function chargeOptions(of: 'rate' | 'table'): FieldOption[] {
  if (of === 'rate') return [...charge];
  return charge.map((option) => ({
    ...option,
    flags: option.flags.replace('--', '--default-'),
    words: `default of rates: ${option.words}`,
    field: `defaults.${option.field}`,
  }));
}

const states = ['current', 'future', 'ending', 'ended', 'blocked', 'stashed'] as const;

/** Which rates of a table. */
export const rateFilters: readonly FieldOption[] = [
  { flags: '--search <text>', words: 'code or part of a name', field: 'search', kind: 'text' },
  { flags: '--code <digits>', words: 'codes that begin so', field: 'code', kind: 'text' },
  {
    flags: '--number <digits>',
    words: 'codes that this number begins with',
    field: 'number',
    kind: 'text',
  },
  { flags: '--name <name>', words: 'this very name', field: 'name', kind: 'text' },
  {
    flags: '--state <state>',
    words: 'in this state',
    field: 'state',
    kind: 'text',
    choices: states,
  },
  {
    flags: '--service <service>',
    words: 'of this service',
    field: 'service',
    kind: 'text',
    choices: services,
  },
  { flags: '--tag <tag>', words: 'with this tag', field: 'tag', kind: 'text' },
  {
    flags: '--category <category>',
    words: 'of this category',
    field: 'categoryId',
    kind: places.category,
  },
  {
    flags: '--time-profile <profile>',
    words: 'of this time profile',
    field: 'timeProfileId',
    kind: places.timeProfile,
  },
  {
    flags: '--special-rate <special rate>',
    words: 'written by this special rate',
    field: 'specialRateId',
    kind: places.specialRate,
  },
  { flags: '--at <instant>', words: 'in force at this instant', field: 'at', kind: 'text' },
  { flags: '--price-from <amount>', words: 'this price or more', field: 'priceFrom', kind: 'text' },
  { flags: '--price-to <amount>', words: 'this price or less', field: 'priceTo', kind: 'text' },
];

export const priceChangeWords = '0.05 sets, +5% or -5% raises or lowers, +0.001 or -0.001 as well';

type PriceChange = Readonly<Record<string, string>>;
const PRICE_CHANGE = /^([+-]?)([0-9]{1,20}(?:[.][0-9]{1,10})?)(%?)$/;

function priceChangeFrom(flag: string, text: string): PriceChange {
  const [, sign = '', amount = '', percent = ''] = PRICE_CHANGE.exec(text) ?? [];
  if (amount === '' || (sign === '' && percent !== '')) {
    throw badInput(`${flag} ${text}: give ${priceChangeWords}`);
  }
  if (sign === '') return { set: amount };
  const direction = sign === '+' ? 'raise' : 'lower';
  return { [percent === '' ? direction : `${direction}Percent`]: amount };
}

export interface PriceChangeOptions {
  readonly price?: string;
  readonly firstPrice?: string;
  readonly setupFee?: string;
  readonly decimals?: string;
}

/** The part of a request that says how prices change. */
export function priceChanges(options: PriceChangeOptions): Record<string, unknown> {
  const { price, firstPrice, setupFee, decimals } = options;
  if (decimals !== undefined && !/^(?:[0-9]|10)$/.test(decimals)) {
    throw badInput(`--decimals ${decimals}: must be a whole number from 0 to 10`);
  }
  return {
    ...(price !== undefined && { price: priceChangeFrom('--price', price) }),
    ...(firstPrice !== undefined && { firstPrice: priceChangeFrom('--first-price', firstPrice) }),
    ...(setupFee !== undefined && { setupFee: priceChangeFrom('--setup-fee', setupFee) }),
    ...(decimals !== undefined && { decimals: Number(decimals) }),
  };
}

/** Of a table, as a preview of changes has shown it. */
export function revisionFrom(text: string): number {
  if (/^[0-9]{1,15}$/.test(text)) return Number(text);
  throw badInput(`--revision ${text}: must be the number that the preview has shown`);
}

export const noneWords = `"${NONE}" as a value means: back to the default`;
