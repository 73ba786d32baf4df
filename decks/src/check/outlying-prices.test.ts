import { describe, expect, it } from 'vitest';
import { convertFixture } from '../../test/sheet-fixture.js';
import { checkDeck } from './check-deck.js';

const USUAL = ['47', '51', '968', '45', '46', '48', '49', '43', '41'].map((code) => [
  code,
  '0.0123',
]);

function outliers(rows: readonly string[][]): string[] {
  const deck = convertFixture({ header: ['Code:code', 'Rate:price'], rows });
  const { warnings } = checkDeck(deck);
  return warnings.filter(({ code }) => code === 'price_outlier').map(({ message }) => message);
}

describe('prices far from the others', () => {
  it('are told with the median of the deck', () => {
    expect(outliers([...USUAL, ['1204', '1504.2']])).toEqual([
      'code 1204 costs 1504.2, 5 orders of magnitude from the others: ' +
        'the median of the deck is 0.0123',
    ]);
    expect(outliers([...USUAL, ['1204', '0.0000012']])).toHaveLength(1);
  });

  it('are told with those of their country', () => {
    const country = ['1204', '1205', '1206', '1207'].map((code) => [code, '0.02']);
    const [message] = outliers([...USUAL, ...country, ['1208', '20.5']]);
    expect(message).toContain('of its neighbours in 1 0.02');
  });

  it('are nothing to tell of where all of a country cost as much', () => {
    const satellites = ['8701', '8702', '8703', '8704'].map((code) => [code, '12.5']);
    expect(outliers([...USUAL, ...satellites])).toEqual([]);
  });
});
