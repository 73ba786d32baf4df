/** Compares what a rater answers for some random events with the naive calculation. */

import type { Rate, Rater } from '@ratedeck/engine';
import { numberText, randomNumbers } from './codes.js';
import { planName } from './deck.js';
import { microsText, naivePrice } from './naive-price.js';
import { createRandom } from './random.js';
import { durationText, randomTraffic } from './traffic.js';

export const naiveSampleSize = 50;

/** Throws when the rater and the naive calculation disagree about an event. */
export function checkSample(rater: Rater, rates: readonly Rate[], seed: number): void {
  const random = createRandom(seed);
  const numbers = randomNumbers(naiveSampleSize, random);
  const traffic = randomTraffic(numbers, random);
  for (let i = 0; i < naiveSampleSize; i += 1) {
    const atMs = traffic.atMs[i]!;
    const durationMs = traffic.durationMs[i]!;
    const to = traffic.to[i]!;
    const expected = naivePrice(rates, { number: numberText(numbers, i), atMs, durationMs });
    const result = rater.rate(
      { to, at: atMs, volume: durationText(durationMs) },
      { plan: planName },
    );
    const found = `${result.code} ${result.billedVolume} ${result.amount}`;
    const right =
      expected === null
        ? 'null null null'
        : `${expected.rate.code} ${expected.billedVolume} ${microsText(expected.amountMicros)}`;
    if (found !== right) throw new Error(`${to} at ${atMs}: the rater says ${found}, not ${right}`);
  }
}
