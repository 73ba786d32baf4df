/** When versions hold. Instants are compared as texts, which rates have in one form. */

import type { StoredRate } from './record.js';

/** Whether a version that begins at `effectiveFrom` has been in force by now. */
export function wasInForce(effectiveFrom: string | null, now: string): boolean {
  return effectiveFrom === null || effectiveFrom <= now;
}

/** Whether a special rate's version holds at an instant; null is before everything. */
export function holdsSpecial(version: StoredRate, at: string | null): boolean {
  const { specialRateId, effectiveFrom, effectiveTo } = version;
  if (specialRateId === null) return false;
  const hasBegun = effectiveFrom === null || (at !== null && effectiveFrom <= at);
  return hasBegun && (effectiveTo === null || at === null || effectiveTo > at);
}
