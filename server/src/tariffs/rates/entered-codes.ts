/**
 * For which codes and source codes an entry makes rates: given as digits, lists and ranges, or by the
 * names that the table's code decks have for them. One entry makes a rate for each source code of each
 * code.
 */

import { parseCodeCell } from '@ratedeck/decks';
import { addMissingCodes, codesOfName } from '../../catalogue/code-decks/service.js';
import type { WriteCall } from '../../platform/access/call.js';
import { invalidRequest, type ProblemFault } from '../../platform/problems/problem.js';
import type { RateTable } from '../rate-tables/schema.js';
import type { NewRates } from './schema.js';

const RATES_MAX = 10_000;

export interface EnteredCodes {
  readonly codes: readonly string[];
  /** One of them is null where the rates hold for all callers. */
  readonly sourceCodes: readonly (string | null)[];
}

export async function enteredCodes(
  call: WriteCall,
  table: RateTable,
  input: NewRates,
): Promise<EnteredCodes> {
  const { codes: text, codeNames } = input;
  if ((text === undefined) === (codeNames === undefined)) {
    const message = 'give either codes or codeNames';
    throw invalidRequest({ path: 'codes', code: 'not_exactly_one', message });
  }
  const codes =
    text === undefined
      ? await codesNamed(call, table.codeDeck, codeNames!, 'codeNames')
      : readCodes(text, 'codes');
  const sourceCodes = await enteredSourceCodes(call, table, input);
  const count = codes.length * sourceCodes.length;
  if (count > RATES_MAX) {
    const message = `makes ${count} rates; at most ${RATES_MAX} at once, more by a deck`;
    const path = text === undefined ? 'codeNames' : 'codes';
    throw invalidRequest({ path, code: 'too_many_codes', message });
  }
  return { codes, sourceCodes };
}

async function enteredSourceCodes(
  call: WriteCall,
  table: RateTable,
  { sourceCode, sourceCodes, sourceCodeNames }: NewRates,
): Promise<(string | null)[]> {
  const given = [sourceCode, sourceCodes, sourceCodeNames].filter((value) => value !== undefined);
  if (given.length > 1) {
    const message = 'give one of sourceCode, sourceCodes and sourceCodeNames';
    throw invalidRequest({ path: 'sourceCodes', code: 'not_exactly_one', message });
  }
  if (sourceCodeNames !== undefined) {
    return codesNamed(call, table.sourceCodeDeck, sourceCodeNames, 'sourceCodeNames');
  }
  if (sourceCodes === undefined) return [sourceCode ?? null];
  const codes = readCodes(sourceCodes, 'sourceCodes');
  if (!codes.includes('')) return codes;
  const message = 'holds an empty code: leave the source codes out for all callers';
  throw invalidRequest({ path: 'sourceCodes', code: 'invalid_code', message });
}

function readCodes(text: string, path: string): string[] {
  const cell = parseCodeCell(text, { prefix: '' });
  if (cell.ok) return [...cell.codes];
  throw invalidRequest({ path, code: cell.code, message: cell.message });
}

async function codesNamed(
  call: WriteCall,
  deck: RateTable['codeDeck'],
  names: readonly string[],
  path: 'codeNames' | 'sourceCodeNames',
): Promise<string[]> {
  if (deck === null) {
    const [kind, codes] = path === 'codeNames' ? ['code deck', 'codes'] : sourceWords;
    const message = `the table has no ${kind}: give ${codes}, or set its ${kind}`;
    throw invalidRequest({ path, code: 'no_code_deck', message });
  }
  const faults: ProblemFault[] = [];
  const codes = new Set<string>();
  for (const [index, name] of names.entries()) {
    const found = await codesOfName(call, deck.id, name);
    for (const code of found) codes.add(code);
    if (found.length > 0) continue;
    const advice =
      path === 'codeNames' ? '' : '; to add it, give its sourceCodes and newSourceCodeName';
    const message = `is no name of the code deck ${JSON.stringify(deck.name)}${advice}`;
    faults.push({ path: `${path}[${index}]`, code: 'unknown_reference', message });
  }
  if (faults.length > 0) throw invalidRequest(...faults);
  return [...codes];
}

const sourceWords = ['source code deck', 'sourceCodes'] as const;

/** Adds source codes that the deck lacks, where they get a name; answers with them. */
export async function addSourceCodes(
  call: WriteCall,
  { sourceCodeDeck }: RateTable,
  { newSourceCodeName, sourceCodeNames }: NewRates,
  sourceCodes: readonly (string | null)[],
): Promise<string[]> {
  if (newSourceCodeName === undefined) return [];
  const path = 'newSourceCodeName';
  const given = sourceCodes.filter((code) => code !== null);
  if (given.length === 0 || sourceCodeNames !== undefined) {
    const message = 'names source codes: give these as sourceCode or sourceCodes';
    throw invalidRequest({ path, code: 'missing_codes', message });
  }
  if (sourceCodeDeck === null) {
    const message = 'the table has no source code deck: set its sourceCodeDeckId first';
    throw invalidRequest({ path, code: 'no_code_deck', message });
  }
  return addMissingCodes(call, sourceCodeDeck, given, newSourceCodeName);
}
