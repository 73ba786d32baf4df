/**
 * What a code deck calls codes: a code bears the name of the longest code of the deck that it begins
 * with. One that the deck says nothing of is not in the answer.
 *
 * The deck's codes stay as they are until the transaction ends: a rate that is written with its name
 * then is seen by whoever changes the deck afterwards.
 */

import type { WriteCall } from '../../platform/access/call.js';
import { holdCodes, MANY_CODES, type ResolvedName, readCodes } from './code-names-store.js';

export type { ResolvedName };

type Holding = Pick<WriteCall, 'db'>;
type Names = Map<string, ResolvedName>;

export async function resolveCodeNames(
  { db }: Holding,
  codeDeckId: string,
  codes: readonly string[],
): Promise<Names> {
  if (codes.length === 0) return new Map();
  await holdCodes(db, codeDeckId);
  return namesFrom(await readCodes(db, codeDeckId, codes), codes);
}

type Resolver = (codes: readonly string[]) => Promise<Names>;

/** The same for codes that come in parts, `codeCount` in all: a deck for many of them is read once. */
export function codeNameResolver(call: Holding, codeDeckId: string, codeCount: number): Resolver {
  if (codeCount < MANY_CODES) return (codes) => resolveCodeNames(call, codeDeckId, codes);
  let known: Promise<Names> | null = null;
  return async (codes) => {
    if (codes.length === 0) return new Map();
    known ??= wholeDeck(call, codeDeckId);
    return namesFrom(await known, codes);
  };
}

async function wholeDeck({ db }: Holding, codeDeckId: string): Promise<Names> {
  await holdCodes(db, codeDeckId);
  return readCodes(db, codeDeckId, null);
}

function namesFrom(known: ReadonlyMap<string, ResolvedName>, codes: readonly string[]): Names {
  const names = new Map<string, ResolvedName>();
  const lengths = [...new Set(Array.from(known.keys(), (code) => code.length))];
  lengths.sort((one, other) => other - one);
  for (const code of codes) {
    for (const length of lengths) {
      if (length > code.length) continue;
      const name = known.get(length === code.length ? code : code.slice(0, length));
      if (name === undefined) continue;
      names.set(code, name);
      break;
    }
  }
  return names;
}
