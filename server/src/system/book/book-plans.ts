/**
 * Rating plans and assignments of a book. A plan with gaps is taken as it is being built; whether an
 * assignment fits is for the rules of assignments, which refuse one with gaps.
 */

import {
  type Assignment,
  type RatingPlan as BookPlan,
  DEFAULTS,
  ownedReferences,
  parseInstant,
  referenceTo,
} from '@ratedeck/engine';
import type { WriteCall } from '../../platform/access/call.js';
import { invalidRequest } from '../../platform/problems/problem.js';
import {
  allAssignments,
  createAssignment,
  editAssignment,
} from '../../tariffs/assignments/service.js';
import type { RatingPlan } from '../../tariffs/rating-plans/schema.js';
import {
  allRatingPlans,
  createRatingPlan,
  editRatingPlan,
  timeProfileChanged,
} from '../../tariffs/rating-plans/service.js';
import { differing } from './alike.js';
import type { Ids, Told } from './book-parts.js';
import type { ImportedTables } from './book-tables.js';
import type { Progress } from './progress.js';

interface Named {
  readonly profiles: Ids;
  readonly accounts: Ids;
  readonly trunks: Ids;
  readonly tables: ImportedTables;
}

interface PlanPlace {
  readonly named: Named;
  readonly ownerId: string;
  /** Null: there is none of its name and owner yet. */
  readonly found: RatingPlan | null;
  readonly reference: string;
}

/** Ids of the plans by what the book refers to them with. */
export async function importPlans(
  call: WriteCall,
  plans: readonly BookPlan[],
  named: Named & { readonly changed: ReadonlyMap<string, string> },
  { progress, refusals }: Told,
): Promise<Ids> {
  const references = ownedReferences(plans);
  const stored = new Map(
    (await allRatingPlans(call)).map((plan) => [`${plan.owner.id}\n${plan.name}`, plan]),
  );
  const own = new Map<BookPlan, string>();
  for (const [index, plan] of plans.entries()) {
    const { owner, name } = plan;
    const ownerId = owner === undefined ? call.principal.accountId : named.accounts.get(owner)!;
    const found = stored.get(`${ownerId}\n${name}`) ?? null;
    const place = { named, ownerId, found, reference: referenceTo(plan, references) };
    const id = await refusals.at(`body.ratingPlans[${index}]`, () =>
      importPlan(call, plan, place, progress),
    );
    if (id !== null) own.set(plan, id);
  }
  for (const [id, at] of named.changed) await refusals.at(at, () => timeProfileChanged(call, id));
  refusals.throwIfAny();
  return new Map([...references].map(([text, plan]) => [text, own.get(plan)!]));
}

async function importPlan(
  call: WriteCall,
  plan: BookPlan,
  { named, ownerId, found, reference }: PlanPlace,
  progress: Progress,
): Promise<string> {
  const { name, description = '', precedence = DEFAULTS.precedence, timeBasis = null } = plan;
  const entries = plan.entries.map(({ rateTable, weight = DEFAULTS.weight, timing }) => ({
    ...{ rateTableId: named.tables.get(rateTable)!.id, weight },
    timingId: timing === undefined ? null : named.profiles.get(timing)!,
  }));
  const fields = { description, precedence, timeBasis, entries };
  const first = named.tables.get(plan.entries[0]?.rateTable ?? '');
  const currency = plan.currency ?? first?.currency ?? found?.currency ?? DEFAULTS.currency;
  if (found === null) {
    const created = await createRatingPlan(call, { name, ownerId, currency, ...fields });
    progress.created('ratingPlans', reference);
    return created.id;
  }
  if (found.currency !== currency) {
    const message = `is ${currency}; the plan has ${found.currency}, which is fixed at its creation`;
    throw invalidRequest({ path: 'currency', code: 'fixed', message });
  }
  const had = found.entries.map(({ rateTable, weight, timing }) => ({
    ...{ rateTableId: rateTable.id, weight, timingId: timing?.id ?? null },
  }));
  const edit = differing({ ...found, entries: had }, fields);
  if (edit !== null) await editRatingPlan(call, found.id, edit);
  progress.edited('ratingPlans', reference, edit);
  return found.id;
}

/** One of an account or trunk is the one that begins at the same instant. */
export async function importAssignments(
  call: WriteCall,
  assignments: readonly Assignment[],
  named: Named & { readonly plans: Ids },
  { progress, refusals }: Told,
): Promise<void> {
  const keyOf = (accountId: string | null, trunkId: string | null, begin: number | null) =>
    `${accountId ?? ''} ${trunkId ?? ''} ${begin ?? ''}`;
  const stored = new Map(
    (await allAssignments(call)).map((one) => {
      return [keyOf(one.accountId, one.trunkId, instantOf(one.activatesAt)), one] as const;
    }),
  );
  for (const [index, assignment] of assignments.entries()) {
    const { account, trunk, ratingPlan, rateTable, activatesAt, endsAt } = assignment;
    const accountId = account === undefined ? null : named.accounts.get(account)!;
    const trunkId = trunk === undefined ? null : named.trunks.get(trunk)!;
    const fields = {
      ratingPlanId: ratingPlan === undefined ? null : named.plans.get(ratingPlan)!,
      rateTableId: rateTable === undefined ? null : named.tables.get(rateTable)!.id,
      endsAt: endsAt ?? null,
    };
    const found = stored.get(keyOf(accountId, trunkId, instantOf(activatesAt)));
    const name = `${account ?? trunk} from ${activatesAt ?? 'always'}`;
    await refusals.at(`body.assignments[${index}]`, async () => {
      if (found === undefined) {
        const begin = { activatesAt: activatesAt ?? null };
        await createAssignment(call, { accountId, trunkId, ...fields, ...begin });
        progress.created('assignments', name);
        return;
      }
      const edit = changesOf(found, fields);
      if (edit !== null) await editAssignment(call, found.id, edit);
      progress.edited('assignments', name, edit);
    });
  }
  refusals.throwIfAny();
}

const instantOf = (text: string | null | undefined): number | null =>
  text == null ? null : parseInstant(text);

interface Priced {
  readonly ratingPlanId: string | null;
  readonly rateTableId: string | null;
  readonly endsAt: string | null;
}

function changesOf(found: Priced, wanted: Priced): Partial<Priced> | null {
  const isSameEnd = instantOf(found.endsAt) === instantOf(wanted.endsAt);
  return differing(found, isSameEnd ? { ...wanted, endsAt: found.endsAt } : wanted);
}
