/**
 * A state of pricing: the whole configuration, compiled from one snapshot of the database; and how the
 * next state is made of it. Only what changed in between is read and compiled again.
 */

import {
  type Book,
  holdsRates,
  recompile,
  type SharedRater,
  type TableRates,
} from '@ratedeck/engine';
import { isOfCredentials } from '../../platform/access/credential-feed.js';
import type { FeedReading } from '../../platform/db/change-feed.js';
import type { Transaction } from '../../platform/db/connection.js';
import type { FeedChange } from '../../platform/db/feed-change.js';
import { type Configuration, readConfiguration } from '../configuration/service.js';
import { readCodeRates, readTableRates } from './read-rates.js';
import { codesChangedSince } from './store.js';

/** A table's rates as a whole are compiled again when so many changed since they were. */
const CHANGED_RATES_MAX = 5_000;

interface TableState {
  readonly id: string;
  /** Of the table's rates as a whole. */
  readonly wholeSince: string;
  readonly wholeCount: number;
}

export interface PricingState {
  readonly snapshot: string;
  readonly configuration: Configuration;
  readonly compiled: SharedRater;
  /** In the order of the configuration's tables. */
  readonly tables: readonly TableState[];
}

const NOTHING: SharedRater = { book: { book: 1 }, tables: [] };

/** What changed of the rates that a table was compiled with. */
function isTold(changes: readonly FeedChange[] | null, noun: string, id: string): boolean {
  return changes?.some((change) => change.noun === noun && change.id === id) ?? true;
}

interface Step {
  readonly db: Transaction;
  readonly before: PricingState | null;
  readonly snapshot: string;
  readonly changes: readonly FeedChange[] | null;
  readonly configuration: Configuration;
  /** A book without rates and code decks: names of codes stand with the rates. */
  readonly document: { readonly rateTables: readonly object[] };
  /** Names of time profiles by their ids. */
  readonly profiles: ReadonlyMap<string, string>;
}

function documentOf({ book }: Configuration): Step['document'] {
  const rateTables = book.rateTables.map(({ codeDeck: _, sourceCodeDeck: __, ...table }) => table);
  return { book: 1, ...book, rateTables } as Step['document'];
}

async function wholeTable(step: Step, id: string): Promise<[TableRates, TableState]> {
  const rates = await readTableRates(step.db, id, step.profiles);
  return [
    { kind: 'whole', rates },
    { id, wholeSince: step.snapshot, wholeCount: rates.codes.count },
  ];
}

async function tableOf(step: Step, index: number): Promise<[TableRates, TableState]> {
  const { db, before, changes, configuration, profiles } = step;
  const { id } = configuration.tables[index]!;
  const position = before?.tables.findIndex((table) => table.id === id) ?? -1;
  if (before === null || position < 0) return wholeTable(step, id);
  const known = before.tables[position]!;
  const document = step.document as Pick<Book, 'rateTables' | 'timeProfiles'>;
  if (!holdsRates(before.compiled, position, document, index)) return wholeTable(step, id);
  if (!isTold(changes, 'rates', id)) return [{ kind: 'kept', position }, known];
  // Names that follow a code deck change outside of change sets; the table's revision tells of them.
  if (isTold(changes, 'rate-table', id)) return wholeTable(step, id);
  const codes = await codesChangedSince(db, id, known.wholeSince, CHANGED_RATES_MAX);
  if (codes === null) return wholeTable(step, id);
  const rates = await readCodeRates(db, id, codes, profiles);
  return [{ kind: 'codes', position, codes, rates, firstIndex: known.wholeCount }, known];
}

/**
 * The state of this transaction's snapshot; the same one when nothing changed.
 *
 * @param db in a transaction of isolation `repeatable read`
 * @param reading what the feed says in it of the time since the state before
 */
export async function nextState(
  db: Transaction,
  before: PricingState | null,
  reading: FeedReading,
): Promise<PricingState> {
  const { snapshot, changes: told } = reading;
  const changes = told?.filter((change) => !isOfCredentials(change)) ?? null;
  if (before !== null && changes?.length === 0) {
    return told?.length === 0 ? before : { ...before, snapshot };
  }
  const isOnlyRates = changes?.every(({ noun }) => noun === 'rates') ?? false;
  const configuration =
    before !== null && isOnlyRates ? before.configuration : await readConfiguration({ db });
  const { profiles } = configuration;
  const since = changes === null ? null : before;
  const step: Step = {
    db,
    before: since,
    snapshot,
    changes,
    configuration,
    document: documentOf(configuration),
    profiles: new Map(profiles.map(({ id, name }) => [id, name])),
  };
  const given: TableRates[] = [];
  const tables: TableState[] = [];
  for (let index = 0; index < configuration.tables.length; index += 1) {
    const [rates, state] = await tableOf(step, index);
    given.push(rates);
    tables.push(state);
  }
  const compiled = recompile(since?.compiled ?? NOTHING, step.document, given);
  return { snapshot, configuration, compiled, tables };
}
