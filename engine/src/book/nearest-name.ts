/**
 * The known name that was probably meant, for "did you mean".
 *
 * Work is bounded however hostile the document is: names are compared over their first characters,
 * and one suggester compares a limited number of them over its life.
 */

const COMPARED_LENGTH_MAX = 40;
const COMPARISONS_MAX = 50_000;

/** `effective_from`, `EffectiveFrom` and `effectiveFrom` are the same name but for their dress. */
function plain(name: string): string {
  return name
    .slice(0, COMPARED_LENGTH_MAX)
    .toLowerCase()
    .replace(/[\s_.-]/g, '');
}

/** Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      let best = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + cost);
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (row > 1 && column > 1 && swapped) best = Math.min(best, beforeLast[column - 2]! + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length]!;
}

export type NameSuggester = (name: string, known: Iterable<string>) => string | null;

export function createNameSuggester(): NameSuggester {
  let comparisonsLeft = COMPARISONS_MAX;
  return (name, known) => {
    const sought = plain(name);
    let nearest: string | null = null;
    let nearestDistance = 1 + Math.min(3, Math.floor(sought.length / 3));
    for (const candidate of known) {
      if (comparisonsLeft-- <= 0) break;
      const compared = plain(candidate);
      if (Math.abs(compared.length - sought.length) >= nearestDistance) continue;
      const distance = editDistance(sought, compared);
      if (distance >= nearestDistance) continue;
      nearest = candidate;
      nearestDistance = distance;
      if (distance === 0) break;
    }
    return nearest;
  };
}
