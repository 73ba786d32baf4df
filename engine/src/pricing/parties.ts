/**
 * Who takes part in an event and what prices each of them (rating rules, section 7): the paying
 * account, the customers above it, carrier, device and resellers.
 */

import {
  type CompiledAccount,
  type CompiledTrunk,
  sourceInForce,
} from '../compiled/compiled-accounts.js';
import type { CompiledBook } from '../compiled/compiled-book.js';
import type { PriceSource } from '../compiled/table.js';
import type { LegRole, RateOptions } from '../event/event.js';
import { EventFault, quote } from '../event/event-fault.js';
import type { NumberRules } from '../values/number.js';

/** The names of an event. */
export interface PartyNames {
  readonly plan?: string | undefined;
  readonly table?: string | undefined;
  readonly account?: string | undefined;
  readonly trunk?: string | undefined;
  readonly carrier?: string | undefined;
  readonly device?: string | undefined;
}

export interface Party {
  readonly role: LegRole;
  readonly account: CompiledAccount | null;
  /** A trunk whose own assignment comes before the account's. */
  readonly trunk: CompiledTrunk | null;
  /** A plan or table named outright, in place of any assignment. */
  readonly source: PriceSource | null;
}

export interface Parties {
  readonly rules: NumberRules;
  readonly paying: Party;
  /** Customers above, carrier, device, resellers: asked for when they have an assignment. */
  readonly others: readonly Party[];
}

export function partySource(party: Party, atMs: number): PriceSource | null {
  if (party.source !== null) return party.source;
  const ofTrunk = party.trunk === null ? null : sourceInForce(party.trunk.assignments, atMs);
  if (ofTrunk !== null) return ofTrunk;
  return party.account === null ? null : sourceInForce(party.account.assignments, atMs);
}

export function findParties(
  book: CompiledBook,
  eventNames: PartyNames,
  options: RateOptions,
): Parties | EventFault {
  const names = options.ignoreNames === true ? {} : eventNames;
  const trunk = named(book.trunks, names.trunk, 'trunk');
  const account = named(book.accounts, names.account, 'account');
  const carrierName = named(book.accounts, names.carrier, 'carrier');
  const device = named(book.accounts, names.device, 'device');
  const source = namedSource(book, names, options);
  const asCarrier =
    source === null && options.carrier !== undefined
      ? named(book.accounts, options.carrier, 'carrier')
      : null;
  for (const part of [trunk, account, carrierName, device, source, asCarrier]) {
    if (part instanceof EventFault) return part;
  }
  return arrange(
    trunk as CompiledTrunk | null,
    account as CompiledAccount | null,
    carrierName as CompiledAccount | null,
    device as CompiledAccount | null,
    source as PriceSource | null,
    asCarrier as CompiledAccount | null,
    { numberRules: options.numberRules },
  );
}

function arrange(
  trunk: CompiledTrunk | null,
  account: CompiledAccount | null,
  namedCarrier: CompiledAccount | null,
  device: CompiledAccount | null,
  source: PriceSource | null,
  asCarrier: CompiledAccount | null,
  untrunkedRules: NumberRules,
): Parties | EventFault {
  const rules = trunk === null ? untrunkedRules : trunk.rules;
  const carrierTrunk = trunk?.account.kind === 'carrier' ? trunk : null;
  const ownTrunk = carrierTrunk === null ? trunk : null;
  const carrier = namedCarrier ?? carrierTrunk?.account ?? null;
  const fault =
    kindFault(carrier, 'carrier') ??
    kindFault(asCarrier, 'carrier') ??
    kindFault(device, 'device') ??
    trunkFault(carrierTrunk, carrier) ??
    trunkFault(ownTrunk, account);
  if (fault !== null) return fault;
  if (asCarrier !== null) {
    const own = carrierTrunk?.account === asCarrier ? carrierTrunk : null;
    return {
      rules,
      paying: { role: 'carrier', account: asCarrier, trunk: own, source: null },
      others: [],
    };
  }
  const payer = account ?? ownTrunk?.account ?? null;
  const others: Party[] = [];
  const add = (role: LegRole, party: CompiledAccount, of: CompiledTrunk | null): void => {
    others.push({ role, account: party, trunk: of, source: null });
  };
  if (payer !== null && source === null) {
    for (const above of payer.customersAbove) add('customer', above, null);
  }
  if (carrier !== null) add('carrier', carrier, carrierTrunk);
  if (device !== null) add('device', device, null);
  const resellers = [...(payer?.resellersAbove ?? []), ...(device?.resellersAbove ?? [])];
  for (const reseller of new Set(resellers)) add('reseller', reseller, null);
  return { rules, paying: { role: 'customer', account: payer, trunk: ownTrunk, source }, others };
}

function named<T>(
  map: ReadonlyMap<string, T>,
  name: string | undefined,
  what: string,
): T | null | EventFault {
  if (name === undefined || name === '') return null;
  const found = map.get(name);
  if (found !== undefined) return found;
  return new EventFault(what, name, `not in the book; use a name that is`);
}

function namedSource(
  book: CompiledBook,
  names: PartyNames,
  options: RateOptions,
): PriceSource | null | EventFault {
  if (names.plan) return named(book.plans, names.plan, 'plan');
  if (names.table) return named(book.tables, names.table, 'table');
  if (options.plan !== undefined) return named(book.plans, options.plan, 'plan');
  return named(book.tables, options.table, 'table');
}

function kindFault(account: CompiledAccount | null, kind: 'carrier' | 'device'): EventFault | null {
  if (account === null || account.kind === kind) return null;
  const mend = `an account of kind ${account.kind}; name one of kind ${kind}`;
  return new EventFault(kind, account.name, mend);
}

function trunkFault(
  trunk: CompiledTrunk | null,
  account: CompiledAccount | null,
): EventFault | null {
  if (trunk === null || account === null || trunk.account === account) return null;
  const mend = `a trunk of ${quote(trunk.account.name)}, not of ${quote(account.name)}; correct one`;
  return new EventFault('trunk', trunk.name, mend);
}
