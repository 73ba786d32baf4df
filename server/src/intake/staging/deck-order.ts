/** The rates of a deck by code, beside the versions that a table has of these codes. */

import type { DeckRate } from '@ratedeck/decks';
import type { StoredRate } from '../../tariffs/stored-rates/record.js';

const PIECE_COUNT = 4000;

/** All rates and all versions of some codes. */
export interface CodesPiece {
  readonly rates: readonly DeckRate[];
  readonly versions: readonly StoredRate[];
}

const codeOf = ({ rate }: DeckRate): string => rate.code;

/** By code as the database sorts it, otherwise in the order of the file; most decks are sorted. */
export function sortedByCode(rates: readonly DeckRate[]): readonly DeckRate[] {
  const isSorted = rates.every(
    (rate, index) => index === 0 || codeOf(rates[index - 1]!) <= codeOf(rate),
  );
  if (isSorted) return rates;
  return rates.toSorted((one, other) => {
    if (codeOf(one) === codeOf(other)) return 0;
    return codeOf(one) < codeOf(other) ? -1 : 1;
  });
}

/** Where the piece from `start` ends: it never parts the rates of one code. */
function endOfPiece(rates: readonly DeckRate[], start: number, limit: number): number {
  let end = Math.min(start + PIECE_COUNT, limit);
  while (end < limit && codeOf(rates[end]!) === codeOf(rates[end - 1]!)) end += 1;
  return end;
}

/** `versions` come by code, whole codes at a time, and are all that may be asked for. */
export async function* besideVersions(
  rates: readonly DeckRate[],
  versions: AsyncIterable<readonly StoredRate[]>,
): AsyncGenerator<CodesPiece> {
  let start = 0;
  for await (const chunk of versions) {
    const lastCode = chunk.at(-1)!.code;
    let limit = start;
    while (limit < rates.length && codeOf(rates[limit]!) <= lastCode) limit += 1;
    let from = 0;
    while (start < limit) {
      const end = endOfPiece(rates, start, limit);
      const upTo = end === limit ? lastCode : codeOf(rates[end - 1]!);
      let to = from;
      while (to < chunk.length && chunk[to]!.code <= upTo) to += 1;
      yield { rates: rates.slice(start, end), versions: chunk.slice(from, to) };
      start = end;
      from = to;
    }
    if (from < chunk.length) yield { rates: [], versions: chunk.slice(from) };
  }
  for (const piece of piecesFrom(rates, start)) yield { rates: piece, versions: [] };
}

export function* piecesFrom(rates: readonly DeckRate[], first = 0): Generator<readonly DeckRate[]> {
  for (let start = first; start < rates.length; ) {
    const end = endOfPiece(rates, start, rates.length);
    yield rates.slice(start, end);
    start = end;
  }
}
