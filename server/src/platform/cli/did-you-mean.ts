/** The name that somebody probably meant, in messages: near is what the engine takes for near. */

import { createNameSuggester } from '@ratedeck/engine';

/** The nearest name, or null when none is near; case, blanks and hyphens do not count. */
export function nearestName(wanted: string, names: Iterable<string>): string | null {
  return createNameSuggester()(wanted, names);
}

/** The tail of a message: ` (did you mean "Retail EUR"?)`, or the names when they are few. */
export function suggestion(wanted: string, names: readonly string[]): string {
  const nearest = nearestName(wanted, names);
  if (nearest !== null) return ` (did you mean ${JSON.stringify(nearest)}?)`;
  if (names.length === 0 || names.length > 12) return '';
  return ` (there is ${names.map((name) => JSON.stringify(name)).join(', ')})`;
}
