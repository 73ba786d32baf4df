/** Which codes a special rate has: a list as it is written, or those of a code name in the deck. */

import { parseCodeCell } from '@ratedeck/decks';
import { codesOfName } from '../../catalogue/code-decks/service.js';
import type { ReadCall } from '../../platform/access/call.js';
import { invalidRequest } from '../../platform/problems/problem.js';
import type { RateTable } from '../rate-tables/schema.js';
import type { SpecialRate, SpecialRateEdit } from './schema.js';
import { heldCodes } from './store.js';

const CODES_MAX = 10_000;

export interface SpecialCodes {
  readonly codes: string[];
  /** Null: the codes were listed. */
  readonly codeName: string | null;
}

/** The codes of an entry, which has to be of one kind. */
export async function codesOf(
  call: ReadCall,
  table: RateTable,
  { codes, codeName }: Pick<SpecialRateEdit, 'codes' | 'codeName'>,
): Promise<SpecialCodes> {
  if ((codes === undefined) === (codeName === undefined)) {
    const message = 'give either codes or codeName';
    throw invalidRequest({ path: 'codes', code: 'not_exactly_one', message });
  }
  if (codes !== undefined) return { codes: readCodes(codes), codeName: null };
  return { codes: await codesNamed(call, table, codeName!), codeName: codeName! };
}

function readCodes(text: string): string[] {
  const fault = (code: string, message: string) => invalidRequest({ path: 'codes', code, message });
  const cell = parseCodeCell(text, { prefix: '' });
  if (!cell.ok) throw fault(cell.code, cell.message);
  const codes = [...new Set(cell.codes)].sort();
  if (codes.length <= CODES_MAX) return codes;
  throw fault(
    'too_many_codes',
    `is ${codes.length} codes; a special rate has at most ${CODES_MAX}`,
  );
}

async function codesNamed(call: ReadCall, table: RateTable, name: string): Promise<string[]> {
  const fault = (code: string, message: string) =>
    invalidRequest({ path: 'codeName', code, message });
  const { codeDeck } = table;
  if (codeDeck === null) {
    const message = 'the table has no code deck: give codes, or set its code deck';
    throw fault('no_code_deck', message);
  }
  const codes = await codesOfName(call, codeDeck.id, name);
  if (codes.length > 0) return codes;
  const message = `is no name of the code deck ${JSON.stringify(codeDeck.name)}`;
  throw fault('unknown_reference', message);
}

/** The codes that a stored special rate shall have now. Without a deck, those by name stay. */
export async function wantedCodes(
  call: ReadCall,
  { codeDeck }: RateTable,
  specialRate: SpecialRate,
): Promise<string[]> {
  const { codes, codeName } = specialRate;
  if (codeName === null) return codes ?? [];
  if (codeDeck === null) return heldCodes(call.db, specialRate, call.now);
  return codesOfName(call, codeDeck.id, codeName);
}
