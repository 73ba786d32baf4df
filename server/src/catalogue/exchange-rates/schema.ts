/**
 * What the API says of exchange rates. Currencies, rates and dates are texts where they come in:
 * what they may be is the engine's rule, which tells all their faults at once.
 */

import Type, { type Static } from 'typebox';
import {
  Currency,
  Id,
  Instant,
  listQuery,
  pageOf,
  Ratio,
  Version,
} from '../../platform/http/schemas.js';

export const ExchangeRate = Type.Object({
  id: Id,
  version: Version,
  from: Currency,
  to: Currency,
  rate: Ratio,
  date: Type.String({ ...Instant, description: 'Instant from which it holds.' }),
  createdAt: Instant,
});
export type ExchangeRate = Static<typeof ExchangeRate>;

const given = (description: string, example: string) =>
  Type.String({ maxLength: 64, description, examples: [example] });
const rate = given('Units of `to` for one unit of `from`: above 0, up to 10 decimals.', '1.0835');

export const NewExchangeRate = Type.Object({
  from: given('Currency that is converted (ISO 4217).', 'EUR'),
  to: given('Currency that comes out.', 'USD'),
  rate,
  date: given('Date (from 00:00 UTC on) or instant from which it holds.', '2026-11-21'),
});
export type NewExchangeRate = Static<typeof NewExchangeRate>;

export const ExchangeRateEdit = Type.Object({ rate });
export type ExchangeRateEdit = Static<typeof ExchangeRateEdit>;

export const ExchangeRateQuery = listQuery(['date', 'createdAt'] as const, {
  from: Type.Optional(Currency),
  to: Type.Optional(Currency),
});
export type ExchangeRateQuery = Static<typeof ExchangeRateQuery>;

export const ExchangeRatePage = pageOf(ExchangeRate);
