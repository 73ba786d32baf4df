/**
 * Adds rates: one for each code of an entry, as one change set. What stands in the way is told for
 * all codes at once.
 */

import { parseCodeCell } from '@ratedeck/decks';
import { codesOfName } from '../../catalogue/code-decks/service.js';
import type { WriteCall } from '../../platform/access/call.js';
import { invalidRequest, Problem, type ProblemFault } from '../../platform/problems/problem.js';
import { closeChangeSet, openChangeSet } from '../change-recording/service.js';
import { getRateTable, type RateTable } from '../rate-tables/service.js';
import { insertRates, updateRates, versionsOfCodes } from './bulk-store.js';
import { contentFaults, editedContent, emptyContent } from './content.js';
import { identityOf, type RateContent, type StoredRate } from './record.js';
import type { AddedRates, NewRates } from './schema.js';
import { addedIds, showRates } from './store.js';
import {
  requireOpenDate,
  requireOutsideSpecials,
  requireReferences,
  withNames,
} from './writing.js';

const CODES_MAX = 10_000;
const SHOWN_MAX = 500;

export async function addRates(
  call: WriteCall,
  rateTableId: string,
  input: NewRates,
): Promise<AddedRates> {
  const table = await getRateTable(call, rateTableId);
  const { codes: _, codeNames: __, futureVersions = 'preserve', name, ...fields } = input;
  await requireReferences(call, fields);
  const codes = await codesOf(call, table, input);
  const first = { effectiveFrom: call.now, ...fields };
  const contents = codes.map((code) =>
    editedContent(emptyContent(code, input.service ?? table.service), first),
  );
  requireValid(table, contents);
  requireOpenDate(table, contents[0]!, call.now);
  const summary = summaryOf(codes);
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
    unnamedCodes: named
      .filter(({ nameId }) => nameId === 0)
      .slice(0, SHOWN_MAX)
      .map(({ code }) => code),
    items: await showRates(call.db, ids, call.now),
  };
}

async function codesOf(call: WriteCall, table: RateTable, input: NewRates): Promise<string[]> {
  const { codes, codeNames } = input;
  if ((codes === undefined) === (codeNames === undefined)) {
    const message = 'give either codes or codeNames';
    throw invalidRequest({ path: 'codes', code: 'not_exactly_one', message });
  }
  const found = codes === undefined ? await codesNamed(call, table, codeNames!) : readCodes(codes);
  if (found.length > CODES_MAX) {
    const message = `is ${found.length} codes; at most ${CODES_MAX} at once, more by a deck`;
    const path = codes === undefined ? 'codeNames' : 'codes';
    throw invalidRequest({ path, code: 'too_many_codes', message });
  }
  return found;
}

function readCodes(text: string): string[] {
  const cell = parseCodeCell(text, { prefix: '' });
  if (cell.ok) return [...cell.codes];
  throw invalidRequest({ path: 'codes', code: cell.code, message: cell.message });
}

async function codesNamed(
  call: WriteCall,
  table: RateTable,
  names: readonly string[],
): Promise<string[]> {
  const { codeDeck } = table;
  if (codeDeck === null) {
    const message = 'the table has no code deck: give codes, or set its code deck';
    throw invalidRequest({ path: 'codeNames', code: 'no_code_deck', message });
  }
  const faults: ProblemFault[] = [];
  const codes = new Set<string>();
  for (const [index, name] of names.entries()) {
    const found = await codesOfName(call.db, codeDeck.id, name);
    for (const code of found) codes.add(code);
    if (found.length > 0) continue;
    const message = `is no name of the code deck ${JSON.stringify(codeDeck.name)}`;
    faults.push({ path: `codeNames[${index}]`, code: 'unknown_reference', message });
  }
  if (faults.length > 0) throw invalidRequest(...faults);
  return [...codes];
}

/** All rates of an entry differ in their code only, so the first one's faults are everyone's. */
function requireValid(table: RateTable, contents: readonly RateContent[]): void {
  const faults = contentFaults(table, contents.slice(0, 1));
  if (faults.length > 0) throw invalidRequest(...faults);
}

function summaryOf(codes: readonly string[]): string {
  const shown = codes.slice(0, 10).map((code) => (code === '' ? '(every number)' : code));
  const more = codes.length > 10 ? `, and ${codes.length - 10} more` : '';
  return `${codes.length} rate${codes.length === 1 ? '' : 's'} added: ${shown.join(', ')}${more}`;
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
