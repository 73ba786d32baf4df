/** One compilation of random rates, timed; what came of it is compared with the naive price. */

import { compile, type Rater } from '@ratedeck/engine';
import { randomCodes } from './codes.js';
import { bookOf, randomDeck } from './deck.js';
import { peakRssMiB, secondsOf } from './measure.js';
import { checkSample, naiveSampleSize } from './naive-sample.js';
import { buildDigitTrie, lookupInTrie } from './peers/digit-trie.js';
import { createRandom } from './random.js';

export type CompileWork = 'rater' | 'trie';

export interface CompileMeasurement {
  readonly seconds: number;
  readonly peakRssMiB: number;
  readonly inputRssMiB: number;
  readonly answersChecked: number;
}

export function measureCompile(
  work: CompileWork,
  codeCount: number,
  seed: number,
): CompileMeasurement {
  const codes = randomCodes(codeCount, createRandom(seed));
  const rates = randomDeck(codes, 'world', createRandom(seed + 1));
  const book = bookOf(rates);
  const inputRssMiB = process.memoryUsage().rss / 2 ** 20;
  if (work === 'trie') {
    let trie = buildDigitTrie([]);
    const seconds = secondsOf(() => {
      trie = buildDigitTrie(codes);
    });
    const digits = Uint8Array.from(codes[0]!, Number);
    if (lookupInTrie(trie, digits, digits.length) !== 0) throw new Error('the trie lost a code');
    return { seconds, peakRssMiB: peakRssMiB(), inputRssMiB, answersChecked: 1 };
  }
  let rater: Rater | null = null;
  const seconds = secondsOf(() => {
    rater = compile(book);
  });
  const peak = peakRssMiB();
  checkSample(rater!, rates, seed + 2);
  return { seconds, peakRssMiB: peak, inputRssMiB, answersChecked: naiveSampleSize };
}
