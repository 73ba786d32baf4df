/**
 * Simulations: what a call would cost against plans, an account or a trunk, carriers; each asked by
 * itself, so that one that has no price hides no other.
 */

import {
  type Leg,
  normalize,
  parseVolume,
  type RateOptions,
  type RatingEvent,
  volumeNumber,
} from '@ratedeck/engine';
import type { ReadCall } from '../../platform/access/call.js';
import { invalidRequest, notFound } from '../../platform/problems/problem.js';
import type { PricedAccount, PricedTrunk } from '../configuration/service.js';
import type { Pricing } from '../live-pricing/service.js';
import { type PriceView, priceOf, type ShownPrice, viewOf } from '../rating/service.js';
import {
  type AskedPrice,
  type CarrierCost,
  carrierCost,
  carrierCosts,
  type Payer,
} from './carrier-costs.js';
import {
  EXPLAINED_ITEMS_MAX,
  type Simulation,
  type SimulationItem,
  type SimulationRequest,
} from './schema.js';

export { type CarrierCost, carrierCosts } from './carrier-costs.js';

/** A minute, a message, a mebibyte: what a price pays for. */
export const DEFAULT_VOLUMES = { voice: 60, sms: 1, data: 1_048_576 } as const;

type Subject = Pick<SimulationItem, 'ratingPlan' | 'account' | 'trunk' | 'carrier'>;

class Simulator {
  readonly #pricing: Pricing;
  readonly #view: PriceView;
  readonly #request: SimulationRequest;
  readonly #event: RatingEvent;

  constructor(pricing: Pricing, view: PriceView, request: SimulationRequest, event: RatingEvent) {
    this.#pricing = pricing;
    this.#view = view;
    this.#request = request;
    this.#event = event;
  }

  /** By the assignments of an account or a trunk, with its chain; or by a plan. */
  priced(subject: Subject, names: Partial<RatingEvent>, options: RateOptions = {}): SimulationItem {
    const { explain = false, balance } = this.#request;
    const event = { ...this.#event, ...names };
    const price = priceOf(this.#pricing, this.#view, event, { ...options, explain });
    const { margin } = price;
    return {
      ...subject,
      ...itemOf(price),
      ...this.#nearest(price, price, { event, options }),
      ...(margin !== null && { margin }),
      ...(balance !== undefined && { maxVolume: this.#maxVolume(price, event, options, balance) }),
      ...(price.explanation !== undefined && { explanation: price.explanation }),
    };
  }

  #maxVolume(price: ShownPrice, event: RatingEvent, options: RateOptions, balance: string) {
    if (price.outcome !== 'rated') return null;
    // The event was priced, so its names are those of the rater.
    const asked = this.#view.asked(event) as RatingEvent;
    return this.#pricing.rater.maxVolume(asked, balance, options).volume;
  }

  carriers(payer: Payer | null): SimulationItem[] {
    const { explain = false } = this.#request;
    const question = { event: this.#event, payer, explain };
    const costs = carrierCosts(this.#pricing, this.#view, question);
    return costs.map((cost) => this.#carrierItem(cost, payer));
  }

  carrier(carrier: PricedAccount, payer: Payer | null): SimulationItem {
    const { explain = false } = this.#request;
    const question = { event: this.#event, payer, explain };
    return this.#carrierItem(carrierCost(this.#pricing, this.#view, carrier, question), payer);
  }

  #carrierItem(cost: CarrierCost, payer: Payer | null): SimulationItem {
    const { carrier, leg, margin, price, asked } = cost;
    const { explanation } = price;
    const own = explanation && {
      ...explanation,
      legs: explanation.legs.filter(({ leg: { role } }) => role === 'carrier'),
    };
    return {
      carrier: referenceOf(carrier),
      ...itemOf(leg),
      ...this.#nearest({ role: 'carrier', account: carrier.name, ...leg }, price, asked),
      ...(payer !== null && { margin }),
      ...(own !== undefined && { explanation: own }),
    };
  }

  /** What comes nearest to the event where a leg of it has no rate. */
  #nearest(
    { role, account, outcome }: Pick<Leg, 'role' | 'account' | 'outcome'>,
    price: ShownPrice,
    { event, options }: AskedPrice,
  ): Pick<SimulationItem, 'nearest'> {
    if (outcome !== 'no_rate') return {};
    const explained =
      price.explanation === undefined
        ? priceOf(this.#pricing, this.#view, event, { ...options, explain: true })
        : price;
    const own = explained.explanation?.legs.find(
      ({ leg }) => leg.role === role && leg.account === account,
    );
    return { nearest: own?.nearest ?? [] };
  }
}

function itemOf(leg: CarrierCost['leg']): Omit<SimulationItem, keyof Subject> {
  const { outcome, reason, rateTable, code, codeName, billedVolume, amount, currency } = leg;
  return { outcome, reason, rateTable, code, codeName, billedVolume, amount, currency };
}

const referenceOf = ({ id, name }: { readonly id: string; readonly name: string }) => ({
  id,
  name,
});

interface Asked {
  readonly account: PricedAccount | null;
  readonly trunk: PricedTrunk | null;
  readonly carrier: PricedAccount | null;
  readonly plans: readonly {
    readonly id: string;
    readonly name: string;
    readonly reference: string;
  }[];
}

/** What the ids of a request stand for, as far as the caller sees it. */
function askedOf(
  { things }: Pricing,
  view: PriceView,
  { accountId, trunkId, carrierId, ratingPlanIds }: SimulationRequest,
): Asked {
  const found = <Thing>(
    noun: string,
    id: string | undefined,
    thing: Thing | null,
  ): Thing | null => {
    if (id !== undefined && thing === null) throw notFound(noun, id);
    return thing;
  };
  const account = found('account', accountId, view.account(accountId ?? ''));
  const trunk = found('trunk', trunkId, view.trunk(trunkId ?? ''));
  const carrier = found('carrier', carrierId, view.account(carrierId ?? ''));
  if (carrier !== null && carrier.kind !== 'carrier') {
    const message = `must be a carrier; "${carrier.name}" is a ${carrier.kind}`;
    throw invalidRequest({ path: 'body.carrierId', code: 'wrong_kind', message });
  }
  const seen = [...things.plans.values()].filter((plan) => view.seesPrice('plan', plan));
  if (ratingPlanIds === 'all') {
    const plans = seen.filter(({ status }) => status === 'active');
    return { account, trunk, carrier, plans };
  }
  const byId = new Map(seen.map((plan) => [plan.id, plan]));
  const plans = (ratingPlanIds ?? []).map((id) => {
    const plan = byId.get(id);
    if (plan === undefined) throw notFound('rating plan', id);
    return plan;
  });
  return { account, trunk, carrier, plans };
}

function requireFew(count: number, { explain = false }: SimulationRequest): void {
  if (!explain || count <= EXPLAINED_ITEMS_MAX) return;
  const message = `at most ${EXPLAINED_ITEMS_MAX} items are explained at once; these are ${count}`;
  throw invalidRequest({ path: 'body.explain', code: 'too_many', message });
}

function eventOf(request: SimulationRequest, now: string): RatingEvent {
  const { to, from, at = now, service = 'voice', tag } = request;
  const volume = request.volume ?? DEFAULT_VOLUMES[service];
  return {
    to,
    at,
    volume,
    service,
    ...(from !== undefined && { from }),
    ...(tag !== undefined && { tag }),
  };
}

/** A customer's trunk pays; a carrier's says what the carrier costs there. */
function trunkItem(simulator: Simulator, trunk: PricedTrunk, owner: PricedAccount, to: string) {
  const subject = { trunk: referenceOf(trunk) };
  const options = owner.kind === 'carrier' ? { carrier: owner.name } : {};
  return simulator.priced(subject, { trunk: trunk.name, to }, options);
}

export function simulate(call: ReadCall, pricing: Pricing, request: SimulationRequest): Simulation {
  const view = viewOf(call, pricing);
  const { account, trunk, carrier, plans } = askedOf(pricing, view, request);
  const { things, rater } = pricing;
  requireFew(plans.length + (request.carriers === 'all' ? things.carriers.length : 0), request);
  const written = eventOf(request, call.now);
  const { service = 'voice', volume } = written;
  const measured = parseVolume(volume, service);
  if (measured === null) {
    const message = 'must be seconds with up to 3 decimals, whole messages or whole bytes';
    throw invalidRequest({ path: 'body.volume', code: 'bad_volume', message });
  }
  const number =
    trunk === null ? normalize(written.to) : rater.rate({ ...written, trunk: trunk.name }).number;
  // Rules of a trunk apply once: whoever is asked beside it gets the number that they made.
  const event = trunk === null || number === null ? written : { ...written, to: number };
  const simulator = new Simulator(pricing, view, request, event);
  const payer = payerOf(pricing, account, trunk, written.to);
  const items: SimulationItem[] = [
    ...plans.map((plan) => {
      return simulator.priced({ ratingPlan: referenceOf(plan) }, {}, { plan: plan.reference });
    }),
    ...(account === null ? [] : [accountItem(simulator, account)]),
    ...(trunk === null
      ? []
      : [trunkItem(simulator, trunk, things.accounts.get(trunk.accountId)!, written.to)]),
    ...(carrier === null ? [] : [simulator.carrier(carrier, payer)]),
    ...(request.carriers === 'all' ? simulator.carriers(payer) : []),
  ];
  const at = new Date(written.at).toISOString();
  return { number, at, volume: volumeNumber(measured, service), items };
}

function accountItem(simulator: Simulator, account: PricedAccount): SimulationItem {
  const subject = { account: referenceOf(account) };
  if (account.kind === 'carrier') return simulator.priced(subject, {}, { carrier: account.name });
  return simulator.priced(subject, { account: account.name });
}

/** Who pays what is set against the costs: a customer's trunk before an account. */
function payerOf(
  { things }: Pricing,
  account: PricedAccount | null,
  trunk: PricedTrunk | null,
  to: string,
): Payer | null {
  const isCustomers = trunk !== null && things.accounts.get(trunk.accountId)!.kind !== 'carrier';
  // The rules of the trunk are for the number as it was given.
  if (isCustomers) return { trunk: trunk.name, to };
  return account === null || account.kind === 'carrier' ? null : { account: account.name };
}
