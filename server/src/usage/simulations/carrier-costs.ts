/**
 * What each carrier costs for one event, side by side: the cheapest first, in one currency, and what
 * remains of a customer's price. Who has no price comes last, who cannot be compared for want of an
 * exchange rate before them.
 */

import {
  compareMoney,
  type Leg,
  type Margin,
  type RateOptions,
  type RatingEvent,
} from '@ratedeck/engine';
import type { PricedAccount } from '../configuration/service.js';
import type { Pricing } from '../live-pricing/service.js';
import { type PriceView, priceOf, type ShownPrice } from '../rating/service.js';

/** Who pays for the event; null: nobody is asked. */
export interface Payer {
  readonly account?: string;
  readonly trunk?: string;
  /** The called number as it came through the trunk. */
  readonly to?: string;
}

export interface CarrierCost {
  readonly carrier: PricedAccount;
  /** What the carrier's price list says. */
  readonly leg: Pick<
    Leg,
    | 'outcome'
    | 'reason'
    | 'rateTable'
    | 'code'
    | 'codeName'
    | 'billedVolume'
    | 'amount'
    | 'net'
    | 'currency'
  >;
  /** Null: nobody pays, or it cannot be said. */
  readonly margin: Margin | null;
  readonly price: ShownPrice;
  readonly asked: AskedPrice;
}

/** The event and the options that were priced. */
export interface AskedPrice {
  readonly event: RatingEvent;
  readonly options: RateOptions;
}

export interface CostQuestion {
  readonly event: RatingEvent;
  readonly payer: Payer | null;
  readonly explain?: boolean;
}

const NO_PLAN: CarrierCost['leg'] = {
  ...{ reason: null, rateTable: null, code: null, codeName: null },
  ...{ billedVolume: null, amount: null, net: null, currency: null },
  outcome: 'no_plan',
};

export function carrierCost(
  pricing: Pricing,
  view: PriceView,
  carrier: PricedAccount,
  { event, payer, explain = false }: CostQuestion,
): CarrierCost {
  const { name } = carrier;
  const asked: AskedPrice =
    payer === null
      ? { event, options: { carrier: name } }
      : { event: { ...event, ...payer, carrier: name }, options: {} };
  const price = priceOf(pricing, view, asked.event, { ...asked.options, explain });
  if (payer === null) return { carrier, leg: price, margin: null, price, asked };
  // An event that says something wrong has no legs; a carrier without a price list none of its own.
  const own = price.legs.find(({ role }) => role === 'carrier');
  const leg = own ?? (price.legs.length === 0 ? price : NO_PLAN);
  return { carrier, leg, margin: price.margin, price, asked };
}

/** Of all carriers that the caller sees. */
export function carrierCosts(
  pricing: Pricing,
  view: PriceView,
  question: CostQuestion,
): CarrierCost[] {
  const carriers = pricing.things.carriers.filter(({ id }) => view.sees(id));
  const costs = carriers.map((carrier) => carrierCost(pricing, view, carrier, question));
  return byCost(pricing, costs, question.event.at);
}

/** What each costs in a currency; null: no price, or no exchange rate. */
function amountsIn(
  { rater }: Pricing,
  costs: readonly CarrierCost[],
  to: string,
  at: RatingEvent['at'],
): (string | null)[] {
  return costs.map(({ leg: { net, currency } }) =>
    net === null ? null : rater.convert(net, { from: currency!, to, at }),
  );
}

/** In the currency by which most can be compared; the operator's own first, then by name. */
function comparedAmounts(
  pricing: Pricing,
  costs: readonly CarrierCost[],
  at: RatingEvent['at'],
): (string | null)[] {
  const found = new Set(costs.flatMap(({ leg }) => leg.currency ?? []));
  const currencies = new Set([pricing.things.operator.currency ?? [], ...[...found].sort()].flat());
  let best = { amounts: costs.map((): string | null => null), count: -1 };
  for (const currency of currencies) {
    const amounts = amountsIn(pricing, costs, currency, at);
    const count = amounts.filter((amount) => amount !== null).length;
    if (count > best.count) best = { amounts, count };
  }
  return best.amounts;
}

function byCost(
  pricing: Pricing,
  costs: readonly CarrierCost[],
  at: RatingEvent['at'],
): CarrierCost[] {
  const amounts = comparedAmounts(pricing, costs, at);
  const compared = costs.map((cost, index) => {
    const amount = amounts[index]!;
    return { cost, amount, place: amount !== null ? 0 : cost.leg.net !== null ? 1 : 2 };
  });
  compared.sort((one, other) => {
    if (one.place !== other.place) return one.place - other.place;
    const difference = one.place === 0 ? compareMoney(one.amount!, other.amount!) : 0;
    return difference !== 0 ? difference : one.cost.carrier.name < other.cost.carrier.name ? -1 : 1;
  });
  return compared.map(({ cost }) => cost);
}
