/**
 * The begin of the next version beside each of many rates that are to be added, as far as it is
 * among them. The database sets right what stands there, so this only saves it work: a deck of many
 * versions would be written twice without it.
 */

import { identityOf, type RateContent } from './record.js';

export interface FollowedRate {
  readonly rate: RateContent;
  /** Null: none of the rates of its code that stand beside it. */
  readonly nextFrom: string | null;
}

/**
 * In the order given; rates of one code are seen together when they stand together, in one piece or
 * over the border of two. To be asked piece by piece, and in the end for what is left.
 */
export class NextVersions {
  #ofOneCode: RateContent[] = [];

  take(rates: readonly RateContent[]): FollowedRate[] {
    const found: FollowedRate[] = [];
    for (const rate of rates) {
      if (this.#ofOneCode.length > 0 && this.#ofOneCode[0]!.code !== rate.code) {
        // One by one: a code may have more versions than a call has arguments.
        for (const one of followed(this.#ofOneCode)) found.push(one);
        this.#ofOneCode = [];
      }
      this.#ofOneCode.push(rate);
    }
    return found;
  }

  rest(): readonly FollowedRate[] {
    return followed(this.#ofOneCode.splice(0));
  }
}

function followed(rates: readonly RateContent[]): readonly FollowedRate[] {
  if (rates.length === 1) return [{ rate: rates[0]!, nextFrom: null }];
  const begins = new Map<string, string[]>();
  for (const rate of rates) {
    if (rate.stashed || rate.effectiveFrom === null) continue;
    const identity = identityOf(rate);
    const others = begins.get(identity);
    if (others === undefined) begins.set(identity, [rate.effectiveFrom]);
    else others.push(rate.effectiveFrom);
  }
  for (const instants of begins.values()) instants.sort();
  return rates.map((rate) => {
    const instants = begins.get(identityOf(rate)) ?? [];
    const { effectiveFrom: own } = rate;
    return { rate, nextFrom: instants.find((from) => own === null || from > own) ?? null };
  });
}
