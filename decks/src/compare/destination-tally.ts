/** Adds the rows of a comparison up by destination. */

import type { Rate } from '@ratedeck/engine';
import { priceOf } from './code-cover.js';
import {
  CHANGE_KINDS,
  type ChangeKind,
  type DestinationComparison,
  type RateComparison,
} from './deck-comparison.js';
import { comparePrices } from './price-difference.js';

interface PriceRange {
  min: string | null;
  max: string | null;
}

interface Destination {
  readonly counts: Record<ChangeKind, number>;
  readonly old: PriceRange;
  readonly next: PriceRange;
}

export function emptyCounts(): Record<ChangeKind, number> {
  const zeros = CHANGE_KINDS.map((kind): [ChangeKind, number] => [kind, 0]);
  return Object.fromEntries(zeros) as Record<ChangeKind, number>;
}

function widen(range: PriceRange, rate: Rate | null): void {
  const price = priceOf(rate);
  if (price === null) return;
  if (range.min === null || comparePrices(price, range.min) < 0) range.min = price;
  if (range.max === null || comparePrices(price, range.max) > 0) range.max = price;
}

export interface DestinationTally {
  add(row: RateComparison): void;
  destinations(): DestinationComparison[];
}

const byName = (a: DestinationComparison, b: DestinationComparison): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

export function createDestinationTally(): DestinationTally {
  const byDestination = new Map<string, Destination>();
  return {
    add: (row) => {
      let found = byDestination.get(row.name);
      if (found === undefined) {
        const range = (): PriceRange => ({ min: null, max: null });
        found = { counts: emptyCounts(), old: range(), next: range() };
        byDestination.set(row.name, found);
      }
      found.counts[row.kind] += 1;
      // The old rate of a pending one has a row of its own.
      if (row.kind === 'pending') return;
      widen(found.old, row.old);
      if (row.kind !== 'closed') widen(found.next, row.next);
    },
    destinations: () =>
      [...byDestination]
        .map(([name, { counts, old, next }]) => ({
          name,
          counts,
          oldPriceMin: old.min,
          oldPriceMax: old.max,
          newPriceMin: next.min,
          newPriceMax: next.max,
        }))
        .sort(byName),
  };
}
