/**
 * Prices of events that are not stored, asked of the one rater in memory: no database takes part.
 * Many events are priced in slices, so that others are answered in between, and all by one state.
 */

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Explanation, RatedEvent, RateOptions, RatingEvent } from '@ratedeck/engine';
import type { ReadCall } from '../../platform/access/call.js';
import { invalidRequest } from '../../platform/problems/problem.js';
import type { Pricing } from '../live-pricing/service.js';
import { PriceView } from './price-view.js';
import { EXPLAINED_EVENTS_MAX, type PriceRequest } from './schema.js';

/** About half a millisecond of work. */
const SLICE_EVENTS = 64;
const SLICE_MS_MAX = 5;

/** What this caller may ask, and sees of the answers. */
export function viewOf({ principal }: Pick<ReadCall, 'principal'>, pricing: Pricing): PriceView {
  return new PriceView(pricing.things, principal);
}

export type { PriceView };

/** A price as it is shown to a caller, with how it came about. */
export type ShownPrice = RatedEvent & { readonly explanation?: Omit<Explanation, 'result'> };

/** Why an event that names what its caller does not see is not priced. */
function refused({ id }: RatingEvent, reason: string): RatedEvent {
  return {
    ...{ role: 'customer', account: null, outcome: 'invalid_event', reason },
    ...{ ratingPlan: null, rateTable: null, code: null, codeName: null, rate: null },
    ...{ billedVolume: null, amount: null, net: null, tax: null, gross: null, currency: null },
    ...{ id: id ?? null, number: null, legs: [], margin: null, marginReason: null },
  };
}

/** One price, as its caller may see it. */
export function priceOf(
  { rater }: Pricing,
  view: PriceView,
  event: RatingEvent,
  { explain = false, ...options }: RateOptions & { readonly explain?: boolean } = {},
): ShownPrice {
  const asked = view.asked(event);
  if (typeof asked === 'string') return refused(event, asked);
  if (!explain) return view.shown(rater.rate(asked, options));
  const explanation = rater.explain(asked, options);
  return { ...view.shown(explanation.result), explanation: view.shownExplanation(explanation) };
}

function slicePrices(
  pricing: Pricing,
  view: PriceView,
  events: readonly RatingEvent[],
  explain: boolean,
): ShownPrice[] {
  if (explain || !view.seesAll) {
    return events.map((event) => priceOf(pricing, view, event, { explain }));
  }
  return pricing.rater.rateBatch(events);
}

/** Takes turns with others. */
async function pricesOf(
  pricing: Pricing,
  view: PriceView,
  events: readonly RatingEvent[],
  explain: boolean,
): Promise<ShownPrice[]> {
  const prices: ShownPrice[] = [];
  let sinceMs = performance.now();
  for (let start = 0; start < events.length; start += SLICE_EVENTS) {
    if (performance.now() - sinceMs > SLICE_MS_MAX) {
      await nextTurn();
      sinceMs = performance.now();
    }
    const slice = events.slice(start, start + SLICE_EVENTS);
    for (const price of slicePrices(pricing, view, slice, explain)) prices.push(price);
  }
  return prices;
}

/** The price of the one event, or of each, in their order. */
export async function rateEvents(
  call: ReadCall,
  pricing: Pricing,
  { event, events, explain = false }: PriceRequest,
): Promise<ShownPrice | { items: ShownPrice[] }> {
  const view = viewOf(call, pricing);
  if (event !== undefined && events === undefined) {
    return priceOf(pricing, view, event, { explain });
  }
  if (events === undefined || event !== undefined) {
    const message = 'must have either `event`, one object, or `events`, a list of them';
    throw invalidRequest({ path: 'body', code: 'one_of_two', message });
  }
  if (explain && events.length > EXPLAINED_EVENTS_MAX) {
    const message = `at most ${EXPLAINED_EVENTS_MAX} events are explained at once: send less`;
    throw invalidRequest({ path: 'body.events', code: 'too_many', message });
  }
  return { items: await pricesOf(pricing, view, events, explain) };
}
