import { describe, expect, it } from 'vitest';
import { defaultCodeDeckEntries, defaultCodeNames, searchCodeDeck } from './default-code-deck.js';

const names = defaultCodeNames();

describe('the default code deck', () => {
  it.each([
    ['43', 'Austria', 'AT', 'mixed'],
    ['431', 'Austria', 'AT', 'landline'],
    ['43664', 'Austria mobile A1 TA', 'AT', 'mobile'],
    ['493012345', 'Germany Berlin', 'DE', 'landline'],
    ['447', 'United Kingdom mobile', 'GB', 'mobile'],
    ['447781123456', 'Guernsey mobile', 'GG', 'mobile'],
    ['1', 'United States', 'US', 'mixed'],
    ['18005551234', 'United States toll free', 'US', 'special'],
    ['19075551234', 'United States Alaska', 'US', 'mixed'],
    ['14165551234', 'Canada Ontario', 'CA', 'mixed'],
    ['7', 'Russia', 'RU', 'mixed'],
    ['88216', 'Thuraya', '001', 'special'],
    ['80012345678', 'International Freephone', '001', 'special'],
    ['390669812345', 'Vatican City', 'VA', 'landline'],
  ])('%s is %s', (digits, name, country, type) => {
    const found = names.find(digits)!;
    expect(digits.startsWith(found.code)).toBe(true);
    expect(found.name.startsWith(name)).toBe(true);
    expect([found.country, found.type]).toEqual([country, type]);
  });

  it.each(['', '0', '999', 'x', '210'])('%j is nobody', (digits) => {
    expect(names.find(digits)).toBeNull();
  });

  it('holds every code once, in order, and nothing that its prefix says already', () => {
    let before = '';
    for (const entry of defaultCodeDeckEntries()) {
      expect(entry.code > before).toBe(true);
      before = entry.code;
      const above = names.find(entry.code.slice(0, -1));
      const isSame = above?.name === entry.name && above.type === entry.type;
      // Prefixes of one network may stand apart under it, where the list of codes has them.
      if (entry.country !== '001') expect([entry.code, isSame]).toEqual([entry.code, false]);
    }
  });
});

describe('searchCodeDeck', () => {
  const codes = (query: string, limit: number): string[] =>
    searchCodeDeck(query, limit).map(({ code }) => code);

  it.each(['43664', '+43 664', '43-664', '436641234567'])('finds the code of %s', (query) => {
    expect(codes(query, 3)[0]).toBe('43664');
  });

  it('lists the codes that begin with the digits', () => {
    expect(codes('378', 100).every((code) => code.startsWith('378'))).toBe(true);
    expect(codes('378', 2)).toHaveLength(2);
  });

  it('finds names by the beginnings of words, the country before its parts', () => {
    expect(searchCodeDeck('austr', 2).map(({ name }) => name)).toEqual(['Austria', 'Austria']);
    expect(searchCodeDeck('GERM  mob', 1)[0]).toMatchObject({ country: 'DE', type: 'mobile' });
    expect(searchCodeDeck('cote ivoire', 1)).toEqual([]);
    expect(searchCodeDeck('reunion', 1)[0]!.country).toBe('RE');
  });

  it.each(['', '   ', 'no such place', '999999'])('finds nothing for %j', (query) => {
    expect(searchCodeDeck(query, 5)).toEqual([]);
  });
});
