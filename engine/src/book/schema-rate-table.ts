/**
 * The schema of a rate table and its rates; see `schema.ts`, which holds the rest.
 */

import type { ChargeParameters, NumberLength, Rate, RateTable, Rounding, Tier } from './book.js';
import {
  choice,
  type FieldsOf,
  flag,
  list,
  optional,
  record,
  required,
  wholeNumber,
} from './schema-kinds.js';
import {
  code,
  currency,
  decimal,
  digits,
  freeText,
  instant,
  name,
  ratio,
  service,
  tableReference,
  thingName,
  timeBasis,
  volume,
} from './schema-scalars.js';

const roundingKind = record<Rounding>(
  'Rounding',
  'How amounts are rounded: once, at the end.',
  {
    decimals: optional(wholeNumber(0, 10), 'Decimals that are kept.', { default: 6 }),
    mode: optional(
      choice(['up', 'half-up', 'half-even', 'down']),
      '`up` is away from zero, `down` towards zero.',
      { default: 'half-up' },
    ),
  },
  { oneLine: true },
);

const tierKind = record<Tier>(
  'Tier',
  'A later price inside one event.',
  {
    from: required(volume(0), 'Position inside the event from which the price holds.', {
      example: 600,
    }),
    price: required(decimal, 'Money per unit.', { example: '0.01' }),
    interval: optional(volume(1), 'Volume that is billed at once.', {
      leftOut: "the rate's `nextInterval`",
    }),
  },
  { oneLine: true },
);

const chargeFields: FieldsOf<ChargeParameters> = {
  price: optional(decimal, 'Money per unit, of the volume after the first interval.', {
    leftOut: "the table's default; one of them is required unless the rate is blocked",
    example: '0.0137',
  }),
  firstPrice: optional(decimal, 'Money per unit, of the first interval.', { leftOut: '`price`' }),
  firstInterval: optional(volume(0), 'Volume billed at once when the event starts.', {
    leftOut: '`nextInterval`',
    example: 60,
  }),
  nextInterval: optional(volume(1), 'Volume of each interval after the first.', {
    default: 1,
    example: 6,
  }),
  freeVolume: optional(volume(0), 'Free volume after the first interval.', { default: 0 }),
  setupFee: optional(decimal, 'Fee of an event that is charged at all.', { default: '0' }),
  setupFeeMode: optional(
    choice(['add', 'minimum']),
    '`add`: the fee is added. `minimum`: it is the least that the event costs.',
    { default: 'add' },
  ),
  graceVolume: optional(volume(0), 'Events this short are free, fee included.', { default: 0 }),
  graceMode: optional(
    choice(['inclusive', 'exclusive']),
    'Whether a volume equal to `graceVolume` is free (`inclusive`) or not.',
    { default: 'inclusive' },
  ),
  surcharge: optional(ratio, 'Fraction added to the charge: `"0.10"` is ten per cent.', {
    default: '0',
  }),
  tiers: optional(list(tierKind, { countMax: 1000 }), 'Later prices, by ascending `from`.', {
    leftOut: 'none',
  }),
  maxCharge: optional(
    decimal,
    'Most that an event costs, fee included, before surcharge and tax.',
    {
      leftOut: 'no limit',
    },
  ),
};

const chargeParametersKind = record<ChargeParameters>(
  'ChargeParameters',
  'Values for the parameters that a rate of the table leaves out.',
  chargeFields,
);

export const numberLengthKind = record<NumberLength>(
  'NumberLength',
  'How many digits a number has; both ends belong. At least one of them is given.',
  {
    min: optional(wholeNumber(1, 32), 'Fewest digits.', { default: 1 }),
    max: optional(wholeNumber(1, 32), 'Most digits.', { default: 32 }),
  },
  { oneLine: true, jsonSchema: { minProperties: 1 } },
);

const rateKind = record<Rate>(
  'Rate',
  'The price of one code. Rates that are equal in service, code, source code, number length, ' +
    'time profile and tag are versions of each other.',
  {
    code: required(code, 'Digits that the number begins with; `""` fits every number.', {
      example: '43664',
    }),
    service: optional(service, 'What the rate prices.', { leftOut: "the table's" }),
    name: optional(freeText(1000), 'Name of the destination.', { leftOut: "the code deck's" }),
    description: optional(freeText(10_000), 'Text for people.'),
    sourceCode: optional(digits(1, 32), "Digits that the caller's number begins with.", {
      leftOut: 'any caller',
    }),
    numberLength: optional(numberLengthKind, 'Digits of the number.', { leftOut: 'any length' }),
    timeProfile: optional(thingName, 'Name of a time profile.', { leftOut: 'always' }),
    tag: optional(thingName, 'Only events with this tag.', { leftOut: 'any event' }),
    category: optional(thingName, 'Class of destination, for rates and reports.'),
    ...chargeFields,
    blocked: optional(flag, 'Calls to this code are refused.', { default: false }),
    stashed: optional(flag, 'Kept, not rated.', { default: false }),
    effectiveFrom: optional(instant, 'First instant of the version.', {
      leftOut: 'always',
      example: '2026-12-01T00:00:00Z',
    }),
    effectiveTo: optional(instant, 'First instant after the version.', { leftOut: 'no end' }),
    notes: optional(freeText(10_000), 'Text for people.'),
  },
  { oneLine: true },
);

export const rateTableKind = record<RateTable>('RateTable', 'A price list of one currency.', {
  name: required(thingName, 'Unique among the rate tables of its owner.', { example: 'Retail' }),
  owner: optional(thingName, 'Account that the table belongs to.', { leftOut: 'the operator' }),
  scope: optional(choice(['customer', 'carrier', 'reseller', 'device']), 'Whose prices they are.'),
  service: optional(service, 'Service of rates that name none.', { default: 'voice' }),
  currency: optional(currency, 'Currency of every price (ISO 4217).', { default: 'USD' }),
  unit: optional(volume(0.001), "Volume that a price pays for, of the table's own service.", {
    leftOut: 'voice 60, sms 1, data 1048576',
    example: 60,
  }),
  parent: optional(
    tableReference,
    'Table whose rates are candidates too: same currency and service. Written as in a plan.',
    {
      leftOut: 'none',
    },
  ),
  codeDeck: optional(thingName, 'Code deck that names the codes.', { leftOut: 'none' }),
  taxIncluded: optional(flag, 'Whether prices contain the tax.', { default: false }),
  taxRate: optional(ratio, 'Tax in per cent.', { default: '0', example: '20' }),
  rounding: optional(roundingKind, 'How amounts are rounded.', {
    leftOut: '6 decimals, `half-up`',
  }),
  durationRounding: optional(
    choice(['up', 'half-up', 'down', 'none']),
    'How a duration becomes whole seconds.',
    { default: 'up' },
  ),
  timeBasis: optional(
    timeBasis,
    '`start`: the rate at the start prices all of the event. `split`: the price follows the clock.',
    { default: 'start' },
  ),
  defaults: optional(chargeParametersKind, 'Values for parameters that a rate leaves out.'),
  rates: optional(list(rateKind), 'The rates.', { leftOut: 'none' }),
  ratesFile: optional(name(1000), 'Deck beside the book that holds the rates instead.', {
    example: 'deck.csv',
  }),
});
