/**
 * Rating plans: their rules, whoever asks.
 *
 * A plan is kept while it is being built, gaps and all; once it is assigned it has none. What prices
 * its calls has no versions, so it is fixed once calls were rated: a copy goes on from a date.
 */

import { DEFAULTS } from '@ratedeck/engine';
import type { TimeProfile } from '../../catalogue/time-profiles/schema.js';
import { getTimeProfile } from '../../catalogue/time-profiles/service.js';
import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import { requireVersion } from '../../platform/access/expected-version.js';
import { auditOf } from '../../platform/audit-trail/record-audit.js';
import type { Page } from '../../platform/db/page.js';
import { notFound, Problem } from '../../platform/problems/problem.js';
import { notOwned, ownerOf } from '../rate-tables/service.js';
import { coverageOf, weekOf } from './coverage.js';
import { type FoundEntry, findEntries, scopeOf } from './entries.js';
import * as parts from './parts-store.js';
import type {
  NewEntry,
  NewRatingPlan,
  PlanCoverage,
  RatingPlan,
  RatingPlanCopy,
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

/** Of all owners: the operator's first, then by owner and name. */
export function allRatingPlans({ db }: Pick<ReadCall, 'db'>): Promise<RatingPlan[]> {
  return store.allRatingPlans(db);
}

export async function getRatingPlan(call: ReadCall, id: string): Promise<RatingPlan> {
  const plan = await store.findSeenRatingPlan(call.db, call.principal, id);
  if (plan === null) throw notFound('rating plan', id);
  return plan;
}

async function lockRatingPlan(call: WriteCall, id: string): Promise<RatingPlan> {
  const plan = await store.lockOwnRatingPlan(call.db, call.principal, id);
  if (plan === null) {
    const { name, owner } = await getRatingPlan(call, id);
    throw notOwned('rating plan', name, owner.name);
  }
  requireVersion(call, plan);
  return plan;
}

function partsOf(entries: readonly FoundEntry[]): parts.RatingPlanParts {
  return {
    scope: scopeOf(entries),
    entries: entries.map(({ table, weight, timing }) => ({
      ...{ rateTableId: table.id, weight, timingId: timing?.id ?? null },
    })),
    ...coverageOf(entries.map((entry) => ({ ...entry, service: entry.table.service }))),
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
  await parts.replaceParts(call.db, id, partsOf(found));
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
  // Those of a plan that has rated calls are the same ones.
  if (entries !== undefined && !before.callsRated) {
    const head = { name: settings.name, ownerId: owner.id, currency };
    const after = partsOf(await findEntries(call, head, entries));
    if (before.assignmentCount > 0) await requireAssignable(call, before, after);
    await parts.replaceParts(call.db, id, after);
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
  after: parts.RatingPlanParts,
): Promise<void> {
  if (after.isComplete && after.scope === before.scope) return;
  const names = await store.assigneesOf(call.db, before.id);
  const whom = `it is assigned to ${names.map((name) => JSON.stringify(name)).join(', ')}`;
  if (!after.isComplete) throw new Problem('plan_has_gaps', `${whom}; ${gapsText(after)}`);
  throw new Problem('still_in_use', `${whom}, so its tables stay ${before.scope} tables`);
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const GAPS_SHOWN_MAX = 7;
const PLANS_SHOWN_MAX = 5;

/** "nothing holds on Saturday 00:00-24:00, on Sunday 00:00-24:00". */
export function gapsText({ gaps, scope }: Pick<parts.RatingPlanParts, 'gaps' | 'scope'>): string {
  if (scope === null) return 'it has no entries';
  const shown = gaps.slice(0, GAPS_SHOWN_MAX).map(({ weekday, from, to, date }) => {
    const day = date === null ? WEEKDAYS[weekday - 1] : `${WEEKDAYS[weekday - 1]} ${date}`;
    return `on ${day} ${from}-${to}`;
  });
  const more = gaps.length - shown.length;
  return `nothing holds ${shown.join(', ')}${more > 0 ? ` and at ${more} other times` : ''}`;
}

/** The same under another name, of the same owner, assigned to nobody. */
export async function copyRatingPlan(
  call: WriteCall,
  id: string,
  { name, description }: RatingPlanCopy,
): Promise<RatingPlan> {
  const plan = await lockRatingPlan(call, id);
  const { owner, currency, precedence, timeBasis } = plan;
  const copyId = await store.insertRatingPlan(
    call.db,
    { ownerId: owner.id, currency },
    {
      ...{ name, description: description ?? plan.description, precedence, timeBasis },
      status: 'active',
    },
  );
  await parts.copyParts(call.db, id, copyId);
  const copy = await getRatingPlan(call, copyId);
  await audit(call, 'create', null, copy);
  return copy;
}

/** The week as data: what is in force when. */
export async function getCoverage(call: ReadCall, id: string): Promise<PlanCoverage> {
  const { entries, isComplete, gaps, overlaps } = await getRatingPlan(call, id);
  const { timeZone, segments } = weekOf(await timingsOf(call, entries));
  return {
    ...{ timeZone, isComplete, gaps, overlaps },
    segments: segments.map(({ always, sometimes, ...part }) => {
      const constant = new Set(always);
      const held = [...always, ...sometimes].sort(
        (a, b) => entries[b]!.weight - entries[a]!.weight || a - b,
      );
      return {
        ...part,
        entries: held.map((position) => ({
          ...{ position, ...entries[position]! },
          holds: constant.has(position) ? ('always' as const) : ('sometimes' as const),
        })),
      };
    }),
  };
}

interface Timed {
  readonly timing: { readonly id: string } | null;
}

/** With whole profiles in place of references to them. */
async function timingsOf<Entry extends Timed>(call: ReadCall, entries: readonly Entry[]) {
  const profiles = new Map<string, TimeProfile>();
  for (const { timing } of entries) {
    if (timing === null || profiles.has(timing.id)) continue;
    profiles.set(timing.id, await getTimeProfile(call, timing.id));
  }
  return entries.map((entry) => ({
    ...entry,
    timing: entry.timing === null ? null : profiles.get(entry.timing.id)!,
  }));
}

/**
 * After a time profile changed, in the same transaction: what its plans cover is found anew. One that
 * would leave an assigned plan with gaps is refused, with the names of these plans.
 */
export async function timeProfileChanged(call: WriteCall, timeProfileId: string): Promise<void> {
  const broken: string[] = [];
  for (const plan of await store.lockPlansWith(call.db, timeProfileId)) {
    const entries = await parts.timedEntriesOf(call.db, plan.id);
    const coverage = coverageOf(await timingsOf(call, entries));
    if (plan.isAssigned && !coverage.isComplete) {
      broken.push(`${JSON.stringify(plan.name)}: ${gapsText({ ...coverage, scope: plan.scope })}`);
    } else await parts.updateCoverage(call.db, plan.id, coverage);
  }
  if (broken.length === 0) return;
  const shown = broken.slice(0, PLANS_SHOWN_MAX).join('; ');
  const more = broken.length - PLANS_SHOWN_MAX;
  const others = more > 0 ? ` and ${more} other plan(s)` : '';
  throw new Problem(
    'plan_has_gaps',
    `it would leave gaps in assigned rating plans: ${shown}${others}. Give these hours another ` +
      'entry in the plans first',
  );
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

const audit = auditOf<RatingPlan>(({ id, name, owner }) => ({
  ...{ noun: 'rating-plan', id, name, ownerId: owner.id },
}));
