/**
 * The schema of a rate table and its rates; see `schema.ts`, which holds the rest.
 */

import type { NumberLength } from '../values/number-length.js';
import { DURATION_ROUNDINGS, ROUNDING_MODES } from '../values/scalars.js';
import type { ChargeParameters, Rate, RateTable, Rounding, Tier } from './book.js';
import {
  CHARGE_PARAMETERS,
  type ChargeParameter,
  type ChargeParameterName,
} from './charge-parameters.js';
import { SCOPES } from './choices.js';
import { DEFAULTS } from './defaults.js';
import {
  type AnyKind,
  choice,
  type Field,
  type FieldNotes,
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
  label,
  name,
  ownedReference,
  ratio,
  service,
  thingName,
  timeBasis,
  volume,
} from './schema-scalars.js';

const roundingKind = record<Rounding>(
  'Rounding',
  'How amounts are rounded: once, at the end.',
  {
    decimals: optional(wholeNumber(0, 10), 'Decimals that are kept.', {
      default: DEFAULTS.rounding.decimals,
    }),
    mode: optional(choice(ROUNDING_MODES), '`up` is away from zero, `down` towards zero.', {
      default: DEFAULTS.rounding.mode,
    }),
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

const words: { readonly [Name in ChargeParameterName]: readonly [string, FieldNotes?] } = {
  price: [
    'Money per unit, of the volume after the first interval.',
    {
      leftOut: "the table's default; one of them is required unless the rate is blocked",
      example: '0.0137',
    },
  ],
  firstPrice: ['Money per unit, of the first interval.'],
  firstInterval: ['Volume billed at once when the event starts.', { example: 60 }],
  nextInterval: ['Volume of each interval after the first.', { example: 6 }],
  freeVolume: ['Free volume after the first interval.'],
  setupFee: ['Fee of an event that is charged at all.'],
  setupFeeMode: ['`add`: the fee is added. `minimum`: it is the least that the event costs.'],
  graceVolume: ['Events this short are free, fee included.'],
  graceMode: ['Whether a volume equal to `graceVolume` is free (`inclusive`) or not.'],
  surcharge: ['Fraction added to the charge: `"0.10"` is ten per cent.'],
  tiers: ['Later prices, by ascending `from`.', { leftOut: 'none' }],
  maxCharge: [
    'Most that an event costs, fee included, before surcharge and tax.',
    { leftOut: 'no limit' },
  ],
};

function chargeKind(parameter: ChargeParameter): AnyKind {
  switch (parameter.kind) {
    case 'money':
      return decimal as AnyKind;
    case 'fraction':
      return ratio as AnyKind;
    case 'volume':
      return volume(parameter.min) as AnyKind;
    case 'choice':
      return choice<string>(parameter.choices) as AnyKind;
    case 'tiers':
      return list(tierKind, { countMax: 1000 }) as AnyKind;
  }
}

/** A field for each parameter; what it is and what it is when left out comes from the list. */
const chargeFields = Object.fromEntries(
  CHARGE_PARAMETERS.map((parameter): [ChargeParameterName, Field] => {
    const [description, notes] = words[parameter.name];
    const rule = parameter.default;
    const byRule =
      rule.rule === 'value'
        ? { default: rule.value }
        : rule.rule === 'same-as'
          ? { leftOut: `\`${rule.parameter}\`` }
          : {};
    return [parameter.name, optional(chargeKind(parameter), description, { ...byRule, ...notes })];
  }),
) as FieldsOf<ChargeParameters>;

const chargeParametersKind = record<ChargeParameters>(
  'ChargeParameters',
  'Values for the parameters that a rate of the table leaves out.',
  chargeFields,
);

const lengthEnd = wholeNumber(DEFAULTS.numberLength.min, DEFAULTS.numberLength.max);

export const numberLengthKind = record<NumberLength>(
  'NumberLength',
  'How many digits a number has; both ends belong. At least one of them is given.',
  {
    min: optional(lengthEnd, 'Fewest digits.', { default: DEFAULTS.numberLength.min }),
    max: optional(lengthEnd, 'Most digits.', { default: DEFAULTS.numberLength.max }),
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
    name: optional(label(1000), 'Name of the destination.', { leftOut: "the code deck's" }),
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
  scope: optional(choice(SCOPES), 'Whose prices they are.'),
  service: optional(service, 'Service of rates that name none.', { default: DEFAULTS.service }),
  currency: optional(currency, 'Currency of every price (ISO 4217).', {
    default: DEFAULTS.currency,
  }),
  unit: optional(volume(0.001), "Volume that a price pays for, of the table's own service.", {
    leftOut: 'voice 60, sms 1, data 1048576',
    example: 60,
  }),
  parent: optional(
    ownedReference,
    'Table whose rates are candidates too: same currency and service. Written as in a plan.',
    {
      leftOut: 'none',
    },
  ),
  codeDeck: optional(thingName, 'Code deck that names the codes.', { leftOut: 'none' }),
  sourceCodeDeck: optional(
    thingName,
    'Code deck that names the source codes: the same or another.',
    {
      leftOut: 'none',
    },
  ),
  taxIncluded: optional(flag, 'Whether prices contain the tax.', {
    default: DEFAULTS.taxIncluded,
  }),
  taxRate: optional(ratio, 'Tax in per cent.', { default: DEFAULTS.taxRate, example: '20' }),
  rounding: optional(roundingKind, 'How amounts are rounded.', {
    leftOut: '6 decimals, `half-up`',
  }),
  durationRounding: optional(choice(DURATION_ROUNDINGS), 'How a duration becomes whole seconds.', {
    default: DEFAULTS.durationRounding,
  }),
  timeBasis: optional(
    timeBasis,
    '`start`: the rate at the start prices all of the event. `split`: the price follows the clock.',
    { default: DEFAULTS.timeBasis },
  ),
  defaults: optional(chargeParametersKind, 'Values for parameters that a rate leaves out.'),
  rates: optional(list(rateKind), 'The rates.', { leftOut: 'none' }),
  ratesFile: optional(name(1000), 'Deck beside the book that holds the rates instead.', {
    example: 'deck.csv',
  }),
});
