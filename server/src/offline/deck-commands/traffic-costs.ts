/**
 * What last month's calls cost by the old deck and would cost by the new one. Both decks are taken as
 * they stand at the instant of comparison and price every call as if they had always been in force:
 * calls of the past would otherwise meet rates that have not begun.
 */

import { percentChange, unitsText } from '@ratedeck/decks';
import { BookError, compile, type Rate, type Rater, type TimeProfile } from '@ratedeck/engine';
import { badInput } from '../../platform/cli/command-failure.js';
import { missingTimeProfiles } from '../book-files/service.js';
import {
  type CallCost,
  type CallCosts,
  type CallsFile,
  compareCallCosts,
  emptyCost,
} from '../rating/service.js';

export interface TrafficSide {
  readonly name: string;
  readonly rates: readonly Rate[];
  readonly timeProfiles: readonly TimeProfile[];
}

export interface TrafficRequest {
  readonly calls: CallsFile;
  readonly currency: string;
  readonly old: TrafficSide;
  readonly next: TrafficSide;
  readonly nameOf: (code: string) => string | null;
  readonly quiet: boolean;
}

export interface DestinationCost {
  readonly destination: string;
  readonly calls: number;
  /** Of calls that both decks price. */
  readonly oldCost: string;
  readonly newCost: string;
  readonly difference: string;
  /** Per cent with two decimals. */
  readonly percent: string | null;
  /** Priced by the old deck only: the new one refuses them. */
  readonly closedCalls: number;
  readonly closedCost: string;
  /** Priced by the new deck only. */
  readonly openedCalls: number;
  readonly openedCost: string;
}

export interface TrafficCosts {
  readonly currency: string;
  readonly calls: number;
  readonly unpricedCalls: number;
  readonly unpricedReasons: Readonly<Record<string, number>>;
  readonly total: DestinationCost;
  /** The largest differences first. */
  readonly destinations: readonly DestinationCost[];
}

const oldTable = 'old';
const newTable = 'new';

/** Rates for the book: destinations are looked up by code, so no text of the deck goes along. */
function bareRates({ rates, timeProfiles }: TrafficSide, prefix: string): Rate[] {
  const own = new Set(timeProfiles.map(({ name }) => name));
  return rates.map(({ name: _name, description: _description, notes: _notes, ...rate }) =>
    rate.timeProfile !== undefined && own.has(rate.timeProfile)
      ? { ...rate, timeProfile: `${prefix} ${rate.timeProfile}` }
      : rate,
  );
}

function compileBoth({ old, next, currency }: TrafficRequest): Rater {
  const side = (name: string, deck: TrafficSide) => ({
    profiles: deck.timeProfiles.map((profile) => ({ ...profile, name: `${name} ${profile.name}` })),
    table: { name, currency, rates: bareRates(deck, name) },
  });
  const sides = [side(oldTable, old), side(newTable, next)];
  try {
    return compile({
      book: 1,
      timeProfiles: sides.flatMap(({ profiles }) => profiles),
      rateTables: sides.map(({ table }) => table),
    });
  } catch (error) {
    if (!(error instanceof BookError)) throw error;
    throw badInput(
      'the decks can not price calls',
      error.faults.map(({ path, value, code, message }) => {
        const match = /^rateTables\[(\d)\]\.rates\[(\d+)\]/.exec(path);
        const deck = match?.[1] === '0' ? old : next;
        const rate = match === null ? undefined : deck.rates[Number(match[2])];
        const place = rate === undefined ? path : `${deck.name} code ${rate.code}`;
        return { place, value, code, message };
      }),
    );
  }
}

/** By code, the name of its destination; codes without any are their own. */
function destinationNames(side: TrafficSide, nameOf: TrafficRequest['nameOf']) {
  const names = new Map<string, string>();
  for (const { code, name } of side.rates) {
    if (name !== undefined && name !== '') names.set(code, name);
  }
  return (code: string): string =>
    names.get(code) ?? nameOf(code) ?? (code === '' ? 'every number' : code);
}

function addCost(sum: CallCost, cost: CallCost): void {
  sum.bothCalls += cost.bothCalls;
  sum.bothOld += cost.bothOld;
  sum.bothNew += cost.bothNew;
  sum.oldOnlyCalls += cost.oldOnlyCalls;
  sum.oldOnly += cost.oldOnly;
  sum.newOnlyCalls += cost.newOnlyCalls;
  sum.newOnly += cost.newOnly;
}

function destinationCost(destination: string, cost: CallCost): DestinationCost {
  const oldCost = unitsText(cost.bothOld);
  const newCost = unitsText(cost.bothNew);
  return {
    destination,
    calls: cost.bothCalls + cost.oldOnlyCalls + cost.newOnlyCalls,
    oldCost,
    newCost,
    difference: unitsText(cost.bothNew - cost.bothOld),
    percent: percentChange(oldCost, newCost),
    closedCalls: cost.oldOnlyCalls,
    closedCost: unitsText(cost.oldOnly),
    openedCalls: cost.newOnlyCalls,
    openedCost: unitsText(cost.newOnly),
  };
}

const magnitude = ({ bothOld, bothNew }: CallCost): bigint =>
  bothNew > bothOld ? bothNew - bothOld : bothOld - bothNew;

function summed({ calls, unpriced, destinations }: CallCosts, currency: string): TrafficCosts {
  const total = emptyCost();
  for (const cost of destinations.values()) addCost(total, cost);
  const ordered = [...destinations].sort(([nameA, a], [nameB, b]) => {
    const [first, second] = [magnitude(a), magnitude(b)];
    if (first !== second) return first > second ? -1 : 1;
    if (a.bothOld !== b.bothOld) return a.bothOld > b.bothOld ? -1 : 1;
    return nameA < nameB ? -1 : 1;
  });
  return {
    currency,
    calls,
    unpricedCalls: [...unpriced.values()].reduce((sum, count) => sum + count, 0),
    unpricedReasons: Object.fromEntries([...unpriced].sort(([a], [b]) => (a < b ? -1 : 1))),
    total: destinationCost('', total),
    destinations: ordered.map(([name, cost]) => destinationCost(name, cost)),
  };
}

export async function trafficCosts(request: TrafficRequest): Promise<TrafficCosts> {
  const missing = [request.old, request.next].flatMap(({ name, rates, timeProfiles }) =>
    missingTimeProfiles(name, rates, timeProfiles),
  );
  if (missing.length > 0) throw badInput('the decks can not price calls yet', missing);
  const { old, next, nameOf, calls, quiet, currency } = request;
  const names = { old: destinationNames(old, nameOf), new: destinationNames(next, nameOf) };
  const costs = await compareCallCosts(calls, {
    rater: compileBoth(request),
    oldTable: oldTable,
    newTable: newTable,
    destinationOf: (code, list) => names[list](code),
    quiet,
  });
  return summed(costs, currency);
}
