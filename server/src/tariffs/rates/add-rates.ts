/**
 * Adds rates: one for each code of an entry, as one change set. What stands in the way is told for
 * all codes at once.
 */

import type { CodesListener } from '../../catalogue/code-decks/service.js';
import type { WriteCall } from '../../platform/access/call.js';
import { invalidRequest, Problem } from '../../platform/problems/problem.js';
import { closeChangeSet, openChangeSet } from '../change-recording/service.js';
import type { RateTable } from '../rate-tables/schema.js';
import { getOwnRateTable } from '../rate-tables/service.js';
import { insertRates, updateRates, versionsOfCodes } from '../stored-rates/bulk-store.js';
import {
  emptyContent,
  identityOf,
  type RateContent,
  type StoredRate,
} from '../stored-rates/record.js';
import { contentFaults, editedContent } from './content.js';
import { addSourceCodes, enteredCodes } from './entered-codes.js';
import type { AddedRates, NewRates } from './schema.js';
import { addedIds, showRates } from './store.js';
import {
  requireOpenDate,
  requireOutsideSpecials,
  requireReferences,
  withNames,
} from './writing.js';

const SHOWN_MAX = 500;

export async function addRates(
  call: WriteCall,
  rateTableId: string,
  input: NewRates,
  onCodesChanged: CodesListener,
): Promise<AddedRates> {
  const table = await getOwnRateTable(call, rateTableId);
  const { futureVersions = 'preserve', name, ...fields } = input;
  await requireReferences(call, fields);
  const { codes, sourceCodes } = await enteredCodes(call, table, input);
  const first = { effectiveFrom: call.now, ...fields };
  const contents = codes.flatMap((code) =>
    sourceCodes.map((sourceCode) =>
      editedContent(emptyContent(code, input.service ?? table.service), { ...first, sourceCode }),
    ),
  );
  requireValid(table, contents);
  requireOpenDate(table, contents[0]!, call.now);
  const newSourceCodes = await addSourceCodes(call, table, input, sourceCodes);
  if (newSourceCodes.length > 0) await onCodesChanged(call, table.sourceCodeDeck!.id);
  const summary = summaryOf(codes, contents.length);
  const { id: changeSetId } = await openChangeSet(call, { rateTableId, kind: 'edit', summary });
  // Only now nobody else changes the table.
  const existing = sameIdentity(await versionsOfCodes(call.db, rateTableId, codes), contents);
  await requireOutsideSpecials(call, existing, contents[0]!.effectiveFrom);
  requireNewDate(existing, contents[0]!);
  const stashed =
    futureVersions === 'stash'
      ? existing.filter((rate) => rate.specialRateId === null && isAfter(rate, contents[0]!))
      : [];
  await updateRates(
    call.db,
    stashed.map((rate) => ({ ...rate, stashed: true })),
  );
  const named = await withNames(call, table, contents, name);
  const place = { changeSetId, rateTableId };
  await insertRates(
    call.db,
    place,
    named.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
  );
  const { addedCount } = await closeChangeSet(call, changeSetId);
  const ids = await addedIds(call.db, changeSetId, SHOWN_MAX);
  return {
    changeSetId,
    count: addedCount,
    stashedCount: stashed.length,
    newSourceCodes,
    unnamedCodes: unnamedCodes(named).slice(0, SHOWN_MAX),
    items: await showRates(call.db, ids, call.now),
  };
}

function unnamedCodes(named: readonly RateContent[]): string[] {
  return [...new Set(named.filter(({ nameId }) => nameId === 0).map(({ code }) => code))];
}

/** All rates of an entry differ in their codes only, so the first one's faults are everyone's. */
function requireValid(table: RateTable, contents: readonly RateContent[]): void {
  const faults = contentFaults(table, contents.slice(0, 1));
  if (faults.length > 0) throw invalidRequest(...faults);
}

function summaryOf(codes: readonly string[], rateCount: number): string {
  const shown = codes.slice(0, 10).map((code) => (code === '' ? '(every number)' : code));
  const more = codes.length > 10 ? `, and ${codes.length - 10} more` : '';
  return `${rateCount} rate${rateCount === 1 ? '' : 's'} added: ${shown.join(', ')}${more}`;
}

function sameIdentity(
  existing: readonly StoredRate[],
  contents: readonly RateContent[],
): StoredRate[] {
  const identities = new Set(contents.map(identityOf));
  return existing.filter((rate) => identities.has(identityOf(rate)));
}

/** Null is before everything. */
const isAfter = (rate: RateContent, other: RateContent): boolean =>
  rate.effectiveFrom !== null &&
  (other.effectiveFrom === null || rate.effectiveFrom > other.effectiveFrom);

function requireNewDate(existing: readonly StoredRate[], content: RateContent): void {
  const twins = existing.filter(({ effectiveFrom }) => effectiveFrom === content.effectiveFrom);
  if (twins.length === 0) return;
  const from = content.effectiveFrom ?? 'always';
  throw new Problem(
    'rate_version_exists',
    `${twins.length} of the codes have a version from ${from} already: edit these, or choose ` +
      'another effectiveFrom',
    twins.slice(0, 1000).map(({ id, code }) => ({
      path: 'codes',
      code: 'rate_version_exists',
      message: `the code ${JSON.stringify(code)} has rate ${id} from then on`,
    })),
  );
}
