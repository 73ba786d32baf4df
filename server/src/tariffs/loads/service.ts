/**
 * Loads rates from another table, as one change set: the versions in force there at an instant, all
 * or those of a filter, with prices raised or lowered. They cost here what they cost there.
 */

import { type ResolvedName, resolveCodeNames } from '../../catalogue/code-decks/service.js';
import type { WriteCall } from '../../platform/access/call.js';
import type { StartedJob } from '../../platform/http/started-job.js';
import {
  foundOrNull,
  invalidRequest,
  type ProblemFault,
  unknownReference,
} from '../../platform/problems/problem.js';
import { faultsByIndex } from '../bulk-changes/content-check.js';
import { bulkRequests } from '../bulk-changes/in-background.js';
import { placesOf } from '../bulk-changes/places.js';
import { priceEditorsOf } from '../bulk-changes/price-edit.js';
import { RateWriter, type RateWrites } from '../bulk-changes/rate-writer.js';
import { Refusals } from '../bulk-changes/refusals.js';
import { tableToChange } from '../bulk-changes/request.js';
import { type ChangedRow, ROWS_MAX } from '../bulk-changes/schema.js';
import type { RateTable } from '../rate-tables/schema.js';
import { getOwnRateTable } from '../rate-tables/service.js';
import { type RateSelection, requireOpenDate, selectRates } from '../rates/service.js';
import type { RateContent, StoredRate } from '../stored-rates/record.js';
import { decideLoad, type LoadDecision, type Loaded, type Loading } from './loaded-rate.js';
import { loadedRows } from './loaded-rows.js';
import type { Load, LoadAnswer } from './schema.js';
import { loadSummary } from './summary.js';

type Counts = LoadAnswer['counts'];

interface Job {
  readonly source: RateTable;
  readonly table: RateTable;
  readonly selection: RateSelection;
  readonly loading: Loading;
  readonly at: string;
}

const bulk = bulkRequests({
  name: 'load',
  words: 'load',
  prepare,
  run,
});

export const loadJob = bulk.job;

/** The answer, or the job as which it goes on when it is about many rates. */
export function requestLoad(
  call: WriteCall,
  rateTableId: string,
  body: Load,
): Promise<LoadAnswer | StartedJob> {
  return bulk.request(call, rateTableId, body);
}

async function prepare(call: WriteCall, rateTableId: string, input: Load): Promise<Job> {
  const target = await tableToChange(call, rateTableId, input.preview === true);
  const faults: ProblemFault[] = [];
  const from = input.effectiveFrom ?? call.now;
  const at = input.at ?? call.now;
  const source = await sourceOf(call, target, input.fromTableId, faults);
  if (source === null || faults.length > 0) throw invalidRequest(...faults);
  requireOpenDate(target, { effectiveFrom: from, stashed: false }, call.now);
  const selection = { rateTableId: source.id, filter: input.filter ?? {}, inForceAt: at };
  const loading: Loading = {
    from,
    existing: input.existing,
    names: new Map(),
    source: source.defaults,
    target: target.defaults,
    prices: priceEditorsOf(input),
  };
  return { source, table: target, at, loading, selection };
}

/** The table if it can be loaded from; else what stands in the way. */
async function sourceOf(
  call: WriteCall,
  target: RateTable,
  id: string,
  faults: ProblemFault[],
): Promise<RateTable | null> {
  const add = (code: string, message: string) =>
    faults.push({ path: 'fromTableId', code, message });
  const source = await foundOrNull(getOwnRateTable(call, id));
  if (source === null) {
    faults.push(unknownReference('fromTableId', 'rate table'));
    return null;
  }
  if (source.id === target.id) add('same_table', 'is this very table: use a mass edit');
  if (source.currency !== target.currency) {
    const message = `is a table in ${source.currency}, this one is in ${target.currency}`;
    add('currency_mismatch', `${message}: load from one of the same currency`);
  }
  for (const service of new Set([source.service, target.service])) {
    const [theirs, ours] = [unitOf(source, service), unitOf(target, service)];
    if (theirs === ours) continue;
    const message = `has prices of ${service} per ${theirs}, this table per ${ours}`;
    add('unit_mismatch', `${message}: load from one of the same unit`);
  }
  return source;
}

const UNITS: Readonly<Record<RateTable['service'], number>> = {
  voice: 60,
  sms: 1,
  data: 1_048_576,
};

/** A table's unit is that of its own service. */
const unitOf = (table: RateTable, service: RateTable['service']): number =>
  (table.service === service ? table.unit : null) ?? UNITS[service];

async function run(
  call: WriteCall,
  input: Load,
  job: Job,
  note: (doneCount: number) => void,
): Promise<LoadAnswer> {
  const { preview = false, skipRefused = false } = input;
  const { source, table: target, at, loading } = job;
  const counts: Counts = noCounts();
  const refusals = new Refusals();
  const rows: ChangedRow[] = [];
  const summary = loadSummary(input, source.name, { at, from: loading.from });
  const writer = new RateWriter(call, { rateTableId: target.id, kind: 'load', summary });
  for await (const rates of selectRates(call, job.selection)) {
    call.signal.throwIfAborted();
    note(counts.selected);
    const decisions = await decideChunk(call, rates, job);
    for (const { rate, loaded } of decisions) {
      counts.selected += 1;
      counts[countOf[loaded.kind]] += 1;
      if (loaded.kind === 'refused') refusals.add(rate, loaded.faults);
    }
    const room = ROWS_MAX - rows.length;
    for (const row of room > 0 ? await loadedRows(call, job, decisions, room) : []) rows.push(row);
    if (!preview && (skipRefused || refusals.count === 0)) await writer.write(writesOf(decisions));
  }
  if (!preview && !skipRefused && refusals.count > 0) throw refusals.problem('fromTableId');
  const changeSetId = await writer.close();
  const { revision } = changeSetId === null ? target : await getOwnRateTable(call, target.id);
  return { preview, counts, faults: refusals.faults, rows, revision, changeSetId };
}

const countOf = {
  added: 'added',
  updated: 'updated',
  unchanged: 'unchanged',
  skipped: 'skipped',
  special: 'specialSkipped',
  refused: 'refused',
} as const satisfies Readonly<Record<Loaded['kind'], keyof Counts>>;

function noCounts(): Counts {
  const none = { selected: 0, added: 0, updated: 0, unchanged: 0, skipped: 0 };
  return { ...none, specialSkipped: 0, refused: 0 };
}

async function decideChunk(
  call: WriteCall,
  rates: readonly StoredRate[],
  { source, table: target, loading }: Job,
): Promise<LoadDecision[]> {
  const places = await placesOf(call.db, target.id, rates);
  const names = await namesHere(call, source, target, rates);
  const loads = rates.map((rate) => decideLoad(rate, { ...loading, names }, places));
  const contents: RateContent[] = [];
  const positions: number[] = [];
  loads.forEach((loaded, position) => {
    if (!('after' in loaded)) return;
    contents.push(loaded.after);
    positions.push(position);
  });
  for (const [index, faults] of faultsByIndex(target, contents)) {
    loads[positions[index]!] = { kind: 'refused', faults };
  }
  return rates.map((rate, index) => {
    return { rate, loaded: loads[index]!, named: names.get(rate.code) };
  });
}

/** Below that number the names are looked up one by one instead of reading the whole deck. */
const NAMED_COUNT = 1500;

/** Names that are not a rate's own are those of the code deck, and this table may have another. */
async function namesHere(
  call: WriteCall,
  source: RateTable,
  target: RateTable,
  rates: readonly StoredRate[],
): Promise<Map<string, ResolvedName>> {
  const { codeDeck } = target;
  const names = new Map<string, ResolvedName>();
  if (codeDeck === null || codeDeck.id === source.codeDeck?.id) return names;
  const codes = [...new Set(rates.map(({ code }) => code))];
  for (let start = 0; start < codes.length; start += NAMED_COUNT) {
    const slice = codes.slice(start, start + NAMED_COUNT);
    const found = await resolveCodeNames(call, codeDeck.id, slice);
    for (const [code, name] of found) names.set(code, name);
  }
  return names;
}

function writesOf(decisions: readonly LoadDecision[]): RateWrites {
  const added: RateContent[] = [];
  const updated: StoredRate[] = [];
  for (const { loaded } of decisions) {
    if (!('after' in loaded)) continue;
    if (loaded.kind === 'updated' && !loaded.isVersion) {
      const { id, version, rateTableId, addedInId } = loaded.existing;
      updated.push({ ...loaded.after, id, version, rateTableId, addedInId });
    } else {
      added.push(loaded.after);
    }
  }
  return { added, updated, deletedIds: [] };
}
