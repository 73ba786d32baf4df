/**
 * What the API says of events and their prices: the objects of the library, but for the place of a
 * rate in a compiled table, which means nothing outside of the process.
 */

import Type, { type Static } from 'typebox';
import type { Answered } from '../../platform/http/route.js';
import {
  Currency,
  choice,
  freeText,
  Instant,
  Money,
  nullable,
  ThingName,
} from '../../platform/http/schemas.js';
import { Service } from '../../tariffs/rate-tables/schema.js';

export const EVENTS_MAX = 10_000;
/** Explanations are hundreds of times as large as prices. */
export const EXPLAINED_EVENTS_MAX = 500;

/** `owner/name` refers to what another owner has by the same name. */
const NAME_LENGTH_MAX = 401;
const name = (description: string) =>
  Type.Optional(Type.String({ ...freeText(NAME_LENGTH_MAX), description }));

export const CalledNumber = Type.String({
  ...freeText(100),
  description: 'The number called, in any form that normalises.',
  examples: ['+43 660 1234567'],
});
export const CallingNumber = Type.String({
  ...freeText(100),
  description: 'The caller; one that does not normalise matches no source code.',
});
/** A number, or a text, which keeps it exact. */
export const EventVolume = Type.Unsafe<number | string>({
  type: ['number', 'string'],
  minimum: 0,
  maximum: 9_000_000_000_000,
  pattern: '^[0-9]{1,16}([.][0-9]{1,3})?$',
  description: 'Seconds with up to 3 decimals, messages, or bytes.',
  examples: [61.5],
});
const Tag = Type.String({ ...ThingName, description: 'Rates with this tag or none take part.' });

export const RatingEvent = Type.Object({
  id: Type.Optional(Type.String({ ...freeText(200), description: 'Comes back as it is.' })),
  to: CalledNumber,
  from: Type.Optional(CallingNumber),
  at: Type.String({ ...Instant, description: 'Start of the event.' }),
  volume: EventVolume,
  service: Type.Optional(Service),
  tag: Type.Optional(Tag),
  account: name('Name of the account that pays.'),
  trunk: name('Name of the trunk that it came through: its rules normalise the number.'),
  carrier: name('Name of the carrier that took it: what it costs is a leg.'),
  device: name('Name of the device that carried it: what it is paid is a leg.'),
  plan: name('Rating plan that prices it in place of any assignment.'),
  table: name('Rate table that prices it in place of any assignment.'),
});

export const PriceRequest = Type.Object({
  event: Type.Optional(RatingEvent),
  events: Type.Optional(
    Type.Array(RatingEvent, {
      minItems: 1,
      maxItems: EVENTS_MAX,
      description: 'In place of `event`; one state of the prices holds for all of them.',
    }),
  ),
  explain: Type.Optional(
    Type.Boolean({
      description: `Says how each price comes about; of ${EXPLAINED_EVENTS_MAX} events at most.`,
    }),
  ),
});
export type PriceRequest = Static<typeof PriceRequest>;

export const Outcome = choice(
  ['rated', 'blocked', 'no_plan', 'no_rate', 'invalid_number', 'invalid_event'],
  'Anything but `rated` has no price.',
);
const Role = choice(['customer', 'carrier', 'device', 'reseller']);
/** May be below zero, where it is a margin or an exact total. */
const SignedMoney = Type.String({ examples: ['-0.0137'] });

export const RateUsed = Type.Object({
  effectiveFrom: nullable(Instant),
  effectiveTo: nullable(Instant),
  price: nullable(Money),
  firstPrice: nullable(Money),
  firstInterval: Type.Number(),
  nextInterval: Type.Number(),
  setupFee: Money,
});

const legFields = {
  role: Role,
  account: nullable(Type.String()),
  outcome: Outcome,
  reason: nullable(
    Type.String({
      description:
        'Why there is no rate (`no_code`, `not_yet_effective`, `expired`, `number_length`, ' +
        '`source_code`, `time_profile`, `tag`, `stashed`), or what is wrong with the event.',
    }),
  ),
  ratingPlan: nullable(Type.String({ description: 'Null: a rate table alone.' })),
  rateTable: nullable(Type.String({ description: 'The table that holds the rate.' })),
  code: nullable(Type.String()),
  codeName: nullable(Type.String()),
  rate: nullable(RateUsed),
  billedVolume: nullable(Type.Number()),
  amount: nullable(Money),
  net: nullable(Money),
  tax: nullable(Money),
  gross: nullable(Money),
  currency: nullable(Currency),
};

export const Leg = Type.Object(legFields);
export type Leg = Static<typeof Leg>;

export const Margin = Type.Object({ amount: SignedMoney, currency: Currency });

export const CandidateExplanation = Type.Object({
  rateTable: Type.String(),
  code: Type.String(),
  codeName: nullable(Type.String()),
  sourceCode: nullable(Type.String()),
  numberLength: nullable(Type.Object({ min: Type.Integer(), max: Type.Integer() })),
  timeProfile: nullable(Type.String()),
  tag: nullable(Type.String()),
  effectiveFrom: nullable(Instant),
  effectiveTo: nullable(Instant),
  price: nullable(Money),
  blocked: Type.Boolean(),
  verdict: choice(['won', 'lost', 'not-a-candidate']),
  rule: Type.String({ description: 'The rule that it lost by, or why it was no candidate.' }),
});

export const NearRate = Type.Object(
  {
    rateTable: Type.String(),
    code: Type.String(),
    codeName: nullable(Type.String()),
    service: Service,
    sharedDigits: Type.Integer({
      description:
        'So many digits of the code the number begins with: all of them, unless the reason is `no_code`.',
    }),
    reason: choice(
      [
        ...['no_code', 'not_yet_effective', 'expired', 'number_length', 'source_code'],
        ...['time_profile', 'tag', 'stashed', 'service'],
      ],
      'What keeps it from pricing the event.',
    ),
    sourceCode: nullable(Type.String()),
    numberLength: nullable(Type.Object({ min: Type.Integer(), max: Type.Integer() })),
    timeProfile: nullable(
      Type.String({ description: 'Its own, or the timing of its entry in the plan.' }),
    ),
    tag: nullable(Type.String()),
    effectiveFrom: nullable(Instant),
    effectiveTo: nullable(Instant),
    blocked: Type.Boolean(),
  },
  { description: 'A rate that would price the event were one of the two another one.' },
);

const ChargeStep = Type.Object({
  step: Type.String(),
  detail: Type.String(),
  volume: nullable(Type.Number()),
  total: Type.String({ description: 'Exact: a decimal, or numerator/denominator.' }),
});

export const LegExplanation = Type.Object({
  leg: Leg,
  candidates: Type.Array(CandidateExplanation),
  nearest: Type.Array(NearRate, {
    description: 'Where there is no rate: those that come nearest, the nearest first.',
  }),
  steps: Type.Array(ChargeStep),
  exactTotal: nullable(Type.String({ description: 'Before rounding.' })),
});

export const PriceExplanation = Type.Object({
  normalisation: Type.Array(Type.String({ description: 'What was done to the number.' })),
  legs: Type.Array(LegExplanation),
});

export const RatedEvent = Type.Object({
  ...legFields,
  id: nullable(Type.String()),
  number: nullable(Type.String({ description: 'The called number, normalised.' })),
  legs: Type.Array(Leg, {
    description: 'One for each party that has a plan or a table, the paying account first.',
  }),
  margin: nullable(Margin),
  marginReason: nullable(Type.String({ description: '`leg_not_priced` or `no_exchange_rate`.' })),
  explanation: Type.Optional(PriceExplanation),
});
export type RatedEvent = Answered<Static<typeof RatedEvent>>;

export const RatedEvents = Type.Object({ items: Type.Array(RatedEvent) });
export const PriceAnswer = Type.Union([RatedEvent, RatedEvents]);
