/** Finds the name that somebody probably meant. Case does not count as a difference. */

/** Edits (insert, delete, replace, swap of neighbours) between two words. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, replaced);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, beforeLast[j - 2]! + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

/** The nearest name, or null when none is near: more than a third of the letters differ. */
export function nearestName(wanted: string, names: Iterable<string>): string | null {
  const word = wanted.toLowerCase();
  let nearest: string | null = null;
  let distanceMin = Number.POSITIVE_INFINITY;
  for (const name of names) {
    const allowed = Math.max(1, Math.floor(Math.max(word.length, name.length) / 3));
    if (Math.abs(name.length - word.length) > allowed) continue;
    const distance = editDistance(word, name.toLowerCase());
    if (distance > allowed || distance >= distanceMin) continue;
    nearest = name;
    distanceMin = distance;
  }
  return nearest;
}

/** The tail of a message: ` (did you mean "Retail EUR"?)`, or the names when they are few. */
export function suggestion(wanted: string, names: readonly string[]): string {
  const nearest = nearestName(wanted, names);
  if (nearest !== null) return ` (did you mean ${JSON.stringify(nearest)}?)`;
  if (names.length === 0 || names.length > 12) return '';
  return ` (there is ${names.map((name) => JSON.stringify(name)).join(', ')})`;
}
