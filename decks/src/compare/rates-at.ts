/** What a deck asks at one instant, as if it had asked it always: for "what if" on other days. */

import type { Rate } from '@ratedeck/engine';
import { createInstantReader, indexRates, type RateVersions } from './rate-index.js';

/**
 * The rates in force at an instant, without their dates. With `under`, a partial deck lies over an
 * older one, which goes on where the new one says nothing.
 */
export function ratesAt(
  rates: readonly Rate[],
  at: string,
  under: readonly Rate[] = [],
): readonly Rate[] {
  const read = createInstantReader();
  const atMs = read(at);
  const upper = indexRates(rates, atMs, read).versions;
  const lower = indexRates(under, atMs, read).versions;
  const found: Rate[] = [];
  const add = ({ current }: Pick<RateVersions, 'current'>): void => {
    if (current === null) return;
    const { effectiveFrom: _from, effectiveTo: _to, ...timeless } = current;
    found.push(timeless);
  };
  for (const [identity, versions] of upper) {
    const isSilent = versions.current === null && versions.ended === null;
    add(isSilent ? (lower.get(identity) ?? versions) : versions);
  }
  for (const [identity, versions] of lower) {
    if (!upper.has(identity)) add(versions);
  }
  return found;
}
