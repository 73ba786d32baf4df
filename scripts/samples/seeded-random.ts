/**
 * Chance that always falls the same way: a small generator (mulberry32) seeded from texts, and
 * picks from lists. Works on integers only, so that every machine draws the same.
 */

const WORD = 2 ** 32;

/** FNV-1a over the UTF-16 units of the text. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

export class SeededRandom {
  private state: number;

  /** A generator of its own for each purpose keeps one change from moving everything else. */
  constructor(seed: string) {
    this.state = hashOf(`ratedeck samples: ${seed}`);
  }

  private word(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** A whole number from 0 up to, not including, `count`. */
  below(count: number): number {
    // A product of two whole numbers below 2^53 and a division by a power of two: exact.
    return Math.floor((this.word() * count) / WORD);
  }

  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number {
    return min + this.below(max - min + 1);
  }

  /** True in `percent` of all cases. */
  chance(percent: number): boolean {
    return this.below(1000) < percent * 10;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  digits(count: number): string {
    let text = '';
    for (let index = 0; index < count; index += 1) text += String(this.below(10));
    return text;
  }
}

/** Picks items as often as their weights say. */
export class WeightedChoice<T extends { readonly weight: number }> {
  private readonly total: number;
  private readonly items: readonly T[];

  constructor(items: readonly T[]) {
    this.items = items;
    this.total = items.reduce((sum, { weight }) => sum + weight, 0);
  }

  pick(random: SeededRandom): T {
    let left = random.below(this.total);
    for (const item of this.items) {
      left -= item.weight;
      if (left < 0) return item;
    }
    throw new Error('a weighted choice needs at least one item with a weight');
  }
}
