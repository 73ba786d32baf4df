/**
 * Edits of single rates. In a table by which calls were rated, an edit of what was in force becomes a
 * new version from now on; the past stays as it was.
 */

import type { WriteCall } from '../../platform/access/call.js';
import { requireVersion } from '../../platform/access/expected-version.js';
import { invalidRequest, notFound, Problem } from '../../platform/problems/problem.js';
import { closeChangeSet, openChangeSet } from '../change-recording/service.js';
import { isSameValue } from '../charge/same-value.js';
import type { RateTable } from '../rate-tables/schema.js';
import { getOwnRateTable } from '../rate-tables/service.js';
import {
  deleteRates,
  insertRates,
  updateRates,
  versionsOfCodes,
} from '../stored-rates/bulk-store.js';
import { wasInForce } from '../stored-rates/periods.js';
import {
  identityOf,
  pricingFields,
  type RateContent,
  type StoredRate,
} from '../stored-rates/record.js';
import { contentFaults, editedContent } from './content.js';
import type { Rate, RateEdit } from './schema.js';
import { seenRate } from './seen-rates.js';
import { addedIds, findStoredRate, quotedSpecialRate, showRates } from './store.js';
import {
  requireOpenDate,
  requireOutsideSpecials,
  requireReferences,
  withNames,
} from './writing.js';

interface Editing {
  readonly rate: StoredRate;
  readonly table: RateTable;
  readonly changeSetId: string;
}

async function begin(call: WriteCall, id: string, verb: string): Promise<Editing> {
  const seen = await findStoredRate(call.db, call.principal, id);
  if (seen === null) {
    const { rate } = await seenRate(call, id);
    await getOwnRateTable(call, rate.rateTableId);
    throw notFound('rate', id);
  }
  const summary = `rate ${id} of code ${seen.code === '' ? '(every number)' : seen.code} ${verb}`;
  const { rateTableId } = seen;
  const opened = await openChangeSet(call, { rateTableId, kind: 'edit', summary });
  // Once more under the lock: somebody may have changed it between.
  const rate = await findStoredRate(call.db, call.principal, id);
  if (rate === null) throw notFound('rate', id);
  requireVersion(call, rate);
  if (rate.specialRateId !== null) {
    const name = await quotedSpecialRate(call.db, rate.specialRateId);
    throw new Problem(
      'owned_by_special_rate',
      `the special rate ${name} owns this rate: edit or delete the special rate`,
    );
  }
  return { rate, table: opened.table, changeSetId: opened.id };
}

async function finish(call: WriteCall, { changeSetId }: Editing, id: string): Promise<Rate> {
  await closeChangeSet(call, changeSetId);
  const [rate] = await showRates(call.db, [id], call.now);
  return rate!;
}

function changesPrice(before: RateContent, after: RateContent): boolean {
  return pricingFields.some((field) => !isSameValue(field, before[field], after[field]));
}

export async function editRate(call: WriteCall, id: string, edit: RateEdit): Promise<Rate> {
  const editing = await begin(call, id, 'edited');
  const { rate, table } = editing;
  await requireReferences(call, edit);
  const edited = { ...rate, ...(await named(call, table, rate, edit)) };
  requireValid(table, edited);
  const isPast = table.callsRated && !rate.stashed && wasInForce(rate.effectiveFrom, call.now);
  if (isPast) requirePastKept(rate, edited, call.now);
  const needsVersion = isPast && changesPrice(rate, edited);
  if (needsVersion) return finish(call, editing, await writeVersion(call, editing, edited));
  if (!isPast) requireOpenDate(table, edited, call.now);
  await requireFree(call, edited, id);
  await updateRates(call.db, [edited]);
  return finish(call, editing, id);
}

async function named(
  call: WriteCall,
  table: RateTable,
  rate: StoredRate,
  edit: RateEdit,
): Promise<RateContent> {
  const content = editedContent(rate, edit);
  const { name } = edit;
  const follows = name === undefined && (rate.nameIsOwn || content.code === rate.code);
  if (follows) return content;
  const [withName] = await withNames(call, table, [content], name);
  return withName!;
}

function requireValid(table: RateTable, content: RateContent): void {
  const faults = contentFaults(table, [content]);
  if (faults.length > 0) throw invalidRequest(...faults);
}

/** Its begin is past; its end can be moved as long as both ends are to come. */
function requirePastKept(before: StoredRate, after: RateContent, now: string): void {
  const refuse = (what: string) => new Problem('already_rated', `calls were rated by it: ${what}`);
  if (before.effectiveFrom !== after.effectiveFrom) throw refuse('its begin stays as it is');
  if (before.effectiveTo === after.effectiveTo) return;
  const ends = [before.effectiveTo, after.effectiveTo];
  if (ends.some((end) => end !== null && end < now)) {
    throw refuse('an end that has passed stays, and a new one is now or later');
  }
}

/** The edited rate as a new version from now on. Where its identity changes, the old one ends. */
async function writeVersion(
  call: WriteCall,
  { rate, changeSetId }: Editing,
  edited: StoredRate,
): Promise<string> {
  const version = { ...edited, effectiveFrom: call.now };
  if (version.effectiveTo !== null && version.effectiveTo <= call.now) {
    throw new Problem('already_rated', 'it has ended: add a new rate instead');
  }
  await requireFree(call, version, rate.id);
  if (identityOf(rate) !== identityOf(version)) {
    await updateRates(call.db, [{ ...rate, effectiveTo: call.now }]);
  }
  const { rateTableId } = rate;
  await insertRates(call.db, { changeSetId, rateTableId }, [version]);
  const [id] = await addedIds(call.db, changeSetId, 1);
  return id!;
}

/** No other version of its identity begins at the same instant, and no special one holds then. */
async function requireFree(call: WriteCall, rate: StoredRate, ownId: string): Promise<void> {
  if (rate.stashed) return;
  const others = await versionsOfCodes(call.db, rate.rateTableId, [rate.code]);
  const versions = others.filter(
    (other) => other.id !== ownId && identityOf(other) === identityOf(rate),
  );
  const twin = versions.find(({ effectiveFrom }) => effectiveFrom === rate.effectiveFrom);
  if (twin === undefined) await requireOutsideSpecials(call, versions, rate.effectiveFrom);
  if (twin === undefined) return;
  throw new Problem(
    'rate_version_exists',
    `rate ${twin.id} is a version from the same instant: edit that one, or choose another date`,
  );
}

export async function setStashed(call: WriteCall, id: string, stashed: boolean): Promise<Rate> {
  const editing = await begin(call, id, stashed ? 'stashed' : 'brought back');
  const { rate, table } = editing;
  if (rate.stashed === stashed) return finish(call, editing, id);
  const isPast = table.callsRated && wasInForce(rate.effectiveFrom, call.now);
  if (isPast) {
    const advice = stashed
      ? 'end it by effectiveTo instead'
      : 'give it a later effectiveFrom first';
    throw new Problem('already_rated', `calls were rated by this table: ${advice}`);
  }
  const changed = { ...rate, stashed };
  await requireFree(call, changed, id);
  await updateRates(call.db, [changed]);
  return finish(call, editing, id);
}

export async function deleteRate(call: WriteCall, id: string): Promise<void> {
  const { rate, table, changeSetId } = await begin(call, id, 'deleted');
  if (table.callsRated && !rate.stashed && wasInForce(rate.effectiveFrom, call.now)) {
    const advice = 'end it by effectiveTo, now or later';
    throw new Problem(
      'already_rated',
      `calls were rated by this table, so the rate stays: ${advice}`,
    );
  }
  await deleteRates(call.db, [id]);
  await closeChangeSet(call, changeSetId);
}
