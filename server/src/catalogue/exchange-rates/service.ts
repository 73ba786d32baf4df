/**
 * Exchange rates: what one currency is worth in another, each from an instant on. All accounts share
 * them, so the operator keeps them. Pair and instant are fixed: another day's rate is another one,
 * so what was converted before can still be told.
 */

import { formatInstant, parseInstant } from '@ratedeck/engine';
import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import { requireVersion } from '../../platform/access/expected-version.js';
import { auditOf } from '../../platform/audit-trail/record-audit.js';
import { bookFaults } from '../../platform/book-rules/service.js';
import type { Page } from '../../platform/db/page.js';
import { invalidRequest, notFound, Problem } from '../../platform/problems/problem.js';
import type {
  ExchangeRate,
  ExchangeRateEdit,
  ExchangeRateQuery,
  NewExchangeRate,
} from './schema.js';
import * as store from './store.js';

export function listExchangeRates(
  call: ReadCall,
  query: ExchangeRateQuery,
): Promise<Page<ExchangeRate>> {
  return store.listExchangeRates(call.db, query);
}

/** By pair and date. */
export function allExchangeRates({ db }: Pick<ReadCall, 'db'>): Promise<ExchangeRate[]> {
  return store.allExchangeRates(db);
}

export async function getExchangeRate(call: ReadCall, id: string): Promise<ExchangeRate> {
  const exchangeRate = await store.findExchangeRate(call.db, id);
  if (exchangeRate === null) throw notFound('exchange rate', id);
  return exchangeRate;
}

/** The date as the instant at which it begins; refuses what the book would not take. */
function validRate({ from, to, rate, date }: NewExchangeRate): NewExchangeRate {
  const faults = bookFaults({ exchangeRates: [{ from, to, rate, date }] }, (path) =>
    path.replace(/^exchangeRates\[0\][.]?/, ''),
  );
  const instant = parseInstant(date);
  if (faults.length > 0 || instant === null) throw invalidRequest(...faults);
  return { from, to, rate, date: formatInstant(instant) };
}

export async function createExchangeRate(
  call: WriteCall,
  input: NewExchangeRate,
): Promise<ExchangeRate> {
  const valid = validRate(input);
  const id = await store.insertExchangeRate(call.db, valid);
  if (id === null) {
    const { from, to, date } = valid;
    const detail = `${from} to ${to} has a rate from ${date} on already: edit that one`;
    throw new Problem('conflict', detail);
  }
  const exchangeRate = await getExchangeRate(call, id);
  await audit(call, 'create', null, exchangeRate);
  return exchangeRate;
}

export async function editExchangeRate(
  call: WriteCall,
  id: string,
  { rate }: ExchangeRateEdit,
): Promise<ExchangeRate> {
  const before = await lockExchangeRate(call, id);
  const valid = validRate({ ...before, rate });
  await store.updateExchangeRate(call.db, id, valid.rate);
  const exchangeRate = await getExchangeRate(call, id);
  await audit(call, 'edit', before, exchangeRate);
  return exchangeRate;
}

export async function deleteExchangeRate(call: WriteCall, id: string): Promise<void> {
  const exchangeRate = await lockExchangeRate(call, id);
  await store.deleteExchangeRate(call.db, id);
  await audit(call, 'delete', exchangeRate, null);
}

async function lockExchangeRate(call: WriteCall, id: string): Promise<ExchangeRate> {
  const exchangeRate = await store.lockExchangeRate(call.db, id);
  if (exchangeRate === null) throw notFound('exchange rate', id);
  requireVersion(call, exchangeRate);
  return exchangeRate;
}

/** Only the operator's users write, so the entries are the operator's. */
const audit = auditOf<ExchangeRate>(({ id, from, to }, { principal }) => ({
  ...{ noun: 'exchange-rate', id, name: `${from} to ${to}`, ownerId: principal.accountId },
}));
