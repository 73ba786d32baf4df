/**
 * Time profiles for decks. A deck may name a profile but can not say when it holds, unless it has
 * columns for peak and off-peak; a book can.
 */

import { type Rate, readBook, type TimeProfile } from '@ratedeck/engine';
import { badInput, type Fault } from '../../platform/cli/command-failure.js';
import { printableValue } from '../../platform/cli/printable.js';
import { readBookJson } from './read-book-file.js';

/** Those of a book; the rest of it is not looked at. */
export async function readTimeProfiles(path: string): Promise<readonly TimeProfile[]> {
  const document = await readBookJson(path);
  const found = (document as { readonly timeProfiles?: unknown } | null)?.timeProfiles ?? [];
  const read = readBook({ book: 1, timeProfiles: found });
  if (read.ok) return read.book.timeProfiles ?? [];
  const faults = read.faults.map(({ path: place, value, code, message }) => {
    return { place, value, code, message };
  });
  throw badInput(`the time profiles of ${path} are faulty`, faults);
}

/** What a user names wins over what a deck asks for. */
export function joinTimeProfiles(
  own: readonly TimeProfile[],
  ofDeck: readonly TimeProfile[],
): readonly TimeProfile[] {
  const names = new Set(own.map(({ name }) => name));
  return [...own, ...ofDeck.filter(({ name }) => !names.has(name))];
}

/** One fault for each profile that rates name and nobody describes. */
export function missingTimeProfiles(
  file: string,
  rates: readonly Rate[],
  profiles: readonly TimeProfile[],
): Fault[] {
  const known = new Set(profiles.map(({ name }) => name));
  const counts = new Map<string, number>();
  for (const { timeProfile } of rates) {
    if (timeProfile === undefined || known.has(timeProfile)) continue;
    counts.set(timeProfile, (counts.get(timeProfile) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({
    place: file,
    value: printableValue(name),
    code: 'unknown_time_profile',
    message:
      `${count.toLocaleString('en')} of its rates hold in this time profile, and the deck does ` +
      'not say when that is; name a book that does: --time-profiles book.json',
  }));
}
