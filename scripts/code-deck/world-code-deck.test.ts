import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { parseCodeDeck } from '../../decks/src/code-deck/code-deck-file.js';
import type { CodeName } from '../../decks/src/deck/deck.js';
import { formatCodeDeck } from './deck-file.js';
import { numberingPackages } from './numbering-packages.js';
import { worldCodeDeck } from './world-code-deck.js';

const require = createRequire(import.meta.url);
const callingCodes = numberingPackages();
const deck = worldCodeDeck(callingCodes);
const byCode = new Map(deck.map((entry) => [entry.code, entry]));

function find(digits: string): CodeName | null {
  for (let size = digits.length; size > 0; size -= 1) {
    const entry = byCode.get(digits.slice(0, size));
    if (entry !== undefined) return entry;
  }
  return null;
}

describe('the code deck of the world', () => {
  it('has an entry for every calling code', () => {
    for (const { callingCode, countries } of callingCodes) {
      expect([callingCode, byCode.get(callingCode)?.country]).toEqual([
        callingCode,
        countries[0]!.country,
      ]);
    }
  });

  it('knows country and kind of an example mobile number of every country', () => {
    const examples = require('libphonenumber-js/examples.mobile.json') as Record<string, string>;
    const wrong: string[] = [];
    for (const { callingCode, countries } of callingCodes) {
      for (const { country } of countries) {
        const entry = find(`${callingCode}${examples[country] ?? ''}`)!;
        const isRight = entry.country === country && /^(?:mobile|mixed)$/.test(entry.type);
        if (!isRight) wrong.push(`${country} ${entry.code} ${entry.country} ${entry.type}`);
      }
    }
    // Territories whose mobiles have the ranges of the main country, and one without mobiles.
    expect(wrong).toEqual([
      'EH 212650 MA mobile',
      'TA 2908 TA landline',
      'AX 35841 FI mobile',
      'VA 3931 IT mobile',
      'IM 447924 GB mobile',
      'SJ 47412 NO mobile',
      'BL 59069000 GP mobile',
      'MF 59069000 GP mobile',
      'CC 61412 AU mobile',
      'CX 61412 AU mobile',
    ]);
  });

  it('comes back from its file', () => {
    const table = parseCodeDeck(formatCodeDeck(deck));
    const read = table.codes.map((code, at) => ({ code, ...table.names[table.nameIndexes[at]!]! }));
    expect(read).toEqual(deck);
  });

  it('refuses a file that is none', () => {
    expect(() => parseCodeDeck('{}')).toThrow('the code deck must begin with the line');
  });
});
