/**
 * One thing of a well-read deck is changed: a header renamed, two columns swapped, the header
 * dropped, a column added, another delimiter, lines quoted as wholes. The rates stay the same, or
 * something is asked or refused; other rates in silence are a defect.
 */

import { describe, expect, it } from 'vitest';
import { checkDeck, defaultCodeNames, openDeck } from '../src/index.js';
import { garblings, randomFrom } from './garbling.js';

const SEED = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 1_000_000_007);
const ROUNDS = Number(process.env['RATEDECK_DECKS'] ?? 150);

async function ratesOf(text: string): Promise<string[] | null> {
  const bytes = new Uint8Array(Buffer.from(text, 'utf8'));
  try {
    const { deck, questions } = await openDeck(bytes, 'deck.csv', {}, defaultCodeNames());
    const { conflicts } = checkDeck(deck);
    if (questions.length + deck.rejections.length + conflicts.length > 0) return null;
    return deck.rates.length === 0 ? null : deck.rates.map(({ rate }) => shown(rate)).sort();
  } catch (error) {
    if (error instanceof Error && error.name === 'DeckReadError') return null;
    throw error;
  }
}

/** Without what prices nothing; an interval of one second is what no interval is. */
function shown(rate: object): string {
  const prose = new Set(['name', 'description', 'notes', 'category']);
  const fields = Object.entries(rate).filter(
    ([field, value]) =>
      !prose.has(field) && value !== false && !(field === 'setupFee' && value === '0'),
  );
  return JSON.stringify(fields.sort());
}

describe(`garbled decks, RATEDECK_SEED=${SEED}`, () => {
  it('give the same rates, or a question', async () => {
    const random = randomFrom(SEED);
    for (let round = 0; round < ROUNDS; round += 1) {
      const { whole, garbled, how } = garblings(random);
      const right = await ratesOf(whole);
      expect(right, whole).not.toBeNull();
      const found = await ratesOf(garbled);
      if (found !== null) expect(found, `${how}\n${garbled}`).toEqual(right);
    }
  });
});
