/**
 * What a request has to keep beyond its schema, and the things that it names: all faults at once.
 */

import { getCategory } from '../../catalogue/categories/service.js';
import { getTimeProfile } from '../../catalogue/time-profiles/service.js';
import type { WriteCall } from '../../platform/access/call.js';
import {
  foundOrNull,
  invalidRequest,
  type ProblemFault,
  unknownReference,
} from '../../platform/problems/problem.js';
import type { MassEdit } from './schema.js';

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Things that `set` names, for the images of edited rates. */
export interface References {
  readonly timeProfile: Named | null;
  readonly category: Named | null;
}

const EDIT_ONLY = ['price', 'firstPrice', 'setupFee', 'set'] as const;
const TAKES_NO_DATE = ['delete', 'stash', 'unstash'];

function formFaults(input: MassEdit): ProblemFault[] {
  const faults: ProblemFault[] = [];
  const add = (path: string, code: string, message: string) => faults.push({ path, code, message });
  if ((input.filter === undefined) === (input.rateIds === undefined)) {
    add('filter', 'not_exactly_one', 'give either filter (may be {}: all) or rateIds');
  }
  const given = EDIT_ONLY.filter((name) => input[name] !== undefined);
  if (input.action === 'edit' && given.length === 0) {
    add('set', 'nothing_to_do', `give at least one of ${EDIT_ONLY.join(', ')}`);
  }
  if (input.action !== 'edit') {
    for (const path of given) add(path, 'not_for_action', 'is for the action edit only');
    if (input.inPlace === true) add('inPlace', 'not_for_action', 'is for the action edit only');
  }
  if (input.effectiveFrom === undefined) return faults;
  if (TAKES_NO_DATE.includes(input.action)) {
    add('effectiveFrom', 'not_for_action', 'is for the actions edit and end only');
  } else if (input.inPlace === true) {
    const message = 'versions corrected by inPlace keep their dates: leave one of both out';
    add('effectiveFrom', 'not_both', message);
  }
  return faults;
}

async function lookUp<Thing extends Named>(
  path: string,
  noun: string,
  id: string | null | undefined,
  faults: ProblemFault[],
  find: (id: string) => Promise<Thing>,
): Promise<Named | null> {
  if (id == null) return null;
  const found = await foundOrNull(find(id));
  if (found === null) faults.push(unknownReference(path, noun));
  return found === null ? null : { id, name: found.name };
}

export interface CheckedRequest {
  readonly at: string;
  readonly effectiveTo: string | null;
  readonly references: References;
}

export async function checkRequest(call: WriteCall, input: MassEdit): Promise<CheckedRequest> {
  const faults = formFaults(input);
  const { timeProfileId, categoryId } = input.set ?? {};
  const references = {
    timeProfile: await lookUp('set.timeProfileId', 'time profile', timeProfileId, faults, (id) =>
      getTimeProfile(call, id),
    ),
    category: await lookUp('set.categoryId', 'category', categoryId, faults, (id) =>
      getCategory(call, id),
    ),
  };
  if (faults.length > 0) throw invalidRequest(...faults);
  const { effectiveFrom: at = call.now, set } = input;
  return { at, effectiveTo: set?.effectiveTo ?? null, references };
}
