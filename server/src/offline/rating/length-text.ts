/** Ranges of number lengths, for tables that people read. */

import type { CandidateExplanation } from '@ratedeck/engine';

/** `6-9`, or `8` where both ends are the same; empty for none. */
export function lengthText(length: CandidateExplanation['numberLength']): string {
  if (length === null) return '';
  return length.min === length.max ? String(length.min) : `${length.min}-${length.max}`;
}
