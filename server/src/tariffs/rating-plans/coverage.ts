/** What the timings of a plan cover, from its entries and their time profiles. */

import { type TimeProfile as BookProfile, type WeekCoverage, weekCoverage } from '@ratedeck/engine';
import type { TimeProfile } from '../../catalogue/time-profiles/schema.js';
import { bookProfile } from '../../catalogue/time-profiles/service.js';
import type { Coverage } from './parts-store.js';

/** So many are kept and shown of each; more say nothing new. */
const GAPS_MAX = 1000;
const OVERLAPS_MAX = 1000;

export interface TimedEntry {
  readonly weight: number;
  /** Of its table: entries of different services are never asked for one price. */
  readonly service: string;
  /** Null: always. */
  readonly timing: TimeProfile | null;
}

/** With positions of entries as positions of timings. */
export function weekOf(entries: readonly Pick<TimedEntry, 'timing'>[]): WeekCoverage {
  // One object for one profile: so the engine knows that it is one.
  const profiles = new Map<string, BookProfile>();
  return weekCoverage(
    entries.map(({ timing }) => {
      if (timing === null) return null;
      const profile = profiles.get(timing.id) ?? bookProfile(timing);
      profiles.set(timing.id, profile);
      return profile;
    }),
  );
}

export function coverageOf(entries: readonly TimedEntry[]): Coverage {
  const { timeZone, gaps, overlaps } = weekOf(entries);
  const competing = overlaps.filter(([one, other]) => {
    const [a, b] = [entries[one]!, entries[other]!];
    return a.weight === b.weight && a.service === b.service;
  });
  return {
    isComplete: gaps.length === 0,
    gapsTimeZone: timeZone,
    gaps: gaps.slice(0, GAPS_MAX),
    overlaps: competing
      .slice(0, OVERLAPS_MAX)
      .map(([position, otherPosition]) => ({ position, otherPosition })),
  };
}
