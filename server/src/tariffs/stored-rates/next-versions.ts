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

/** In the order given; rates of one code are seen together when they stand together. */
export async function* withNextVersions(
  rates: Iterable<RateContent> | AsyncIterable<RateContent>,
): AsyncGenerator<FollowedRate> {
  let ofOneCode: RateContent[] = [];
  for await (const rate of rates) {
    if (ofOneCode.length > 0 && ofOneCode[0]!.code !== rate.code) {
      yield* followed(ofOneCode);
      ofOneCode = [];
    }
    ofOneCode.push(rate);
  }
  yield* followed(ofOneCode);
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
