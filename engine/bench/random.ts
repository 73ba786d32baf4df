/**
 * Seeded random numbers for the benchmarks (mulberry32): the same seed gives the same table,
 * events and therefore work, on every machine. Not for anything secret.
 */

/** A whole number from 0 to 2^32 - 1. */
export type Random = () => number;

export const seedDefault = 20261121;

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** A whole number from 0 to `bound - 1`. */
export function below(random: Random, bound: number): number {
  return Math.floor((random() / 0x1_0000_0000) * bound);
}

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[below(random, items.length)]!;
}
