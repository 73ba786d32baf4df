/** A small seeded generator (mulberry32): one seed gives the same books and events anywhere. */

export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 to 2 ** 32 - 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + (this.next() % (high - low + 1));
  }

  /** True in `percent` of a hundred cases. */
  chance(percent: number): boolean {
    return this.next() % 100 < percent;
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('nothing to pick from');
    return items[this.next() % items.length]!;
  }

  digits(length: number): string {
    let text = '';
    for (let index = 0; index < length; index += 1) text += String(this.between(0, 9));
    return text;
  }

  shuffle<T>(items: readonly T[]): T[] {
    const mixed = [...items];
    for (let index = mixed.length - 1; index > 0; index -= 1) {
      const other = this.between(0, index);
      [mixed[index], mixed[other]] = [mixed[other]!, mixed[index]!];
    }
    return mixed;
  }

  /** Up to `count` different items, in their own order. */
  some<T>(items: readonly T[], count: number): T[] {
    const chosen = new Set(this.shuffle(items).slice(0, count));
    return items.filter((item) => chosen.has(item));
  }
}

/** Fractions from 0 to below 1, for tests that want no more than that. */
export function randomFractions(seed: number): () => number {
  const random = new Random(seed);
  return () => random.next() / 2 ** 32;
}
