/**
 * Special rates: one price, or a block, for a code name or a list of codes, whoever asks.
 *
 * A special rate owns the rates that it writes; they are edited through it alone. It has no rate
 * without a change set, and every change of it is one. Which versions it writes, stashes and brings
 * back is decided in `plan-code.ts`.
 */

import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import { requireVersion } from '../../platform/access/expected-version.js';
import { auditOf } from '../../platform/audit-trail/record-audit.js';
import type { Page } from '../../platform/db/page.js';
import { invalidRequest, notFound, Problem, referenced } from '../../platform/problems/problem.js';
import type { RateTable } from '../rate-tables/schema.js';
import { lockRateTable, requireActive } from '../rate-tables/service.js';
import { contentFaults, editedContent } from '../rates/service.js';
import { emptyContent } from '../stored-rates/record.js';
import type {
  NewSpecialRate,
  SpecialRate,
  SpecialRateEdit,
  SpecialRateQuery,
  WrittenSpecialRate,
} from './schema.js';
import { codesOf, wantedCodes } from './special-codes.js';
import * as store from './store.js';
import { contentOf, type RatesOutcome, writeRates } from './write-rates.js';

export { codeDeckChanged } from './follow-code-deck.js';

export function listSpecialRates(
  call: ReadCall,
  query: SpecialRateQuery,
): Promise<Page<SpecialRate>> {
  return store.listSpecialRates(call.db, call.principal, query);
}

export async function getSpecialRate(call: ReadCall, id: string): Promise<SpecialRate> {
  const specialRate = await store.findSpecialRate(call.db, call.principal, id);
  if (specialRate === null) throw notFound('special rate', id);
  return specialRate;
}

export async function createSpecialRate(
  call: WriteCall,
  input: NewSpecialRate,
): Promise<WrittenSpecialRate> {
  const table = await tableOf(call, input.rateTableId);
  const { codes, codeName } = await codesOf(call, table, input);
  const { service = table.service } = input;
  const draft = applied(
    {
      ...{ id: '', version: 1, rateTableId: table.id, name: input.name, codeName, service },
      codes: codeName === null ? codes : null,
      blocked: false,
      ...{ price: null, firstPrice: null, firstInterval: null, nextInterval: null },
      ...{ setupFee: null, graceVolume: null, effectiveTo: null, notes: null },
      effectiveFrom: call.now,
      rateCount: 0,
      createdAt: call.now,
    },
    input,
  );
  requireValid(table, draft);
  requireOpenDates(call, table, null, draft);
  const id = await store.insertSpecialRate(call.db, { rateTableId: table.id, service }, draft);
  const specialRate = await getSpecialRate(call, id);
  const outcome = await writeRates(call, { table, specialRate, codes, verb: 'created' });
  return finish(call, table, { action: 'create', before: null, id }, outcome);
}

async function tableOf(call: WriteCall, id: string): Promise<RateTable> {
  const table = await referenced(lockRateTable(call, id), 'rateTableId', 'rate table');
  requireActive(table);
  return table;
}

/** The special rate with the edit's fields but its codes; instants in their one form. */
function applied(specialRate: SpecialRate, edit: Partial<SpecialRateEdit>): SpecialRate {
  const { codes: _, codeName: __, ...fields } = edit;
  const edited: SpecialRate = {
    ...specialRate,
    name: fields.name ?? specialRate.name,
    blocked: fields.blocked ?? specialRate.blocked,
    price: fields.price === undefined ? specialRate.price : fields.price,
    firstPrice: fields.firstPrice === undefined ? specialRate.firstPrice : fields.firstPrice,
    firstInterval:
      fields.firstInterval === undefined ? specialRate.firstInterval : fields.firstInterval,
    nextInterval:
      fields.nextInterval === undefined ? specialRate.nextInterval : fields.nextInterval,
    setupFee: fields.setupFee === undefined ? specialRate.setupFee : fields.setupFee,
    graceVolume: fields.graceVolume === undefined ? specialRate.graceVolume : fields.graceVolume,
    notes: fields.notes === undefined ? specialRate.notes : fields.notes,
  };
  const { effectiveFrom = edited.effectiveFrom, effectiveTo = edited.effectiveTo } = fields;
  const dated = editedContent(emptyContent('', edited.service), { effectiveFrom, effectiveTo });
  return { ...edited, effectiveFrom: dated.effectiveFrom!, effectiveTo: dated.effectiveTo };
}

/** Its rates differ in their code only, so the faults of one are everyone's. */
function requireValid(table: RateTable, specialRate: SpecialRate): void {
  const faults = contentFaults(table, [contentOf(specialRate, '')]);
  if (faults.length > 0) throw invalidRequest(...faults);
}

const isBegun = (specialRate: SpecialRate, now: string): boolean => specialRate.effectiveFrom < now;
const hasEnded = ({ effectiveTo }: SpecialRate, now: string): boolean =>
  effectiveTo !== null && effectiveTo <= now;

/** In a table by which calls were rated, nothing begins or ends before now. */
function requireOpenDates(
  call: WriteCall,
  table: RateTable,
  before: SpecialRate | null,
  after: SpecialRate,
): void {
  if (!table.callsRated) return;
  const refuse = (advice: string) =>
    new Problem('already_rated', `calls were rated by this table: ${advice}`);
  if (before !== null && hasEnded(before, call.now)) {
    throw refuse(`the special rate ended at ${before.effectiveTo} and stays so: create a new one`);
  }
  const hasMoved = before === null || before.effectiveFrom !== after.effectiveFrom;
  if (hasMoved && before !== null && isBegun(before, call.now)) {
    throw refuse(`the special rate began at ${before.effectiveFrom}, and that stays`);
  }
  if (hasMoved && isBegun(after, call.now)) {
    throw refuse('a special rate begins now or later; leave effectiveFrom out for now');
  }
  if (hasEnded(after, call.now)) {
    throw refuse('a special rate ends later than now; to end it now, delete it');
  }
}

/** What can be edited without touching rates. */
const isOfRates = (edit: SpecialRateEdit): boolean =>
  Object.keys(edit).some((field) => field !== 'name' && field !== 'notes');

export async function editSpecialRate(
  call: WriteCall,
  id: string,
  edit: SpecialRateEdit,
): Promise<WrittenSpecialRate> {
  const { before, table } = await lock(call, id);
  const edited = applied(before, edit);
  const start = { action: 'edit', before, id };
  if (!isOfRates(edit)) {
    await store.updateSpecialRate(call.db, id, edited);
    return finish(call, table, start, null);
  }
  requireActive(table);
  const { codes, codeName } =
    edit.codes === undefined && edit.codeName === undefined
      ? { codes: await wantedCodes(call, table, before), codeName: before.codeName }
      : await codesOf(call, table, edit);
  const draft = { ...edited, codeName, codes: codeName === null ? codes : null };
  requireValid(table, draft);
  requireOpenDates(call, table, before, draft);
  await store.updateSpecialRate(call.db, id, draft);
  const specialRate = await getSpecialRate(call, id);
  const outcome = await writeRates(call, { table, specialRate, codes, verb: 'edited' });
  return finish(call, table, start, outcome);
}

async function lock(
  call: WriteCall,
  id: string,
): Promise<{ before: SpecialRate; table: RateTable }> {
  const seen = await getSpecialRate(call, id);
  const table = await lockRateTable(call, seen.rateTableId);
  // Once more under the lock: somebody may have changed it between.
  const before = await getSpecialRate(call, id);
  requireVersion(call, before);
  return { before, table };
}

async function finish(
  call: WriteCall,
  table: RateTable,
  { action, before, id }: { action: string; before: SpecialRate | null; id: string },
  outcome: RatesOutcome | null,
): Promise<WrittenSpecialRate> {
  const after = await getSpecialRate(call, id);
  const { changeSetId = null, stashedCount = 0, returnedCount = 0 } = outcome ?? {};
  await auditIn(table)(call, action, before, after, { changeSetId });
  return { ...after, changeSetId, stashedCount, returnedCount };
}

/**
 * Deletes it, or ends it now where calls were rated by the table and it has begun: its past rates
 * stay, and so does the special rate to which they belong.
 */
export async function deleteSpecialRate(call: WriteCall, id: string): Promise<void> {
  const { before, table } = await lock(call, id);
  requireActive(table);
  if (table.callsRated && hasEnded(before, call.now) && before.rateCount > 0) {
    throw new Problem(
      'already_rated',
      `calls were rated by this table: the special rate ended at ${before.effectiveTo} and stays ` +
        'with its rates as a part of the past',
    );
  }
  const isPast = table.callsRated && isBegun(before, call.now) && before.rateCount > 0;
  const verb = isPast ? 'ended' : 'deleted';
  const { changeSetId } = await writeRates(call, { table, specialRate: before, codes: [], verb });
  const { rateCount } = await getSpecialRate(call, id);
  if (rateCount === 0) {
    await store.deleteSpecialRate(call.db, id);
    return auditIn(table)(call, 'delete', before, null, { changeSetId });
  }
  await store.updateSpecialRate(call.db, id, { ...before, effectiveTo: call.now });
  const after = await getSpecialRate(call, id);
  return auditIn(table)(call, 'end', before, after, { changeSetId });
}

const auditIn = ({ owner }: RateTable) =>
  auditOf<SpecialRate>(({ id, name }) => ({
    ...{ noun: 'special-rate', id, name, ownerId: owner.id },
  }));
