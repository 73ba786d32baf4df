/**
 * From the rows of a deck to the rates that price calls: of repeated rates the last one counts,
 * closed codes end, deleted ones are left out. Keeps where each rate stands in its file.
 */

import { type CodeNames, type DeckRate, rateIdentity } from '@ratedeck/decks';
import type { Rate } from '@ratedeck/engine';

export interface PlacedRate {
  readonly rate: Rate;
  readonly sheet: string;
  readonly row: number;
}

/** Positions in the list of rates: most identities have one version only. */
type Positions = number | number[];

class PlacedRates {
  /** Null: repeated by a later row. */
  readonly #placed: (PlacedRate | null)[] = [];
  readonly #versions = new Map<string, Positions>();

  add(next: PlacedRate): void {
    const position = this.#placed.push(next) - 1;
    // A stashed rate prices nothing and stands beside the others.
    if (next.rate.stashed === true) return;
    const identity = rateIdentity(next.rate);
    const found = this.#versions.get(identity);
    if (found === undefined) {
      this.#versions.set(identity, position);
      return;
    }
    const kept = [found].flat().filter((before) => !this.#isRepeated(before, next.rate));
    this.#versions.set(identity, kept.length === 0 ? position : [...kept, position]);
  }

  #isRepeated(position: number, rate: Rate): boolean {
    if (this.#placed[position]!.rate.effectiveFrom !== rate.effectiveFrom) return false;
    this.#placed[position] = null;
    return true;
  }

  /**
   * Ends what is sold of an identity; a version that begins later goes on. Dates are ISO in UTC, so
   * their order is that of their texts. Answers whether there was anything of the identity.
   */
  close(closing: Rate): boolean {
    const found = this.#versions.get(rateIdentity(closing));
    const { effectiveTo } = closing;
    if (found === undefined || effectiveTo === undefined) return found !== undefined;
    for (const position of [found].flat()) {
      const version = this.#placed[position]!;
      const { effectiveFrom, effectiveTo: endBefore } = version.rate;
      if (effectiveFrom !== undefined && effectiveFrom >= effectiveTo) continue;
      if (endBefore !== undefined && endBefore <= effectiveTo) continue;
      this.#placed[position] = { ...version, rate: { ...version.rate, effectiveTo } };
    }
    return true;
  }

  list(): PlacedRate[] {
    return this.#placed.filter((placed) => placed !== null);
  }
}

/** In the order of the deck. */
export function ratesOfDeck(deckRates: readonly DeckRate[], names: CodeNames | null): PlacedRate[] {
  const placed = new PlacedRates();
  const named = (deckRate: DeckRate): PlacedRate => {
    const { rate, sheet, row } = deckRate;
    const name = rate.name === undefined ? names?.find(rate.code)?.name : undefined;
    return name === undefined ? deckRate : { rate: { ...rate, name }, sheet, row };
  };
  for (const deckRate of deckRates) {
    if (deckRate.change === 'set') placed.add(named(deckRate));
  }
  for (const deckRate of deckRates) {
    if (deckRate.change !== 'close') continue;
    const isThere = placed.close(deckRate.rate);
    // A price with nothing but an end: what is sold until then.
    if (!isThere && deckRate.rate.price !== undefined) placed.add(named(deckRate));
  }
  return placed.list();
}
