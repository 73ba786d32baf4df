import { describe, expect, it } from 'vitest';
import { fieldsOf, questionsOf, recogniseText } from '../../test/recognised-text.js';

const deck = (price: string, ...units: readonly string[]): string =>
  [
    `Code|Name|${price}|Unit`,
    ...units.map((unit, at) => `4${at}0|Place ${at}|0.0${at + 1}|${unit}`),
  ].join('\n');

describe('a column of units', () => {
  it('is what prices are for where rows differ', () => {
    expect(fieldsOf(recogniseText(deck('Rate', 'min', 'sec', 'min')))).toBe(
      'code name price priceUnit',
    );
  });

  it.each([
    ['all rows say seconds', deck('Rate', 'sec', 'sec', 'sec')],
    ['the header of the price names another unit', deck('Rate/min', 'min', 'sec', 'sec')],
  ])('is asked about where %s', (_, text) => {
    const recognition = recogniseText(text);
    expect(fieldsOf(recognition)).toBe('code name price -');
    expect(questionsOf(recognition)).toEqual([
      'column_meaning: how calls are billed: the prices are those of a minute',
    ]);
  });

  it('is taken where the user says so', () => {
    const recognition = recogniseText(deck('Rate', 'sec', 'sec', 'sec'), {
      map: { priceUnit: 'Unit' },
    });
    expect(fieldsOf(recognition)).toBe('code name price priceUnit');
    expect(recognition.questions).toEqual([]);
  });
});
