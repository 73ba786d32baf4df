/**
 * Rates of a book against those that stand in its table: which are new, which are written anew, which
 * are equal. Decides only; `book-rates` reads and writes.
 */

import { holdsSpecial } from '../../tariffs/stored-rates/periods.js';
import {
  contentColumns,
  identityOf,
  type RateContent,
  type StoredRate,
} from '../../tariffs/stored-rates/record.js';
import { isSame, isSameByValue } from './alike.js';

export interface Comparison {
  readonly added: RateContent[];
  readonly updated: StoredRate[];
  unchangedCount: number;
  /** Left to special rates. */
  specialCount: number;
}

/** What a book says of a rate; the rest (how customers are told of it) stays as it is. */
const SAID = contentColumns
  .map(({ field }) => field)
  .filter((field) => field !== 'specialRateId' && field !== 'notice');
const VALUES = new Set(
  contentColumns.filter(({ type }) => type.startsWith('numeric')).map(({ field }) => field),
);

function isEqual(stored: RateContent, content: RateContent): boolean {
  return SAID.every((field) => {
    const isAlike = VALUES.has(field) ? isSameByValue : isSame;
    return isAlike(stored[field], content[field]);
  });
}

/** Of versions in force there is one for each key; of stashed ones there may be several. */
function keyOf(rate: RateContent): string {
  return `${identityOf(rate)}\n${rate.effectiveFrom ?? ''}\n${rate.stashed ? 'stashed' : ''}`;
}

function groupsOf<Item>(
  items: readonly Item[],
  keyOfItem: (item: Item) => string,
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOfItem(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

export const nothingFound = (): Comparison => {
  return { added: [], updated: [], unchangedCount: 0, specialCount: 0 };
};

/** What is equal finds each other first; of the rest, each takes the place of one that is there. */
export function compareRates(
  stored: readonly StoredRate[],
  contents: readonly RateContent[],
): Comparison {
  const found = nothingFound();
  const standing = groupsOf(stored, keyOf);
  const specials = groupsOf(
    stored.filter(({ specialRateId, stashed }) => specialRateId !== null && !stashed),
    identityOf,
  );
  for (const [key, wanted] of groupsOf(contents, keyOf)) {
    const here = [...(standing.get(key) ?? [])];
    const rest = wanted.filter((content) => {
      const place = here.findIndex((rate) => isEqual(rate, content));
      if (place < 0) return true;
      here.splice(place, 1);
      found.unchangedCount += 1;
      return false;
    });
    for (const content of rest) place(found, content, here.shift(), specials);
  }
  return found;
}

function place(
  found: Comparison,
  content: RateContent,
  here: StoredRate | undefined,
  specials: ReadonlyMap<string, readonly StoredRate[]>,
): void {
  const holders = specials.get(identityOf(content)) ?? [];
  const isHeld = holders.some((version) => holdsSpecial(version, content.effectiveFrom));
  if (here !== undefined && here.specialRateId !== null) found.specialCount += 1;
  else if (isHeld && !content.stashed) found.specialCount += 1;
  else if (here === undefined) found.added.push(content);
  else found.updated.push({ ...here, ...content, specialRateId: null, notice: here.notice });
}
