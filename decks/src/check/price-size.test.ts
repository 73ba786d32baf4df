import { describe, expect, it } from 'vitest';
import type { Question } from '../deck/deck.js';
import { defaultCodeNames, openDeck } from '../index.js';

const CODES = ['43', '49', '33', '39', '34', '351', '355', '93', '213', '54', '61', '880', '55'];

async function asked(header: string, prices: readonly string[]): Promise<readonly Question[]> {
  const rows = CODES.map((code, at) => `${code},${prices[at % prices.length]}`);
  const text = [`Code,${header}`, ...rows].join('\n');
  const bytes = new TextEncoder().encode(text);
  const { questions } = await openDeck(bytes, 'deck.csv', {}, defaultCodeNames());
  return questions;
}

describe('the size of prices', () => {
  it('asks whether prices of many countries that no minute costs are those of a second', async () => {
    const [question, ...others] = await asked('Rate', ['0.0004', '0.0021', '0.0035']);
    expect(others).toEqual([]);
    expect(question).toMatchObject({ code: 'price_scale', columns: ['Rate'] });
    expect(question!.answers.map(({ options }) => options.priceScale)).toEqual(['1', '60']);
  });

  it('asks whether large prices are cents', async () => {
    const [question] = await asked('Rate', ['1.25', '4.5', '7.75']);
    expect(question).toMatchObject({ code: 'price_scale', columns: ['Rate'] });
    expect(question!.answers.map(({ options }) => options.priceScale)).toEqual(['1', '0.01']);
  });

  it('asks nothing of prices that a minute costs, of a stated unit or in small money', async () => {
    expect(await asked('Rate', ['0.004', '0.02', '0.31'])).toEqual([]);
    expect(await asked('Rate per minute', ['0.0004', '0.0021', '0.0035'])).toEqual([]);
    expect(await asked('Rate (INR)', ['1.25', '4.5', '7.75'])).toEqual([]);
  });
});
