/**
 * The simulations of `simulate.ts`, asked of a server: the same questions, answered in the same form,
 * so that they are shown in the same words.
 */

import type { Explanation, LegExplanation, NearRate, RatedEvent } from '@ratedeck/engine';
import { badInput } from '../../platform/cli/command-failure.js';
import { findId, places } from '../../platform/client/find-thing.js';
import type { ServerClient } from '../../platform/client/server-client.js';
import type { ExplainedSimulation, PlanSimulation, Simulation } from './simulate.js';

/** What of the book, or of the server, is asked. */
export interface Chosen {
  readonly plan?: string | undefined;
  readonly table?: string | undefined;
  readonly account?: string | undefined;
  readonly trunk?: string | undefined;
  readonly carrier?: string | undefined;
}

interface Item {
  readonly ratingPlan?: { readonly name: string };
  readonly outcome: RatedEvent['outcome'];
  readonly reason: string | null;
  readonly rateTable: string | null;
  readonly code: string | null;
  readonly codeName: string | null;
  readonly billedVolume: number | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly margin?: RatedEvent['margin'];
  readonly nearest?: readonly NearRate[];
  readonly maxVolume?: number | null;
  readonly explanation?: Omit<Explanation, 'result'>;
}

interface Answer {
  readonly number: string | null;
  readonly items: readonly Item[];
}

/** The server says less of a price than the library; the legs of the explanation say the rest. */
function resultOf(number: string | null, item: Item, legs: readonly LegExplanation[]): RatedEvent {
  const { outcome, reason, rateTable, code, codeName, billedVolume, amount, currency } = item;
  const own = legs[0]?.leg;
  return {
    ...{ role: own?.role ?? 'customer', account: own?.account ?? null, outcome, reason },
    ...{ ratingPlan: own?.ratingPlan ?? item.ratingPlan?.name ?? null, rateTable, code, codeName },
    ...{ rate: own?.rate ?? null, billedVolume, amount, net: own?.net ?? null },
    ...{ tax: own?.tax ?? null, gross: own?.gross ?? null, currency, id: null, number },
    ...{ legs: legs.map(({ leg }) => leg), margin: item.margin ?? null, marginReason: null },
  };
}

const maxVolumeOf = ({ outcome, reason, maxVolume }: Item) =>
  maxVolume === undefined ? null : { volume: maxVolume, outcome, reason };

function requestOf({ event, balance }: Simulation): Record<string, unknown> {
  const { to, from, at, volume, service, tag } = event;
  return { to, from, at, volume, service, tag, balance };
}

async function idsOf(client: ServerClient, chosen: Chosen): Promise<Record<string, unknown>> {
  const { plan, account, trunk, carrier } = chosen;
  if (plan !== undefined) return { ratingPlanIds: [await findId(client, places.ratingPlan, plan)] };
  if (account !== undefined) return { accountId: await findId(client, places.account, account) };
  if (trunk !== undefined) return { trunkId: await findId(client, places.trunk, trunk) };
  return { carrierId: await findId(client, places.account, carrier!) };
}

type PricedEvent = RatedEvent & { readonly explanation: Omit<Explanation, 'result'> };

/** A table alone is asked as an event that names it. */
async function byTable(
  client: ServerClient,
  { event, balance }: Simulation,
  table: string,
): Promise<ExplainedSimulation> {
  if (balance !== undefined) {
    throw badInput('--balance: a server says how long it lasts for a plan, an account or a trunk');
  }
  const body = { event: { ...event, table }, explain: true };
  const priced = await client.call<PricedEvent>({ method: 'POST', path: '/rate', body });
  const { explanation, ...result } = priced;
  return { result, ...explanation, maxVolume: null };
}

export async function simulateOneOnServer(
  client: ServerClient,
  simulation: Simulation,
  chosen: Chosen,
): Promise<ExplainedSimulation> {
  if (chosen.table !== undefined) return byTable(client, simulation, chosen.table);
  const body = { ...requestOf(simulation), ...(await idsOf(client, chosen)), explain: true };
  const { number, items } = await client.call<Answer>({
    method: 'POST',
    path: '/simulations',
    body,
  });
  const item = items[0]!;
  const { normalisation, legs } = item.explanation ?? { normalisation: [], legs: [] };
  const result = resultOf(number, item, legs);
  return { result, normalisation, legs, maxVolume: maxVolumeOf(item) };
}

/** Of every plan that the key may see. */
export async function simulatePlansOnServer(
  client: ServerClient,
  simulation: Simulation,
): Promise<PlanSimulation[]> {
  const body = { ...requestOf(simulation), ratingPlanIds: 'all' };
  const { number, items } = await client.call<Answer>({
    method: 'POST',
    path: '/simulations',
    body,
  });
  return items.map((item) => ({
    plan: item.ratingPlan!.name,
    result: resultOf(number, item, []),
    nearest: item.nearest ?? [],
    maxVolume: maxVolumeOf(item),
    error: null,
  }));
}
