/**
 * Rating plans: their rules, whoever asks.
 *
 * A plan is kept while it is being built, gaps and all; once it is assigned it has none. What prices
 * its calls has no versions, so it is fixed once calls were rated: a copy goes on from a date.
 */

import { DEFAULTS } from '@ratedeck/engine';
import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import { requireVersion } from '../../platform/access/expected-version.js';
import { recordAudit } from '../../platform/audit-trail/record-audit.js';
import type { Page } from '../../platform/db/page.js';
import { notFound, Problem } from '../../platform/problems/problem.js';
import { ownerOf } from '../rate-tables/service.js';
import { coverageOf } from './coverage.js';
import { type FoundEntry, findEntries, scopeOf } from './entries.js';
import type {
  NewEntry,
  NewRatingPlan,
  RatingPlan,
  RatingPlanEdit,
  RatingPlanQuery,
} from './schema.js';
import * as store from './store.js';

/** The account with those above it: whose plans and tables may price what stands below. */
export function ownersAbove(call: ReadCall, accountId: string): Promise<Set<string>> {
  return store.ownersAbove(call.db, accountId);
}

export function listRatingPlans(call: ReadCall, query: RatingPlanQuery): Promise<Page<RatingPlan>> {
  return store.listRatingPlans(call.db, call.principal, query);
}

export async function getRatingPlan(call: ReadCall, id: string): Promise<RatingPlan> {
  const plan = await store.findRatingPlan(call.db, call.principal, id);
  if (plan === null) throw notFound('rating plan', id);
  return plan;
}

async function lockRatingPlan(call: WriteCall, id: string): Promise<RatingPlan> {
  const plan = await store.findRatingPlan(call.db, call.principal, id, true);
  if (plan === null) throw notFound('rating plan', id);
  requireVersion(call, plan);
  return plan;
}

function partsOf(entries: readonly FoundEntry[]): store.RatingPlanParts {
  return {
    scope: scopeOf(entries),
    entries: entries.map(({ table, weight, timing }) => ({
      ...{ rateTableId: table.id, weight, timingId: timing?.id ?? null },
    })),
    ...coverageOf(entries),
  };
}

export async function createRatingPlan(call: WriteCall, input: NewRatingPlan): Promise<RatingPlan> {
  const { name, currency, entries } = input;
  const ownerId = await ownerOf(call, input.ownerId ?? call.principal.accountId);
  const found = await findEntries(call, { name, ownerId, currency }, entries);
  const settings = {
    name,
    description: input.description ?? '',
    precedence: input.precedence ?? DEFAULTS.precedence,
    timeBasis: input.timeBasis ?? null,
    status: 'active' as const,
  };
  const id = await store.insertRatingPlan(call.db, { ownerId, currency }, settings);
  await store.replaceParts(call.db, id, partsOf(found));
  const plan = await getRatingPlan(call, id);
  await audit(call, 'create', null, plan);
  return plan;
}

export async function editRatingPlan(
  call: WriteCall,
  id: string,
  edit: RatingPlanEdit,
): Promise<RatingPlan> {
  const before = await lockRatingPlan(call, id);
  const { owner, currency } = before;
  const { entries, ...fields } = edit;
  const settings = { ...before, ...fields };
  requireUnchangedPast(before, { ...settings, entries: entries ?? null });
  await store.updateRatingPlan(call.db, id, settings);
  if (entries !== undefined) {
    const head = { name: settings.name, ownerId: owner.id, currency };
    const after = partsOf(await findEntries(call, head, entries));
    if (before.assignmentCount > 0) await requireAssignable(call, before, after);
    await store.replaceParts(call.db, id, after);
  }
  const plan = await getRatingPlan(call, id);
  await audit(call, 'edit', before, plan);
  return plan;
}

type Priced = Pick<RatingPlan, 'precedence' | 'timeBasis'> & {
  /** Null: they stay. */
  readonly entries: readonly NewEntry[] | null;
};

function requireUnchangedPast(before: RatingPlan, after: Priced): void {
  if (!before.callsRated) return;
  const had = before.entries.map(({ rateTable, weight, timing }) => [
    ...[rateTable.id, weight, timing?.id ?? null],
  ]);
  const gets = after.entries?.map(({ rateTableId, weight, timingId }) => [
    ...[rateTableId, weight ?? DEFAULTS.weight, timingId ?? null],
  ]);
  const changed = [
    ...(before.precedence === after.precedence ? [] : ['precedence']),
    ...(before.timeBasis === after.timeBasis ? [] : ['timeBasis']),
    ...(gets === undefined || JSON.stringify(had) === JSON.stringify(gets) ? [] : ['entries']),
  ];
  if (changed.length === 0) return;
  throw new Problem(
    'already_rated',
    `calls were rated by this plan, so ${changed.join(', ')} cannot change: copy it, change the ` +
      'copy, and assign that one from a date on',
  );
}

async function requireAssignable(
  call: WriteCall,
  before: RatingPlan,
  after: store.RatingPlanParts,
): Promise<void> {
  if (after.isComplete && after.scope === before.scope) return;
  const names = await store.assigneesOf(call.db, before.id);
  const whom = `it is assigned to ${names.map((name) => JSON.stringify(name)).join(', ')}`;
  if (!after.isComplete) throw new Problem('plan_has_gaps', `${whom}; ${gapsText(after)}`);
  throw new Problem('still_in_use', `${whom}, so its tables stay ${before.scope} tables`);
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const GAPS_SHOWN_MAX = 7;

/** "nothing holds on Saturday 00:00-24:00, on Sunday 00:00-24:00". */
export function gapsText({ gaps, scope }: Pick<store.RatingPlanParts, 'gaps' | 'scope'>): string {
  if (scope === null) return 'it has no entries';
  const shown = gaps.slice(0, GAPS_SHOWN_MAX).map(({ weekday, from, to, date }) => {
    const day = date === null ? WEEKDAYS[weekday - 1] : `${WEEKDAYS[weekday - 1]} ${date}`;
    return `on ${day} ${from}-${to}`;
  });
  const more = gaps.length - shown.length;
  return `nothing holds ${shown.join(', ')}${more > 0 ? ` and at ${more} other times` : ''}`;
}

export async function deleteRatingPlan(call: WriteCall, id: string): Promise<void> {
  const plan = await lockRatingPlan(call, id);
  const names = await store.assigneesOf(call.db, id);
  if (names.length > 0) {
    const whom = names.map((name) => JSON.stringify(name)).join(', ');
    const advice = plan.callsRated
      ? 'calls were rated by it, so it stays: archive it instead (status archived)'
      : 'remove these assignments first, or archive it (status archived)';
    throw new Problem('still_in_use', `it is assigned to ${whom}; ${advice}`);
  }
  await store.deleteRatingPlan(call.db, id);
  await audit(call, 'delete', plan, null);
}

function audit(
  call: WriteCall,
  action: string,
  before: RatingPlan | null,
  after: RatingPlan | null,
): Promise<void> {
  const { id, name, owner } = (after ?? before)!;
  const noun = 'rating-plan';
  return recordAudit(call, { action, noun, id, name, ownerId: owner.id, before, after });
}
