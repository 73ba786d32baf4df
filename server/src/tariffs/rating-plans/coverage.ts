/** What the timings of a plan cover, from its entries and their time profiles. */

import { weekGaps } from '@ratedeck/engine';
import type { TimeProfile } from '../../catalogue/time-profiles/schema.js';
import { bookProfile } from '../../catalogue/time-profiles/service.js';
import type { Coverage } from './store.js';

/** Of each entry its profile, null: always. */
export function coverageOf(entries: readonly { readonly timing: TimeProfile | null }[]): Coverage {
  const gaps = weekGaps(entries.map(({ timing }) => timing && bookProfile(timing)));
  return {
    isComplete: gaps.length === 0,
    gapsTimeZone: 'UTC',
    gaps: gaps.map((gap) => ({ cause: 'week', ...gap, date: null })),
    overlaps: [],
  };
}
