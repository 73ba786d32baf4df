/**
 * Mass edits: many rates of a table edited, deleted, stashed or ended at once, as one change set.
 *
 * A preview runs the same code and only leaves out the writing. Rates are taken some thousand at a
 * time, so memory does not grow with their number. A refused rate refuses the whole, unless the
 * caller leaves refused ones out. Rates of special rates are left alone and counted.
 */

import type { WriteCall } from '../../platform/access/call.js';
import type { StartedJob } from '../../platform/http/started-job.js';
import { invalidRequest } from '../../platform/problems/problem.js';
import { bulkRequests } from '../bulk-changes/in-background.js';
import { priceEditorsOf } from '../bulk-changes/price-edit.js';
import { RateWriter, type RateWrites } from '../bulk-changes/rate-writer.js';
import { Refusals } from '../bulk-changes/refusals.js';
import { tableToChange } from '../bulk-changes/request.js';
import { type ChangedRow, ROWS_MAX } from '../bulk-changes/schema.js';
import type { RateTable } from '../rate-tables/schema.js';
import { getRateTable } from '../rate-tables/service.js';
import {
  editedContent,
  type RateSelection,
  requireOpenDate,
  selectRates,
} from '../rates/service.js';
import { changedFields } from '../stored-rates/bulk-store.js';
import { emptyContent, type RateContent, type StoredRate } from '../stored-rates/record.js';
import { changedRows } from './changed-rows.js';
import { type ChunkContext, type Decision, decideChunk } from './decide-chunk.js';
import type { Editing } from './edited-rate.js';
import { type CheckedRequest, checkRequest } from './request-rules.js';
import type { MassEdit, MassEditAnswer, SetFields } from './schema.js';
import { knownIds } from './store.js';
import { massEditSummary } from './summary.js';

type Counts = MassEditAnswer['counts'];

const bulk = bulkRequests({
  name: 'mass-edit',
  words: 'mass edit',
  prepare,
  run,
});

export const massEditJob = bulk.job;

/** The answer, or the job as which it goes on when it is about many rates. */
export function requestMassEdit(
  call: WriteCall,
  rateTableId: string,
  body: MassEdit,
): Promise<MassEditAnswer | StartedJob> {
  return bulk.request(call, rateTableId, body);
}

async function prepare(call: WriteCall, rateTableId: string, input: MassEdit): Promise<Run> {
  const table = await tableToChange(call, rateTableId, input.preview === true);
  const checked = await checkRequest(call, input);
  const editing = editingOf(call, table, input, checked);
  const { action, at, inPlace } = editing;
  const isDated = action === 'end' || (action === 'edit' && !inPlace);
  if (isDated) requireOpenDate(table, { effectiveFrom: at, stashed: false }, call.now);
  const selection = await selectionOf(call, table, input, isDated ? at : null);
  return { table, editing, isNamed: input.rateIds !== undefined, selection, checked };
}

function editingOf(
  call: WriteCall,
  table: RateTable,
  input: MassEdit,
  { at, effectiveTo }: CheckedRequest,
): Editing {
  const { action, set = {}, inPlace = false } = input;
  const given = set.effectiveTo === undefined ? set : { ...set, effectiveTo };
  const { now } = call;
  const { callsRated } = table;
  const prices = priceEditorsOf(input);
  return { action, at, now, inPlace, callsRated, set: contentOf(given), prices };
}

/** The given fields as rates store them; each has the same name there. */
function contentOf(set: SetFields): Partial<RateContent> {
  const content = editedContent(emptyContent('', 'voice'), set);
  const names = Object.keys(set) as (keyof SetFields)[];
  return Object.fromEntries(names.map((name) => [name, content[name]]));
}

async function selectionOf(
  call: WriteCall,
  table: RateTable,
  { action, filter, rateIds }: MassEdit,
  inForceAt: string | null,
): Promise<RateSelection> {
  if (rateIds !== undefined) {
    await requireRates(call, table, rateIds);
    return { rateTableId: table.id, rateIds };
  }
  const given = filter ?? {};
  // Left out, a state means all but stashed ones, of which none could be brought back.
  const selected = action === 'unstash' ? { state: 'stashed' as const, ...given } : given;
  return { rateTableId: table.id, filter: selected, inForceAt };
}

async function requireRates(call: WriteCall, table: RateTable, ids: readonly string[]) {
  const known = await knownIds(call.db, table.id, ids);
  const faults = ids.flatMap((id, index) => {
    if (known.has(BigInt(id))) return [];
    const message = 'names no rate of this table; it may have been deleted';
    return [{ path: `rateIds[${index}]`, code: 'unknown_reference', message }];
  });
  if (faults.length > 0) throw invalidRequest(...faults);
}

interface Run extends ChunkContext {
  readonly selection: RateSelection;
  readonly checked: CheckedRequest;
}

async function run(
  call: WriteCall,
  input: MassEdit,
  job: Run,
  note: (doneCount: number) => void,
): Promise<MassEditAnswer> {
  const { preview = false, skipRefused = false } = input;
  const { table, editing, checked } = job;
  const counts = noCounts();
  const refusals = new Refusals();
  const rows: ChangedRow[] = [];
  let done = 0;
  const summary = massEditSummary(input, editing.at);
  const writer = new RateWriter(call, { rateTableId: table.id, kind: 'mass-edit', summary });
  for await (const rates of selectRates(call, job.selection)) {
    call.signal.throwIfAborted();
    note(done);
    done += rates.length;
    const decisions = await decideChunk(call.db, rates, job);
    for (const { rate, outcome } of decisions) {
      counts[countOf[outcome.kind]] += 1;
      if (outcome.kind === 'refused') refusals.add(rate, outcome.faults);
    }
    const room = ROWS_MAX - rows.length;
    const shown = room > 0 ? await changedRows(call, decisions, checked.references, room) : [];
    for (const row of shown) rows.push(row);
    // After a refusal that undoes all, the rest is only looked through for more of them.
    if (!preview && (skipRefused || refusals.count === 0)) await writer.write(writesOf(decisions));
  }
  if (!preview && !skipRefused && refusals.count > 0) {
    throw refusals.problem(input.rateIds === undefined ? 'filter' : 'rateIds');
  }
  const changeSetId = await writer.close();
  const { revision } = changeSetId === null ? table : await getRateTable(call, table.id);
  const { faults } = refusals;
  return { preview, counts: withSums(counts), faults, rows, revision, changeSetId };
}

const countOf = {
  version: 'newVersions',
  corrected: 'corrected',
  deleted: 'deleted',
  stashed: 'stashed',
  unstashed: 'unstashed',
  ended: 'ended',
  unchanged: 'unchanged',
  special: 'specialSkipped',
  refused: 'refused',
} as const satisfies Readonly<Record<Decision['outcome']['kind'], keyof Counts>>;

function noCounts(): Counts {
  const none = { selected: 0, changed: 0, newVersions: 0, corrected: 0, deleted: 0, stashed: 0 };
  return { ...none, unstashed: 0, ended: 0, unchanged: 0, specialSkipped: 0, refused: 0 };
}

function withSums(counts: Counts): Counts {
  const { newVersions, corrected, deleted, stashed, unstashed, ended } = counts;
  const changed = newVersions + corrected + deleted + stashed + unstashed + ended;
  const selected = changed + counts.unchanged + counts.specialSkipped + counts.refused;
  return { ...counts, changed, selected };
}

function writesOf(decisions: readonly Decision[]): RateWrites {
  const added: RateContent[] = [];
  const changes: { readonly before: StoredRate; readonly after: StoredRate }[] = [];
  const deletedIds: string[] = [];
  for (const { rate, outcome } of decisions) {
    if (outcome.kind === 'deleted') deletedIds.push(rate.id);
    if (!('after' in outcome)) continue;
    if (outcome.kind !== 'version') {
      changes.push({ before: rate, after: outcome.after });
      continue;
    }
    added.push(outcome.after);
    if (outcome.old !== null) changes.push({ before: rate, after: outcome.old });
  }
  const updated = changes.map(({ after }) => after);
  return { added, updated, changedFields: changedFields(changes), deletedIds };
}
