/**
 * Authorizations: may this call start, and for how long. Asked by switches for every call, so all is
 * found in memory. What is wrong with a call is a reason in the answer, never a problem: a switch
 * has to go on.
 */

import { normalize, type RatedEvent, type RatingEvent } from '@ratedeck/engine';
import type { ReadCall } from '../../platform/access/call.js';
import { invalidRequest } from '../../platform/problems/problem.js';
import type { PricedAccount, PricedTrunk } from '../configuration/service.js';
import { type Pricing, parseAddress } from '../live-pricing/service.js';
import { type PriceView, viewOf } from '../rating/service.js';
import { type CarrierCost, carrierCosts, DEFAULT_VOLUMES } from '../simulations/service.js';
import type { Authorization, AuthorizationRequest } from './schema.js';

type Reason = NonNullable<Authorization['reason']>;

/** Who pays. */
interface Party {
  readonly account: PricedAccount;
  readonly trunk: PricedTrunk | null;
}

const WAYS = ['account', 'trunk', 'sourceIp'] as const;

function requireOneWay(request: AuthorizationRequest): void {
  if (WAYS.filter((way) => request[way] !== undefined).length === 1) return;
  const message = 'must say who calls by exactly one of `account`, `trunk` and `sourceIp`';
  throw invalidRequest({ path: 'body', code: 'one_of_three', message });
}

/** `99#4366` fits the trunk whose tech prefix is `99#`; every number one that has none. */
const fitsPrefix = ({ techPrefix }: PricedTrunk, to: string): boolean =>
  techPrefix === '' || normalize(to, { techPrefix }) !== normalize(to);

/** Of trunks that share an address, the one with the longest tech prefix that the number has. */
function trunkOf(
  { things }: Pricing,
  view: PriceView,
  sourceIp: string,
  to: string,
): PricedTrunk | Reason {
  const address = parseAddress(sourceIp);
  if (address === null) {
    const message = 'must be an IP address such as 192.0.2.7 or 2001:db8::7';
    throw invalidRequest({ path: 'body.sourceIp', code: 'bad_address', message });
  }
  const fits = (trunk: PricedTrunk): boolean =>
    view.sees(trunk.accountId) &&
    things.accounts.get(trunk.accountId)!.kind === 'customer' &&
    fitsPrefix(trunk, to);
  const found = things.trunksAround(address, fits);
  const longest = found.reduce((most, { techPrefix }) => Math.max(most, techPrefix.length), 0);
  const [only, ...others] = found.filter(({ techPrefix }) => techPrefix.length === longest);
  if (only === undefined) return 'unknown_source';
  return others.length === 0 ? only : 'ambiguous_source';
}

function partyOf(
  pricing: Pricing,
  view: PriceView,
  { account, trunk, sourceIp, to }: AuthorizationRequest,
): Party | Reason {
  if (account !== undefined) {
    const found = view.account(account);
    return found === null ? 'unknown_account' : { account: found, trunk: null };
  }
  const found = trunk !== undefined ? view.trunk(trunk) : trunkOf(pricing, view, sourceIp!, to);
  if (found === null) return 'unknown_trunk';
  if (typeof found === 'string') return found;
  return { account: pricing.things.accounts.get(found.accountId)!, trunk: found };
}

/** Null where nothing of the parties themselves stands in the way. */
function partyReason({ things }: Pricing, view: PriceView, account: PricedAccount): Reason | null {
  if (account.kind !== 'customer') return 'not_a_customer';
  for (let at: PricedAccount | undefined = account; at !== undefined; ) {
    if (at.status === 'blocked') return view.sees(at.id) ? 'account_blocked' : 'refused_above';
    at = at.parentId === null ? undefined : things.accounts.get(at.parentId);
  }
  return null;
}

/** Of what was priced for all parties: the first that refuses, in words for this caller. */
function priceReason(priced: RatedEvent, shown: RatedEvent): Reason | null {
  if (priced.outcome === 'rated') return null;
  return shown.outcome === 'rated' ? 'refused_above' : shown.outcome;
}

const referenceOf = ({ id, name }: { readonly id: string; readonly name: string }) => ({
  id,
  name,
});

function offerOf({ carrier, leg, margin }: CarrierCost) {
  const { rateTable, code, codeName, amount, currency } = leg;
  const losesMoney = margin === null ? null : margin.amount.startsWith('-');
  const offer = { rateTable, code, codeName, amount, currency, margin, losesMoney };
  return { carrier: referenceOf(carrier), ...offer };
}

function offers(pricing: Pricing, view: PriceView, event: RatingEvent) {
  const { account, trunk, ...rest } = event;
  const payer = trunk === undefined ? { account: account! } : { trunk };
  return carrierCosts(pricing, view, { event: rest, payer })
    .filter(({ carrier, leg }) => carrier.status === 'active' && leg.outcome === 'rated')
    .map(offerOf);
}

function partyFields(party: Party | null): Pick<Authorization, 'account' | 'trunk'> {
  const account = party === null ? null : referenceOf(party.account);
  const trunk = party?.trunk == null ? null : referenceOf(party.trunk);
  return { account, trunk };
}

function refused(reason: Reason, party: Party | null): Authorization {
  const nothing = { maxVolume: null, number: null, legs: [] };
  return { allowed: false, reason, ...partyFields(party), ...nothing };
}

function eventOf(request: AuthorizationRequest, party: Party, now: string): RatingEvent {
  const { to, from, at = now, service = 'voice', tag } = request;
  const volume = DEFAULT_VOLUMES[service];
  return {
    ...{ to, at, volume, service },
    ...(from !== undefined && { from }),
    ...(tag !== undefined && { tag }),
    ...(party.trunk === null ? { account: party.account.name } : { trunk: party.trunk.name }),
  };
}

export function authorize(
  call: ReadCall,
  pricing: Pricing,
  request: AuthorizationRequest,
): Authorization {
  requireOneWay(request);
  const view = viewOf(call, pricing);
  const party = partyOf(pricing, view, request);
  if (typeof party === 'string') return refused(party, null);
  const reason = partyReason(pricing, view, party.account);
  if (reason !== null) return refused(reason, party);
  const event = eventOf(request, party, call.now);
  return priced(pricing, view, { request, party, event });
}

interface Question {
  readonly request: AuthorizationRequest;
  readonly party: Party;
  readonly event: RatingEvent;
}

function priced(
  pricing: Pricing,
  view: PriceView,
  { request: { balance, carriers = false }, party, event }: Question,
): Authorization {
  const result = pricing.rater.rate(event);
  const shown = view.shown(result);
  const reason = priceReason(result, shown);
  const { number } = result;
  const { legs } = shown;
  if (reason !== null) return { ...refused(reason, party), number, legs };
  const maxVolume = balance === undefined ? null : pricing.rater.maxVolume(event, balance).volume;
  if (maxVolume === 0) return { ...refused('no_balance', party), maxVolume, number, legs };
  return {
    ...{ allowed: true, reason: null, maxVolume, ...partyFields(party), number, legs },
    ...(carriers !== false && { carriers: offers(pricing, view, event) }),
  };
}
