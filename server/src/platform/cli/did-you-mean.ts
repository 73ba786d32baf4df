/** Finds the name that somebody probably meant. Case does not count as a difference. */

import { editDistance } from '@ratedeck/engine';

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
