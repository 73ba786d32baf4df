/**
 * Who takes part in an event and what prices each of them (rating rules, section 7): the paying
 * account, the customers above it, carrier, device and resellers.
 */

import {
  type CompiledAccount,
  type CompiledTrunk,
  sourceInForce,
} from '../compiled/compiled-accounts.js';
import type { CompiledBook, NameKind } from '../compiled/compiled-book.js';
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
  /** Of the account, or as the event has it where the book knows no such account. */
  readonly name: string | null;
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
  const source = namedSource(book, names, options);
  const passes = (kind: NameKind): boolean =>
    source !== null && (options.unknownNames === 'pass' || !book.kinds.has(kind));
  const trunk = named(book.trunks, names.trunk, 'trunk', passes);
  if (trunk instanceof EventFault) return trunk;
  const account = named(book.accounts, names.account, 'account', passes);
  if (account instanceof EventFault) return account;
  const carrier = named(book.accounts, names.carrier, 'carrier', passes);
  if (carrier instanceof EventFault) return carrier;
  const device = named(book.accounts, names.device, 'device', passes);
  if (device instanceof EventFault) return device;
  if (source instanceof EventFault) return source;
  const isOfCarrier = source === null && options.carrier !== undefined;
  const asCarrier = isOfCarrier
    ? named(book.accounts, options.carrier, 'carrier', () => false)
    : null;
  if (asCarrier instanceof EventFault) return asCarrier;
  const passedName = account === null && names.account ? names.account : null;
  const rules = { numberRules: options.numberRules };
  return arrange({ trunk, account, passedName, carrier, device, source, asCarrier, rules });
}

/** What the names of an event stand for. */
interface Found {
  readonly trunk: CompiledTrunk | null;
  readonly account: CompiledAccount | null;
  /** Name of an account that the book does not know. */
  readonly passedName: string | null;
  readonly carrier: CompiledAccount | null;
  readonly device: CompiledAccount | null;
  readonly source: PriceSource | null;
  /** The carrier whose costs are asked for in place of a customer's price. */
  readonly asCarrier: CompiledAccount | null;
  /** Of numbers that come through no trunk. */
  readonly rules: NumberRules;
}

function arrange(found: Found): Parties | EventFault {
  const { trunk, account, passedName, device, source, asCarrier } = found;
  const rules = trunk === null ? found.rules : trunk.rules;
  const carrierTrunk = trunk?.account.kind === 'carrier' ? trunk : null;
  const ownTrunk = carrierTrunk === null ? trunk : null;
  const carrier = found.carrier ?? carrierTrunk?.account ?? null;
  const fault =
    kindFault(carrier, 'carrier') ??
    kindFault(asCarrier, 'carrier') ??
    kindFault(device, 'device') ??
    trunkFault(carrierTrunk, carrier) ??
    trunkFault(ownTrunk, account);
  if (fault !== null) return fault;
  if (asCarrier !== null) {
    const own = carrierTrunk?.account === asCarrier ? carrierTrunk : null;
    return { rules, paying: party('carrier', asCarrier, own), others: [] };
  }
  const payer = account ?? (passedName === null ? (ownTrunk?.account ?? null) : null);
  const others: Party[] = [];
  if (payer !== null && source === null) {
    for (const above of payer.customersAbove) others.push(party('customer', above, null));
  }
  if (carrier !== null) others.push(party('carrier', carrier, carrierTrunk));
  if (device !== null) others.push(party('device', device, null));
  const resellers = [...(payer?.resellersAbove ?? []), ...(device?.resellersAbove ?? [])];
  for (const reseller of new Set(resellers)) others.push(party('reseller', reseller, null));
  const name = payer?.name ?? passedName;
  const paying: Party = { role: 'customer', account: payer, name, trunk: ownTrunk, source };
  return { rules, paying, others };
}

const party = (role: LegRole, account: CompiledAccount, trunk: CompiledTrunk | null): Party => ({
  role,
  account,
  name: account.name,
  trunk,
  source: null,
});

/** Null where nothing is named, or where an unknown name is passed over. */
function named<T>(
  map: ReadonlyMap<string, T>,
  name: string | undefined,
  kind: NameKind,
  passes: (kind: NameKind) => boolean,
): T | null | EventFault {
  if (name === undefined || name === '') return null;
  const found = map.get(name);
  if (found !== undefined) return found;
  return passes(kind) ? null : unknownName(kind, name);
}

const unknownName = (what: string, name: string): EventFault =>
  new EventFault(what, name, 'not in the book; use a name that is');

function namedSource(
  book: CompiledBook,
  names: PartyNames,
  options: RateOptions,
): PriceSource | null | EventFault {
  if (names.plan) return sourceNamed(book.plans, names.plan, 'plan');
  if (names.table) return sourceNamed(book.tables, names.table, 'table');
  if (options.plan) return sourceNamed(book.plans, options.plan, 'plan');
  if (options.table) return sourceNamed(book.tables, options.table, 'table');
  return null;
}

const sourceNamed = (
  sources: ReadonlyMap<string, PriceSource>,
  name: string,
  what: string,
): PriceSource | EventFault => sources.get(name) ?? unknownName(what, name);

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
