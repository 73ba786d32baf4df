/**
 * Assignments: which plan or table prices an account or a trunk, from when on.
 *
 * The latest that has begun is in force, so one that begins later ends the one before it and nobody
 * is ever priced by two. Calls that were rated stay rated: an assignment that rated some can be ended
 * after the last of them, but not changed or removed, and no other one takes its time over.
 */

import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import { requireVersion } from '../../platform/access/expected-version.js';
import { auditOf } from '../../platform/audit-trail/record-audit.js';
import type { Page } from '../../platform/db/page.js';
import { notFound, Problem } from '../../platform/problems/problem.js';
import { instantOf, requireDates, requireFit, requireNotOwn } from './fit.js';
import type { Assignment, AssignmentEdit, AssignmentQuery, NewAssignment } from './schema.js';
import * as store from './store.js';

export function listAssignments(call: ReadCall, query: AssignmentQuery): Promise<Page<Assignment>> {
  return store.listAssignments(call.db, call, query);
}

/** Of all accounts and trunks, past, current and planned. */
export function allAssignments({ db }: Pick<ReadCall, 'db'>): Promise<store.StoredAssignment[]> {
  return store.allAssignments(db);
}

export async function getAssignment(call: ReadCall, id: string): Promise<Assignment> {
  const assignment = await store.findAssignment(call.db, call, id);
  if (assignment === null) throw notFound('assignment', id);
  return assignment;
}

export async function createAssignment(call: WriteCall, input: NewAssignment): Promise<Assignment> {
  const fields: store.AssignmentFields = {
    accountId: input.accountId ?? null,
    trunkId: input.trunkId ?? null,
    ratingPlanId: input.ratingPlanId ?? null,
    rateTableId: input.rateTableId ?? null,
    activatesAt: input.activatesAt === undefined ? call.now : instantOf(input.activatesAt),
    endsAt: instantOf(input.endsAt ?? null),
  };
  await requireFit(call, fields);
  await requireFreeTime(call, fields, null);
  const id = await store.insertAssignment(call.db, fields);
  const assignment = await getAssignment(call, id);
  await audit(call, 'create', null, assignment);
  return assignment;
}

async function lockAssignment(call: WriteCall, id: string): Promise<Assignment> {
  await store.lockAssignment(call.db, id);
  const assignment = await getAssignment(call, id);
  requireNotOwn(call, assignment.account.id);
  requireVersion(call, assignment);
  return assignment;
}

const fieldsOf = (assignment: Assignment): store.AssignmentFields => ({
  accountId: assignment.trunk === null ? assignment.account.id : null,
  trunkId: assignment.trunk?.id ?? null,
  ratingPlanId: assignment.ratingPlan?.id ?? null,
  rateTableId: assignment.rateTable?.id ?? null,
  activatesAt: instantOf(assignment.activatesAt),
  endsAt: instantOf(assignment.endsAt),
});

/** A plan that is given replaces a table, and a table a plan. */
function edited(
  before: store.AssignmentFields,
  { ratingPlanId, rateTableId, activatesAt, endsAt }: AssignmentEdit,
): store.AssignmentFields {
  return {
    ...before,
    ratingPlanId: ratingPlanId ?? (rateTableId == null ? before.ratingPlanId : null),
    rateTableId: rateTableId ?? (ratingPlanId == null ? before.rateTableId : null),
    activatesAt: activatesAt === undefined ? before.activatesAt : instantOf(activatesAt),
    endsAt: endsAt === undefined ? before.endsAt : instantOf(endsAt),
  };
}

export async function editAssignment(
  call: WriteCall,
  id: string,
  edit: AssignmentEdit,
): Promise<Assignment> {
  const before = await lockAssignment(call, id);
  const had = fieldsOf(before);
  const fields = edited(had, edit);
  requireUnchangedPast(before, had, fields);
  const isAnew = had.ratingPlanId !== fields.ratingPlanId || had.rateTableId !== fields.rateTableId;
  if (isAnew) await requireFit(call, fields);
  else requireDates(fields);
  await requireFreeTime(call, fields, id);
  await store.updateAssignment(call.db, id, fields);
  const assignment = await getAssignment(call, id);
  await audit(call, 'edit', before, assignment);
  return assignment;
}

export async function deleteAssignment(call: WriteCall, id: string): Promise<void> {
  const assignment = await lockAssignment(call, id);
  if (assignment.ratedCalls !== null) {
    throw alreadyRated(assignment.ratedCalls, 'it cannot be removed');
  }
  await store.deleteAssignment(call.db, id);
  await audit(call, 'delete', assignment, null);
}

type Calls = NonNullable<Assignment['ratedCalls']>;

function alreadyRated({ count, firstAt, lastAt }: Calls, refusal: string): Problem {
  const calls = count === 1 ? `1 call, of ${firstAt},` : `${count} calls, ${firstAt} to ${lastAt},`;
  return new Problem(
    'already_rated',
    `${calls} rated by it hold it: ${refusal}; end it after the last of them (endsAt)`,
  );
}

function requireUnchangedPast(
  { ratedCalls }: Assignment,
  before: store.AssignmentFields,
  after: store.AssignmentFields,
): void {
  if (ratedCalls === null) return;
  const changed = (['ratingPlanId', 'rateTableId', 'activatesAt'] as const).filter(
    (name) => before[name] !== after[name],
  );
  if (changed.length > 0) throw alreadyRated(ratedCalls, `${changed.join(', ')} cannot change`);
  if (after.endsAt !== null && Date.parse(after.endsAt) <= Date.parse(ratedCalls.lastAt)) {
    throw alreadyRated(ratedCalls, `it cannot end at ${after.endsAt}`);
  }
}

/** No other one of the same account or trunk begins then, and no rated call comes under this one. */
async function requireFreeTime(
  call: WriteCall,
  fields: store.AssignmentFields,
  id: string | null,
): Promise<void> {
  const twin = await store.findTwin(call.db, fields, id);
  if (twin !== null) {
    const whose = fields.accountId === null ? 'trunk' : 'account';
    throw new Problem(
      'conflict',
      `assignment ${twin.id} of the same ${whose} begins at this instant: edit that one, or choose ` +
        'another instant',
    );
  }
  const held = await store.findHeldCalls(call.db, fields, id);
  if (held === null) return;
  throw new Problem(
    'already_rated',
    `${held.count} call(s), ${held.firstAt} to ${held.lastAt}, were rated by ` +
      `${JSON.stringify(held.name)} (assignment ${held.id}), which this one would take over: let it ` +
      `begin after ${held.lastAt}`,
  );
}

/** Seen by who sees the account that it prices. */
const audit = auditOf<Assignment>(({ id, account, trunk, ratingPlan, rateTable }) => {
  const name = `${(trunk ?? account).name}: ${(ratingPlan ?? rateTable)!.name}`;
  return { noun: 'assignment', id, name, ownerId: account.id };
});
