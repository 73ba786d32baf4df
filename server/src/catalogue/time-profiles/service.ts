/**
 * Time profiles: named parts of the week, which all accounts share, so the operator keeps them. What
 * a profile may be is the engine's rule; one that rates or rating plans hold by is not deleted.
 */

import type { TimeProfile as BookProfile } from '@ratedeck/engine';
import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import { requireVersion } from '../../platform/access/expected-version.js';
import { auditOf } from '../../platform/audit-trail/record-audit.js';
import { bookFaults } from '../../platform/book-rules/service.js';
import type { Page } from '../../platform/db/page.js';
import { invalidRequest, notFound, Problem } from '../../platform/problems/problem.js';
import type {
  NewTimeProfile,
  TimeProfile,
  TimeProfileEdit,
  TimeProfileFields,
  TimeProfileQuery,
} from './schema.js';
import * as store from './store.js';

/** The profile as the engine's book has it. */
export function bookProfile({ name, timeZone, ...rest }: TimeProfileFields): BookProfile {
  const { windows, months, monthDays, exceptions } = rest;
  return {
    ...{ name, timeZone, exceptions },
    ...(windows !== null && { windows }),
    ...(months !== null && { months }),
    ...(monthDays !== null && { monthDays }),
  };
}

export function listTimeProfiles(
  call: ReadCall,
  query: TimeProfileQuery,
): Promise<Page<TimeProfile>> {
  return store.listTimeProfiles(call.db, query);
}

/** In the order of their names. */
export function allTimeProfiles({ db }: Pick<ReadCall, 'db'>): Promise<TimeProfile[]> {
  return store.allTimeProfiles(db);
}

export async function getTimeProfile(call: ReadCall, id: string): Promise<TimeProfile> {
  const profile = await store.findTimeProfile(call.db, id);
  if (profile === null) throw notFound('time profile', id);
  return profile;
}

/** With the defaults of what is left out or null; refuses what the book would not take. */
function validFields(input: NewTimeProfile): TimeProfileFields {
  const fields = {
    name: input.name,
    timeZone: input.timeZone ?? 'UTC',
    windows: input.windows ?? null,
    months: input.months ?? null,
    monthDays: input.monthDays ?? null,
    exceptions: input.exceptions ?? [],
  };
  const faults = bookFaults({ timeProfiles: [fields] }, (path) =>
    path.replace(/^timeProfiles\[0\][.]?/, ''),
  );
  if (faults.length > 0) throw invalidRequest(...faults);
  return fields;
}

export async function createTimeProfile(
  call: WriteCall,
  input: NewTimeProfile,
): Promise<TimeProfile> {
  const id = await store.insertTimeProfile(call.db, validFields(input));
  const profile = await getTimeProfile(call, id);
  await audit(call, 'create', null, profile);
  return profile;
}

export async function editTimeProfile(
  call: WriteCall,
  id: string,
  edit: TimeProfileEdit,
): Promise<TimeProfile> {
  const before = await lockTimeProfile(call, id);
  await store.updateTimeProfile(call.db, id, validFields({ ...before, ...edit }));
  const profile = await getTimeProfile(call, id);
  await audit(call, 'edit', before, profile);
  return profile;
}

export async function deleteTimeProfile(call: WriteCall, id: string): Promise<void> {
  const profile = await lockTimeProfile(call, id);
  const dependants = await store.dependantsOf(call.db, id);
  if (dependants.length > 0) {
    const found = dependants.join(' and ');
    throw new Problem('still_in_use', `${found} hold by it: give them another profile first`);
  }
  await store.deleteTimeProfile(call.db, id);
  await audit(call, 'delete', profile, null);
}

async function lockTimeProfile(call: WriteCall, id: string): Promise<TimeProfile> {
  const profile = await store.lockTimeProfile(call.db, id);
  if (profile === null) throw notFound('time profile', id);
  requireVersion(call, profile);
  return profile;
}

/** Only the operator's users write, so the entries are the operator's. */
const audit = auditOf<TimeProfile>(({ id, name }, { principal }) => ({
  ...{ noun: 'time-profile', id, name, ownerId: principal.accountId },
}));
