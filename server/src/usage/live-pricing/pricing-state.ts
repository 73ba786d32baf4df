/**
 * A state of pricing: the whole configuration, compiled from one snapshot of the database; and how the
 * next state is made of it. Only what changed in between is read and compiled again.
 *
 * As long as a large table is read as a whole, the state goes on without it: the table stays as it was,
 * and with it everything that was changed in the same transactions, so that no change is seen half.
 */

import { type Book, RatePacker, recompile, type SharedRater } from '@ratedeck/engine';
import { isOnlyOfCredentials } from '../../platform/access/credential-feed.js';
import { type FeedReading, readChanges } from '../../platform/db/change-feed.js';
import type { Transaction } from '../../platform/db/connection.js';
import { type Configuration, readConfiguration } from '../configuration/service.js';
import { type Held, holdTogether } from './held-changes.js';
import { readTableRates } from './read-rates.js';
import { changesByTransaction } from './store.js';
import {
  type BookDocument,
  type BuiltTable,
  PRICING_LIMITS,
  type PricingLimits,
  type Step,
  type TableBuilder,
  type TableReading,
  type TableState,
  tableOf,
} from './table-step.js';

export interface PricingState {
  /** What it did not see is told again. */
  readonly snapshot: string;
  /** False: something that the snapshot did not see is in it, and something else is not. */
  readonly isWhole: boolean;
  readonly configuration: Configuration;
  readonly compiled: SharedRater;
  /** In the order of the configuration's tables. */
  readonly tables: readonly TableState[];
}

export interface StateMaking {
  readonly builder: TableBuilder;
  readonly limits?: PricingLimits;
}

const NOTHING: SharedRater = { book: { book: 1 }, tables: [] };

type ByConfiguration = Pick<Step, 'configuration' | 'document' | 'profiles'>;

function byConfiguration(configuration: Configuration): ByConfiguration {
  const { book, profiles } = configuration;
  const rateTables = book.rateTables.map(({ codeDeck: _, sourceCodeDeck: __, ...table }) => table);
  return {
    configuration,
    document: { book: 1, ...book, rateTables } as BookDocument,
    profiles: new Map(profiles.map(({ id, name }) => [id, name])),
  };
}

async function readTables(step: Step): Promise<TableReading[]> {
  const readings: TableReading[] = [];
  for (let index = 0; index < step.configuration.tables.length; index += 1) {
    readings.push(await tableOf(step, index));
  }
  return readings;
}

/** The tables before, and behind them those that were built, as {@link recompile} refers to them. */
function originsOf({ before, builder, document }: Step): SharedRater {
  const built = builder.built();
  if (before === null) return NOTHING;
  if (built.length === 0) return before.compiled;
  const { book, tables } = before.compiled;
  const { timeProfiles } = document as Pick<Book, 'timeProfiles'>;
  const builtTables = built.map(({ compiled, index }) => compiled.book.rateTables![index]!);
  return {
    // Each table was held to the profiles that it was compiled with: these are as they are now.
    book: {
      ...book,
      ...(timeProfiles !== undefined && { timeProfiles }),
      rateTables: [...(book.rateTables ?? []), ...builtTables],
    },
    tables: [...tables, ...built.map(({ compiled, index }) => compiled.tables[index]!)],
  };
}

function lateOf(step: Step, readings: readonly TableReading[]): Held {
  const isLate = readings.map(({ late }) => late !== null);
  const ids = step.configuration.tables.filter((_, index) => isLate[index]).map(({ id }) => id);
  return {
    tableIds: new Set(ids),
    configuration: readings.some(({ late }) => late === 'settings'),
  };
}

/** What was built may be of a configuration that waits. */
function withoutBuilt({ builder }: Step): TableBuilder {
  return { ask: (id) => builder.ask(id), built: () => [] };
}

/** Without what is late: more and more is held until the rest can be given. */
async function readWithout(
  step: Step,
  before: PricingState,
  late: Held,
): Promise<[Step, TableReading[]]> {
  const transactions = await changesByTransaction(step.db, before.snapshot);
  let held = holdTogether(transactions, late);
  for (;;) {
    const known = held.configuration
      ? { ...byConfiguration(before.configuration), builder: withoutBuilt(step) }
      : {};
    const rest: Step = { ...step, ...known, held: held.tableIds };
    const readings = await readTables(rest);
    const more = lateOf(rest, readings);
    if (more.tableIds.size === 0) return [rest, readings];
    const tableIds = new Set([...held.tableIds, ...more.tableIds]);
    const configuration = held.configuration || more.configuration;
    held = holdTogether(transactions, { tableIds, configuration });
  }
}

/**
 * The state of this transaction's snapshot, or what can be given of it already; the same one when
 * nothing changed.
 *
 * @param db in a transaction of isolation `repeatable read`
 * @param reading what the feed says in it of the time since the state before
 */
export async function nextState(
  db: Transaction,
  before: PricingState | null,
  reading: FeedReading,
  { builder, limits = PRICING_LIMITS }: StateMaking,
): Promise<PricingState> {
  const { snapshot, changes: told } = reading;
  const changes = told?.filter((change) => !isOnlyOfCredentials(change)) ?? null;
  if (before !== null && changes?.length === 0 && builder.built().length === 0) {
    return told?.length === 0 ? before : { ...before, snapshot };
  }
  const isOnlyRates = changes?.every(({ noun }) => noun === 'rates') ?? false;
  const configuration =
    before !== null && isOnlyRates ? before.configuration : await readConfiguration({ db });
  const since = changes === null ? null : before;
  let step: Step = {
    ...{ db, limits, changes, snapshot, builder, before: since },
    ...byConfiguration(configuration),
    held: new Set<string>(),
  };
  let readings = await readTables(step);
  const late = lateOf(step, readings);
  const isWhole = late.tableIds.size === 0;
  if (!isWhole) [step, readings] = await readWithout(step, since!, late);
  const given = readings.filter((one) => one.late === null);
  const rates = given.map((one) => one.rates);
  return {
    snapshot: isWhole ? snapshot : since!.snapshot,
    isWhole,
    configuration: step.configuration,
    compiled: recompile(originsOf(step), step.document, rates),
    tables: given.map(({ state }) => state),
  };
}

/** A table alone, read as a whole from this transaction's snapshot; null: it is gone. */
export async function buildTable(db: Transaction, id: string): Promise<BuiltTable | null> {
  const { snapshot } = await readChanges(db, null);
  const { document, profiles, configuration } = byConfiguration(await readConfiguration({ db }));
  const index = configuration.tables.findIndex((table) => table.id === id);
  if (index < 0) return null;
  const rates = await readTableRates(db, id, profiles);
  if (rates === null) throw new Error(`rates of the table ${id} name unknown time profiles`);
  const packer = new RatePacker({ delimiter: ',', codeColumn: 0, readContent: () => ({}) });
  const none = packer.finish();
  const given = configuration.tables.map((table) => {
    return { kind: 'whole', rates: table.id === id ? rates : none } as const;
  });
  const state = { id, wholeSince: snapshot, wholeCount: rates.codes.count };
  return { compiled: recompile(NOTHING, document, given), index, state };
}
