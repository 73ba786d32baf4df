/**
 * The naive reference rater: the rating rules written down as plainly as can be, with no index and
 * no cache. It judges the engine and takes no code from it, only the types of books and events.
 */

import type { Book } from '../../src/book/book.js';
import type {
  MaxVolumeOptions,
  Outcome,
  RatedEvent,
  RateOptions,
  RatingEvent,
} from '../../src/event/event.js';
import { compare, parseDecimal } from './fraction.js';
import { parseVolume } from './reference-charge.js';
import { EMPTY_LEG, type PricedLeg, priceLeg } from './reference-leg.js';
import { marginOf, remarkOf } from './reference-margin.js';
import { referenceCaller, referenceNormalize } from './reference-number.js';
import { accountNamed, partiesOf, trunkNamed } from './reference-parties.js';
import type { Query } from './reference-selection.js';
import { parseInstant } from './reference-time.js';

const SERVICES = ['voice', 'sms', 'data'];

/** What is wrong with the fields of an event; null when they can be used. */
function eventFault(book: Book, event: RatingEvent, options: RateOptions): string | null {
  const service = event.service ?? 'voice';
  if (!SERVICES.includes(service)) return `unknown service ${JSON.stringify(service)}`;
  if (parseInstant(event.at) === null) return `at is no instant: ${JSON.stringify(event.at)}`;
  if (parseVolume(event.volume, service) === null) {
    return `volume is no volume of ${service}: ${JSON.stringify(event.volume)}`;
  }
  const missing = (list: readonly { name: string }[] | undefined, name: string | undefined) =>
    name !== undefined && !(list ?? []).some((each) => each.name === name);
  for (const plan of [event.plan, options.plan]) {
    if (missing(book.ratingPlans, plan)) return `unknown rating plan ${JSON.stringify(plan)}`;
  }
  for (const table of [event.table, options.table]) {
    if (missing(book.rateTables, table)) return `unknown rate table ${JSON.stringify(table)}`;
  }
  const { account, carrier, device, trunk } = passedOver(book, event, options);
  if (missing(book.trunks, trunk)) return `unknown trunk ${JSON.stringify(trunk)}`;
  for (const name of [account, carrier, device, options.carrier]) {
    if (missing(book.accounts, name)) return `unknown account ${JSON.stringify(name)}`;
  }
  for (const name of [carrier, options.carrier]) {
    if (name !== undefined && accountNamed(book, name)?.kind !== 'carrier') {
      return `account ${JSON.stringify(name)} is no carrier`;
    }
  }
  if (device !== undefined && accountNamed(book, device)?.kind !== 'device') {
    return `account ${JSON.stringify(device)} is no device`;
  }
  return trunkFault(book, event);
}

/**
 * The event without the names that nobody knows, where they don't matter: a plan or table is named,
 * and the book has nothing of that kind or unknown names are to pass. The account's name stays.
 */
function passedOver(book: Book, event: RatingEvent, options: RateOptions): RatingEvent {
  if ((event.plan ?? event.table ?? options.plan ?? options.table) === undefined) return event;
  const accounts = book.accounts ?? [];
  const kinds = accounts.map(({ kind }) => kind);
  const has = {
    account: kinds.some((kind) => kind === 'customer' || kind === 'reseller'),
    carrier: kinds.includes('carrier'),
    device: kinds.includes('device'),
    trunk: (book.trunks ?? []).length > 0,
  };
  const kept: Record<string, unknown> = { ...event };
  for (const kind of ['account', 'carrier', 'device', 'trunk'] as const) {
    const list: readonly { readonly name: string }[] =
      kind === 'trunk' ? (book.trunks ?? []) : accounts;
    const isKnown = list.some(({ name }) => name === event[kind]);
    if (!isKnown && (options.unknownNames === 'pass' || !has[kind])) delete kept[kind];
  }
  return kept as unknown as RatingEvent;
}

/** A trunk is that of the party it stands for: of the carrier when its owner is one. */
function trunkFault(book: Book, event: RatingEvent): string | null {
  const owner = accountNamed(book, trunkNamed(book, event.trunk)?.account);
  if (owner === null) return null;
  const named = owner.kind === 'carrier' ? event.carrier : event.account;
  if (named === undefined || named === owner.name) return null;
  return `trunk ${JSON.stringify(event.trunk)} belongs to ${owner.name}, not to ${named}`;
}

/** Refused before any leg was priced: the account is the one that the event names, as it stands. */
function refusal(event: RatingEvent, outcome: Outcome, reason: string): RatedEvent {
  return {
    id: event.id ?? null,
    number: null,
    ...EMPTY_LEG,
    role: 'customer',
    account: event.account ?? null,
    outcome,
    reason,
    legs: [],
    margin: null,
    marginReason: null,
  };
}

export function referenceRate(
  book: Book,
  event: RatingEvent,
  options: RateOptions = {},
): RatedEvent {
  const fault = eventFault(book, event, options);
  if (fault !== null) return refusal(event, 'invalid_event', fault);
  const atMs = parseInstant(event.at)!;
  const service = event.service ?? 'voice';
  const rules = trunkNamed(book, event.trunk) ?? {};
  const known = passedOver(book, event, options);
  const { account: name } = event;
  const named = name === undefined ? known : { ...known, account: name };
  const parties = partiesOf(book, named, options, atMs);
  const number = referenceNormalize(event.to, rules);
  if (number === null) {
    return refusal(event, 'invalid_number', `not a number: ${JSON.stringify(event.to)}`);
  }
  const caller = referenceCaller(event.from, rules);
  const query: Query = { service, number, caller, tag: event.tag, atMs };
  const volumeMilli = parseVolume(event.volume, service)!;
  const { account, source } = parties.payer;
  const role = parties.payerRole;
  const paying: PricedLeg =
    source === null
      ? { leg: { ...EMPTY_LEG, role, account, outcome: 'no_plan' }, net: null }
      : priceLeg(book, { role, account, source }, query, volumeMilli);
  const others = parties.others.map((party) => priceLeg(book, party, query, volumeMilli));
  const customers = [paying, ...others.filter(({ leg }) => leg.role === 'customer')];
  const costs = others.filter(({ leg }) => leg.role !== 'customer');
  const deciding = customers.find(({ leg }) => leg.outcome !== 'rated') ?? paying;
  const isRated = deciding.leg.outcome === 'rated';
  const marginResult = marginOf(book, customers, costs, atMs, options.marginCurrency);
  return {
    id: event.id ?? null,
    number,
    ...deciding.leg,
    reason: isRated ? remarkOf(costs, marginResult) : deciding.leg.reason,
    legs: [paying, ...others].map(({ leg }) => leg),
    ...marginResult,
  };
}

export interface ReferenceMaxVolume {
  /** Null when the event is refused. */
  readonly volume: number | null;
  readonly outcome: Outcome;
  readonly reason: string | null;
}

const VOLUME_MAX = { voice: 86_400, sms: 100_000, data: 1_099_511_627_776 } as const;

export function referenceMaxVolume(
  book: Book,
  event: RatingEvent,
  balance: string,
  options: MaxVolumeOptions = {},
): ReferenceMaxVolume {
  const rated = (volume: number) => referenceRate(book, { ...event, volume }, options);
  const first = rated(0);
  const { outcome, reason } = first;
  if (outcome !== 'rated') return { volume: null, outcome, reason };
  const limit = parseDecimal(balance);
  const isPaid = (volume: number) => compare(parseDecimal(rated(volume).amount!), limit) <= 0;
  let low = 0;
  let high = options.volumeMax ?? VOLUME_MAX[event.service ?? 'voice'];
  if (isPaid(high)) return { volume: high, outcome, reason };
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isPaid(middle)) low = middle;
    else high = middle;
  }
  return { volume: low, outcome, reason };
}
