/**
 * Who takes part in an event and by which plan each party is priced (rating rules, section 7).
 *
 * Order: paying account, customers above it, carrier, device, resellers above the customer, then
 * those above the device.
 */

import type { Account, Assignment, Book, Trunk } from '../../src/book/book.js';
import type { RateOptions, RatingEvent } from '../../src/event/event.js';
import type { Party } from './reference-leg.js';
import { type Source, sourceOfPlan, sourceOfTable } from './reference-selection.js';
import { requireInstant } from './reference-time.js';

export interface Parties {
  readonly payer: { readonly account: string | null; readonly source: Source | null };
  readonly payerRole: 'customer' | 'carrier';
  readonly others: readonly Party[];
}

export function accountNamed(book: Book, name: string | undefined): Account | null {
  return (book.accounts ?? []).find((account) => account.name === name) ?? null;
}

export function trunkNamed(book: Book, name: string | undefined): Trunk | null {
  return (book.trunks ?? []).find((trunk) => trunk.name === name) ?? null;
}

function activatesAtMs(assignment: Assignment): number {
  if (assignment.activatesAt === undefined) return -Infinity;
  return requireInstant(assignment.activatesAt);
}

function inForce(book: Book, atMs: number, holder: { account?: string; trunk?: string }) {
  let latest: Assignment | null = null;
  for (const assignment of book.assignments ?? []) {
    if (assignment.account !== holder.account || assignment.trunk !== holder.trunk) continue;
    if (activatesAtMs(assignment) > atMs) continue;
    if (latest === null || activatesAtMs(assignment) > activatesAtMs(latest)) latest = assignment;
  }
  // What ended leaves nothing behind, whatever was assigned before.
  if (latest?.endsAt !== undefined && requireInstant(latest.endsAt) <= atMs) return null;
  return latest;
}

/** The trunk's assignment where the trunk is this account's own, else the account's. */
function assignedSource(
  book: Book,
  account: string,
  trunk: Trunk | null,
  atMs: number,
): Source | null {
  const own = trunk !== null && trunk.account === account ? trunk : null;
  const assignment =
    (own === null ? null : inForce(book, atMs, { trunk: own.name })) ??
    inForce(book, atMs, { account });
  if (assignment === null) return null;
  if (assignment.ratingPlan !== undefined) return sourceOfPlan(book, assignment.ratingPlan);
  return sourceOfTable(book, assignment.rateTable!);
}

/** The accounts above, nearest first. */
function ancestors(book: Book, name: string | undefined): Account[] {
  const above: Account[] = [];
  let account = accountNamed(book, accountNamed(book, name)?.parent);
  while (account !== null) {
    above.push(account);
    account = accountNamed(book, account.parent);
  }
  return above;
}

/** A plan or a table named by the event, else by the caller of the rater. */
function namedSource(book: Book, event: RatingEvent, options: RateOptions): Source | null {
  const own = event.plan !== undefined || event.table !== undefined;
  const { plan, table } = own ? event : options;
  if (plan !== undefined) return sourceOfPlan(book, plan);
  return table === undefined ? null : sourceOfTable(book, table);
}

export function partiesOf(
  book: Book,
  event: RatingEvent,
  options: RateOptions,
  atMs: number,
): Parties {
  const trunk = trunkNamed(book, event.trunk);
  const trunkIsCarriers = accountNamed(book, trunk?.account)?.kind === 'carrier';
  const named = namedSource(book, event, options);
  if (named === null && options.carrier !== undefined) {
    const source = assignedSource(book, options.carrier, trunk, atMs);
    return { payer: { account: options.carrier, source }, payerRole: 'carrier', others: [] };
  }
  const payer = event.account ?? (trunkIsCarriers ? undefined : trunk?.account);
  const carrier = event.carrier ?? (trunkIsCarriers ? trunk?.account : undefined);
  const others: Party[] = [];
  const take = (role: Party['role'], account: string) => {
    const source = assignedSource(book, account, trunk, atMs);
    if (source !== null) others.push({ role, account, source });
  };
  const abovePayer = ancestors(book, payer);
  if (named === null) {
    for (const account of abovePayer) {
      if (account.kind === 'customer') take('customer', account.name);
    }
  }
  if (carrier !== undefined) take('carrier', carrier);
  if (event.device !== undefined) take('device', event.device);
  const resellers = [...abovePayer, ...ancestors(book, event.device)]
    .filter((account) => account.kind === 'reseller')
    .map((account) => account.name);
  for (const reseller of new Set(resellers)) take('reseller', reseller);
  const assigned = payer === undefined ? null : assignedSource(book, payer, trunk, atMs);
  return {
    payer: { account: payer ?? null, source: named ?? assigned },
    payerRole: 'customer',
    others,
  };
}
