import { describe, expect, it } from 'vitest';
import type { OpenedDeck } from '../open-deck.js';
import { openDeck } from '../open-deck.js';

const ROWS = 25_000;

function open(header: string, row: (index: number) => string, rows = ROWS): Promise<OpenedDeck> {
  const lines = Array.from({ length: rows }, (_, index) => row(index));
  return openDeck(new TextEncoder().encode([header, ...lines, ''].join('\n')), 'deck.csv');
}

describe('rows that stand for many rates', () => {
  it.each([
    ['ranges of codes', 'Destination,Code,Rate', () => 'Kabul,930000-939999,0.21', '"Code"'],
    [
      'ranges in rows without a price',
      'Destination,Code,Rate',
      (index: number) => `Kabul,930000-939999,${index % 20 === 0 ? '0.21' : ''}`,
      '"Code"',
    ],
    [
      'ranges of callers, each another',
      'Code,Origin Code,Rate',
      (index: number) => `${9_300_000 + index},${4_400_000 + index}-${4_409_999 + index},0.21`,
      '"Origin Code"',
    ],
    [
      'ranges of area codes',
      'Country Code,Area Code,Rate',
      () => '93,700000-709999,0.21',
      '"Area Code"',
    ],
  ])('are refused before they fill the memory: %s', async (_, header, row, column) => {
    await expect(open(header, row)).rejects.toMatchObject({
      code: 'growth',
      message: expect.stringMatching(
        new RegExp(`stand for more than 1000000 rates .* in ${column}: write the digits`),
      ),
    });
  });

  it('are read while they are within measure', async () => {
    const { deck, questions } = await open('Destination,Code,Rate', (index) => {
      const first = 937_000_000 + index * 10;
      return `Kabul,${first}-${first + 9},0.21`;
    });
    expect(questions).toEqual([]);
    expect(deck.rejections).toEqual([]);
    expect(deck.rates).toHaveLength(ROWS * 10);
  });

  it('do not count where each row has one code', async () => {
    const { deck } = await open('Code,Rate', (index) => `${9_300_000 + index},0.21`);
    expect(deck.rates).toHaveLength(ROWS);
  });
});
