import { describe, expect, it } from 'vitest';
import { fieldsOf, questionsOf, recogniseText } from '../../test/recognised-text.js';

describe('codes in several columns', () => {
  const lists = `Destination|Rate|Code 1|Code 2
    Austria Mobile|0.1|43660|43664
    Austria|0.02|43|
    Switzerland Mobile|0.3|4176|4179`;

  it('are all read, the first as the code', () => {
    const recognition = recogniseText(lists);
    expect(fieldsOf(recognition)).toBe('name price code -');
    expect(recognition.sheets[0]!.moreCodes).toEqual([3]);
  });

  it('are the one that the user says', () => {
    const recognition = recogniseText(lists, { map: { code: 'Code 1' } });
    expect(recognition.sheets[0]!.moreCodes).toBeUndefined();
  });

  it('are no lists where the second is an area of the first', () => {
    const text = `Destination|Rate|Code 1|Code 2
      Vienna|0.1|43|1
      Graz|0.1|43|316
      Berlin|0.1|49|30`;
    const recognition = recogniseText(text);
    expect(recognition.sheets[0]!.moreCodes).toBeUndefined();
    expect(fieldsOf(recognition)).toBe('name price countryCode areaCode');
    expect(questionsOf(recognition)).toEqual(['country_code_join: put one after the other']);
    for (const { options } of recognition.questions[0]!.answers) {
      expect(recogniseText(text, options).questions).toEqual([]);
    }
  });

  it.each([
    ['the ends of a range', '393200|393202', '393330|393331', 'name code codeEnd price'],
    ['a caller and a called, which are no range', '3932|4366', '43|39', 'name - - price'],
  ])('%s', (_, first, second, fields) => {
    const text = `Description|From|To|Price
      One|${first}|0.1
      Two|${second}|0.2`;
    const found = fieldsOf(recogniseText(text));
    if (fields.includes('codeEnd')) expect(found).toBe(fields);
    else expect(found).not.toContain('codeEnd');
  });
});
