/** What the API says of simulations: what a call would cost, by whom and by what it is asked. */

import Type, { type Static } from 'typebox';
import type { Answered } from '../../platform/http/route.js';
import {
  Currency,
  choice,
  Id,
  Instant,
  Money,
  nullable,
  ThingName,
} from '../../platform/http/schemas.js';
import { Reference, Service } from '../../tariffs/rate-tables/schema.js';
import {
  CalledNumber,
  CallingNumber,
  EventVolume,
  Margin,
  NearRate,
  Outcome,
  PriceExplanation,
} from '../rating/schema.js';

const PLANS_MAX = 1000;
/** With explanations, which are long. */
export const EXPLAINED_ITEMS_MAX = 200;

export const Balance = Type.String({
  pattern: '^-?[0-9]{1,20}([.][0-9]{1,10})?$',
  description: 'Money in the currency of the price.',
  examples: ['10.00'],
});

export const SimulationRequest = Type.Object({
  to: CalledNumber,
  from: Type.Optional(CallingNumber),
  at: Type.Optional(Type.String({ ...Instant, description: 'Left out: now.' })),
  volume: Type.Optional(EventVolume),
  service: Type.Optional(Service),
  tag: Type.Optional(
    Type.String({ ...ThingName, description: 'Rates with this tag or none take part.' }),
  ),
  ratingPlanIds: Type.Optional(
    Type.Union([Type.Array(Id, { maxItems: PLANS_MAX }), Type.Literal('all')], {
      description: 'Each of these plans, or `all` that the caller sees and that are not archived.',
    }),
  ),
  accountId: Type.Optional(Type.String({ ...Id, description: 'Its price, with its chain.' })),
  trunkId: Type.Optional(
    Type.String({ ...Id, description: 'Its price, with its chain; its rules normalise `to`.' }),
  ),
  carrierId: Type.Optional(Type.String({ ...Id, description: 'What it costs.' })),
  carriers: Type.Optional(
    choice(
      ['all'],
      'What each carrier costs, the cheapest first; with the margin when an account or a trunk is named.',
    ),
  ),
  balance: Type.Optional(Balance),
  explain: Type.Optional(Type.Boolean()),
});
export type SimulationRequest = Static<typeof SimulationRequest>;

export const SimulationItem = Type.Object({
  ratingPlan: Type.Optional(Reference),
  account: Type.Optional(Reference),
  trunk: Type.Optional(Reference),
  carrier: Type.Optional(Reference),
  outcome: Outcome,
  reason: nullable(Type.String()),
  rateTable: nullable(Type.String()),
  code: nullable(Type.String()),
  codeName: nullable(Type.String()),
  billedVolume: nullable(Type.Number()),
  amount: nullable(Money),
  currency: nullable(Currency),
  margin: Type.Optional(nullable(Margin)),
  maxVolume: Type.Optional(
    nullable(Type.Number({ description: 'The largest whole volume that `balance` pays for.' })),
  ),
  nearest: Type.Optional(
    Type.Array(NearRate, {
      description: 'Where there is no rate: those that come nearest, the nearest first.',
    }),
  ),
  explanation: Type.Optional(PriceExplanation),
});
export type SimulationItem = Answered<Static<typeof SimulationItem>>;

export const Simulation = Type.Object({
  number: nullable(Type.String({ description: 'The called number, normalised.' })),
  at: Instant,
  volume: Type.Number(),
  items: Type.Array(SimulationItem),
});
export type Simulation = Answered<Static<typeof Simulation>>;
