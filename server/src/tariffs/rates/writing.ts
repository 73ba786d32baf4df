/**
 * What every write of rates asks before it writes: names of codes, references that exist, and the
 * past of tables by which calls were rated.
 */

import { getCategory } from '../../catalogue/categories/service.js';
import { resolveCodeNames } from '../../catalogue/code-decks/service.js';
import { nameIds } from '../../catalogue/names/service.js';
import { getTimeProfile } from '../../catalogue/time-profiles/service.js';
import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import {
  foundOrNull,
  invalidRequest,
  Problem,
  type ProblemFault,
  unknownReference,
} from '../../platform/problems/problem.js';
import type { RateTable } from '../rate-tables/schema.js';
import { holdsSpecial } from '../stored-rates/periods.js';
import type { RateContent, StoredRate } from '../stored-rates/record.js';
import type { RateEdit } from './schema.js';
import { quotedSpecialRate } from './store.js';

/** Time profile and category that an input names have to exist. */
export async function requireReferences(
  call: ReadCall,
  { timeProfileId, categoryId }: Pick<RateEdit, 'timeProfileId' | 'categoryId'>,
): Promise<void> {
  const faults: ProblemFault[] = [];
  const look = async (path: string, noun: string, find: () => Promise<unknown>) => {
    if ((await foundOrNull(find())) === null) faults.push(unknownReference(path, noun));
  };
  if (timeProfileId != null) {
    await look('timeProfileId', 'time profile', () => getTimeProfile(call, timeProfileId));
  }
  if (categoryId != null) {
    await look('categoryId', 'category', () => getCategory(call, categoryId));
  }
  if (faults.length > 0) throw invalidRequest(...faults);
}

/** The contents with the id of their name: the given one, else that of the table's code deck. */
export async function withNames(
  call: WriteCall,
  table: RateTable,
  contents: readonly RateContent[],
  name: string | null | undefined,
): Promise<RateContent[]> {
  if (name != null && name !== '') {
    const nameId = (await nameIds(call, [name])).get(name)!;
    return contents.map((content) => ({ ...content, nameId, nameIsOwn: true }));
  }
  const codes = contents.map(({ code }) => code);
  const named =
    table.codeDeck === null
      ? new Map<string, { readonly nameId: number }>()
      : await resolveCodeNames(call, table.codeDeck.id, codes);
  return contents.map((content) => ({
    ...content,
    nameId: named.get(content.code)?.nameId ?? 0,
    nameIsOwn: false,
  }));
}

/** In a table by which calls were rated, nothing begins before now. */
export function requireOpenDate(
  table: RateTable,
  { effectiveFrom, stashed }: Pick<RateContent, 'effectiveFrom' | 'stashed'>,
  now: string,
): void {
  if (!table.callsRated || stashed || (effectiveFrom !== null && effectiveFrom >= now)) return;
  throw new Problem(
    'already_rated',
    'calls were rated by this table, so a new version begins now or later: leave effectiveFrom out',
  );
}

/** An ordinary version that begins while a special one holds would put that out of force. */
export async function requireOutsideSpecials(
  call: WriteCall,
  versions: readonly StoredRate[],
  effectiveFrom: string | null,
): Promise<void> {
  const special = versions.filter((version) => holdsSpecial(version, effectiveFrom));
  if (special.length === 0) return;
  const codes = special.slice(0, 10).map(({ code }) => code);
  const name = await quotedSpecialRate(call.db, special[0]!.specialRateId!);
  throw new Problem(
    'owned_by_special_rate',
    `the special rate ${name} owns the rates of ${codes.join(', ')} then: edit the special rate, ` +
      'or leave these codes out',
  );
}
