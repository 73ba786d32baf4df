/**
 * One table on the way to the next state of pricing: kept as it is, with some codes laid over it, or
 * read as a whole. Reading a large one takes seconds, in which nothing else may wait: that is asked of
 * a builder, and until it is done the table is late.
 */

import { type Book, holdsRates, type SharedRater, type TableRates } from '@ratedeck/engine';
import { readChanges } from '../../platform/db/change-feed.js';
import type { Transaction } from '../../platform/db/connection.js';
import type { FeedChange } from '../../platform/db/feed-change.js';
import type { Configuration } from '../configuration/service.js';
import { readCodeRates, readTableRates } from './read-rates.js';
import { codesChangedSince, rateCountOf } from './store.js';

export interface PricingLimits {
  /** Tables of up to so many rates are read as a whole at once, beside everything else. */
  readonly smallTableMax: number;
  /** From so many changed codes on, a table is read as a whole while they still lie over it. */
  readonly layerToBuild: number;
  /** More changed rates do not lie over a table: it waits for being read as a whole. */
  readonly layerMax: number;
}

export const PRICING_LIMITS: PricingLimits = {
  smallTableMax: 20_000,
  layerToBuild: 5_000,
  layerMax: 20_000,
};

export interface TableState {
  readonly id: string;
  /** Of the table's rates as a whole. */
  readonly wholeSince: string;
  readonly wholeCount: number;
}

/** A table that was read as a whole, in a book whose other tables are empty. */
export interface BuiltTable {
  readonly compiled: SharedRater;
  /** Among the tables of that book. */
  readonly index: number;
  readonly state: TableState;
}

export interface TableBuilder {
  ask(tableId: string): void;
  /** What was built and not yet let go. */
  built(): readonly BuiltTable[];
}

/** A book without rates and code decks: names of codes stand with the rates. */
export type BookDocument = { readonly rateTables: readonly object[] };

export interface Step {
  readonly db: Transaction;
  readonly limits: PricingLimits;
  /** The state before; null: everything is read anew. */
  readonly before: {
    readonly compiled: SharedRater;
    readonly tables: readonly TableState[];
  } | null;
  readonly changes: readonly FeedChange[] | null;
  readonly snapshot: string;
  readonly configuration: Configuration;
  readonly document: BookDocument;
  /** Names of time profiles by their ids. */
  readonly profiles: ReadonlyMap<string, string>;
  readonly builder: TableBuilder;
  /** Tables that stay as they were. */
  readonly held: ReadonlySet<string>;
}

/** Why a table cannot be given yet: for its rates alone, or for what they mean by the configuration. */
export type Lateness = 'rates' | 'settings';

export type TableReading =
  | { readonly late: Lateness }
  | { readonly late: null; readonly rates: TableRates; readonly state: TableState };

/** The configuration waits, and the rates name a time profile that it does not know. */
const UNKNOWN_PROFILE: TableReading = { late: 'rates' };

/** What a table was compiled to. */
interface Origin {
  readonly compiled: SharedRater;
  readonly index: number;
  readonly state: TableState;
  /** Among the tables before, and behind them those that were built. */
  readonly position: number;
  readonly isBuilt: boolean;
}

function isTold(changes: readonly FeedChange[] | null, noun: string, id: string): boolean {
  return changes?.some((change) => change.noun === noun && change.id === id) ?? true;
}

function originOf({ before, builder, held }: Step, id: string): Origin | null {
  if (before === null) return null;
  const place = builder.built().findIndex(({ state }) => state.id === id);
  if (place >= 0 && !held.has(id)) {
    const built = builder.built()[place]!;
    return { ...built, position: before.tables.length + place, isBuilt: true };
  }
  const index = before.tables.findIndex((table) => table.id === id);
  if (index < 0) return null;
  const state = before.tables[index]!;
  return { compiled: before.compiled, index, state, position: index, isBuilt: false };
}

async function wholeTable(
  { db, profiles, snapshot }: Pick<Step, 'db' | 'profiles' | 'snapshot'>,
  id: string,
): Promise<TableReading> {
  const rates = await readTableRates(db, id, profiles);
  if (rates === null) return UNKNOWN_PROFILE;
  const state = { id, wholeSince: snapshot, wholeCount: rates.codes.count };
  return { late: null, rates: { kind: 'whole', rates }, state };
}

/** One that was built in vain is not built again, or changes that never end would leave it late. */
async function wholeOrLate(step: Step, id: string, late: Lateness): Promise<TableReading> {
  const isInVain = step.builder.built().some(({ state }) => state.id === id);
  const isAtOnce =
    step.before === null ||
    isInVain ||
    (await rateCountOf(step.db, id)) <= step.limits.smallTableMax;
  if (isAtOnce) return wholeTable(step, id);
  step.builder.ask(id);
  return { late };
}

export async function tableOf(step: Step, index: number): Promise<TableReading> {
  const { db, limits, document, profiles, builder } = step;
  const book = document as Pick<Book, 'rateTables' | 'timeProfiles'>;
  const { id } = step.configuration.tables[index]!;
  const origin = originOf(step, id);
  if (origin === null) return wholeOrLate(step, id, 'settings');
  const { state, position } = origin;
  const kept: TableReading = { late: null, rates: { kind: 'kept', position }, state };
  if (step.held.has(id)) return kept;
  if (!holdsRates(origin.compiled, origin.index, book, index)) {
    return wholeOrLate(step, id, 'settings');
  }
  const { changes } = origin.isBuilt ? await readChanges(db, state.wholeSince) : step;
  if (!isTold(changes, 'rates', id)) return kept;
  // Names that follow a code deck change outside of change sets; the table's revision tells of them.
  if (isTold(changes, 'rate-table', id)) return wholeOrLate(step, id, 'settings');
  const codes = await codesChangedSince(db, id, state.wholeSince, limits.layerMax);
  if (codes === null) return wholeOrLate(step, id, 'rates');
  const rates = await readCodeRates(db, id, codes, profiles);
  if (rates === null) return UNKNOWN_PROFILE;
  if (codes.length > limits.layerToBuild && !origin.isBuilt) builder.ask(id);
  const { wholeCount: firstIndex } = state;
  return { late: null, rates: { kind: 'codes', position, codes, rates, firstIndex }, state };
}
