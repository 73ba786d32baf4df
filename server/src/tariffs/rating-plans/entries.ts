/**
 * The entries of a plan as a request gives them: what they name is looked up, and all that is wrong
 * with them is told at once. Currencies and repeated tables are judged by the engine's book.
 */

import { DEFAULTS } from '@ratedeck/engine';
import type { TimeProfile } from '../../catalogue/time-profiles/schema.js';
import { getTimeProfile } from '../../catalogue/time-profiles/service.js';
import type { WriteCall } from '../../platform/access/call.js';
import { bookFaults } from '../../platform/book-rules/service.js';
import {
  foundOrNull,
  invalidRequest,
  type ProblemFault,
  unknownReference,
} from '../../platform/problems/problem.js';
import type { RateTable } from '../rate-tables/schema.js';
import { getRateTable } from '../rate-tables/service.js';
import type { NewEntry, RatingPlan } from './schema.js';
import * as store from './store.js';

export interface FoundEntry {
  readonly table: RateTable;
  readonly weight: number;
  readonly timing: TimeProfile | null;
}

interface PlanHead {
  readonly name: string;
  readonly ownerId: string;
  readonly currency: string;
}

/** Locks what is found against changes, so that the plan is judged by what is committed with it. */
export async function findEntries(
  call: WriteCall,
  plan: PlanHead,
  entries: readonly NewEntry[],
): Promise<FoundEntry[]> {
  const timingIds = entries.flatMap(({ timingId }) => timingId ?? []);
  await store.shareTimeProfiles(call.db, timingIds);
  const tables = await lookUp(
    entries.map(({ rateTableId }) => rateTableId),
    (id) => getRateTable(call, id),
  );
  const timings = await lookUp(timingIds, (id) => getTimeProfile(call, id));
  const faults: ProblemFault[] = [];
  const listed = entries.map(({ rateTableId, timingId, weight }, index) => {
    const table = tables.get(rateTableId) ?? null;
    const timing = timingId == null ? null : (timings.get(timingId) ?? null);
    const unknown = (field: string, noun: string) =>
      faults.push(unknownReference(`entries[${index}].${field}`, noun));
    if (table === null) unknown('rateTableId', 'rate table');
    if (timing === null && timingId != null) unknown('timingId', 'time profile');
    return { table, timing, weight: weight ?? DEFAULTS.weight };
  });
  if (faults.length > 0) throw invalidRequest(...faults);
  const whole = listed as FoundEntry[];
  const misfits = [...kindFaults(plan, whole), ...(await ownerFaults(call, plan, whole))];
  if (misfits.length > 0) throw invalidRequest(...misfits);
  return whole;
}

/** Each only once, however often it is named. */
async function lookUp<T>(
  ids: readonly string[],
  get: (id: string) => Promise<T>,
): Promise<Map<string, T | null>> {
  const things = new Map<string, T | null>();
  for (const id of ids) if (!things.has(id)) things.set(id, await foundOrNull(get(id)));
  return things;
}

/** By the engine's rules, in a book in which things are called by their ids. */
function kindFaults({ name, currency }: PlanHead, entries: readonly FoundEntry[]): ProblemFault[] {
  const tables = new Map(entries.map(({ table }) => [table.id, table]));
  const timings = new Set(entries.flatMap(({ timing }) => timing?.id ?? []));
  const faults = bookFaults(
    {
      timeProfiles: [...timings].map((id) => ({ name: id })),
      rateTables: [...tables.values()].map((table) => ({
        ...{ name: table.id, currency: table.currency },
      })),
      ratingPlans: [
        {
          ...{ name, currency },
          entries: entries.map(({ table, weight, timing }) => ({
            ...{ rateTable: table.id, weight, timing: timing?.id ?? null },
          })),
        },
      ],
    },
    (path) => path.replace(/^ratingPlans\[0\][.]?/, '').replace(/[.]rateTable$/, '.rateTableId'),
  );
  const scope = scopeOf(entries);
  for (const [index, { table }] of entries.entries()) {
    if (table.scope === scope) continue;
    const message = `is a ${table.scope} table, entries[0] a ${scope} table; a plan has one scope`;
    faults.push({ path: `entries[${index}].rateTableId`, code: 'scope_mismatch', message });
  }
  return faults;
}

/** Whoever owns a table sets its prices, so only who stands above may lend one to a plan. */
async function ownerFaults(
  call: WriteCall,
  { ownerId }: PlanHead,
  entries: readonly FoundEntry[],
): Promise<ProblemFault[]> {
  const owners = await store.ownersAbove(call.db, ownerId);
  return entries.flatMap(({ table }, index): ProblemFault[] => {
    if (owners.has(table.owner.id)) return [];
    const name = JSON.stringify(table.owner.name);
    const message = `belongs to ${name}, which is neither the plan's owner nor above it`;
    return [{ path: `entries[${index}].rateTableId`, code: 'wrong_owner', message }];
  });
}

export const scopeOf = (entries: readonly FoundEntry[]): RatingPlan['scope'] =>
  entries[0]?.table.scope ?? null;
