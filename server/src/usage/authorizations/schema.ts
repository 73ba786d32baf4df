/** What the API says of authorizations: may this call start, and for how long. */

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
import { Reference, Service } from '../../tariffs/rate-tables/schema.js';
import { CalledNumber, CallingNumber, Leg, Margin } from '../rating/schema.js';
import { Balance } from '../simulations/schema.js';

const REFERENCE_LENGTH_MAX = 200;
const named = (description: string) =>
  Type.Optional(Type.String({ ...freeText(REFERENCE_LENGTH_MAX), description }));

export const AuthorizationRequest = Type.Object({
  account: named('Who calls, by id or name; digits are an id.'),
  trunk: named('The trunk that the call came through, by id or name; digits are an id.'),
  sourceIp: named(
    'The address that the call came from: with the tech prefix of `to` it says the trunk.',
  ),
  to: CalledNumber,
  from: Type.Optional(CallingNumber),
  at: Type.Optional(Type.String({ ...Instant, description: 'Left out: now.' })),
  service: Type.Optional(Service),
  tag: Type.Optional(
    Type.String({ ...ThingName, description: 'Rates with this tag or none take part.' }),
  ),
  balance: Type.Optional(Balance),
  carriers: Type.Optional(
    Type.Unsafe<boolean | 'all'>({
      type: ['boolean', 'string'],
      enum: [true, false, 'all'],
      description: 'Whether the carriers are listed, in the order of their cost.',
    }),
  ),
});
export type AuthorizationRequest = Static<typeof AuthorizationRequest>;

export const reasons = [
  'unknown_account',
  'unknown_trunk',
  'unknown_source',
  'ambiguous_source',
  'not_a_customer',
  'account_blocked',
  'invalid_number',
  'invalid_event',
  'no_plan',
  'no_rate',
  'blocked',
  'refused_above',
  'no_balance',
] as const;

/** What a carrier takes for the call, and what remains of the customer's price. */
export const CarrierOffer = Type.Object({
  carrier: Reference,
  rateTable: nullable(Type.String()),
  code: nullable(Type.String()),
  codeName: nullable(Type.String()),
  amount: nullable(Money),
  currency: nullable(Currency),
  margin: nullable(Margin),
  losesMoney: nullable(
    Type.Boolean({ description: 'Null: the margin cannot be said, or is not for this caller.' }),
  ),
});

export const Authorization = Type.Object({
  allowed: Type.Boolean(),
  reason: nullable(
    choice(
      reasons,
      'Why not. `refused_above`: by an account above that the caller does not see; what `no_rate` ' +
        'lacks is in the legs.',
    ),
  ),
  maxVolume: nullable(
    Type.Number({
      description: 'Whole seconds that `balance` pays for, at most a day; null: it was not given.',
    }),
  ),
  account: nullable(Reference),
  trunk: nullable(Reference),
  number: nullable(Type.String({ description: 'The called number, normalised.' })),
  legs: Type.Array(Leg, {
    description: 'What each party pays for a minute (a message, a mebibyte).',
  }),
  carriers: Type.Optional(
    Type.Array(CarrierOffer, { description: 'Active ones with a rate, the cheapest first.' }),
  ),
});
export type Authorization = Answered<Static<typeof Authorization>>;
