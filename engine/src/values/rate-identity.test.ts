import { describe, expect, it } from 'vitest';
import { IDENTITY_CASES } from '../../test/identity-cases.js';
import { readBook } from '../book/read-book.js';
import { compile } from '../rater.js';
import { isSameRateIdentity, normalRateIdentity, rateIdentityKey } from './rate-identity.js';

const profiles = [{ name: 'Peak', windows: [{ weekdays: [1], from: '08:00', to: '20:00' }] }];

describe('the identity of a rate', () => {
  it.each(IDENTITY_CASES)('$what: $same', ({ table, a, b, same }) => {
    const [x, y] = [
      { code: '44', ...a },
      { code: '44', ...b },
    ];
    expect(isSameRateIdentity(x, y, table)).toBe(same);
    expect(rateIdentityKey(x, table) === rateIdentityKey(y, table)).toBe(same);
    const [normalX, normalY] = [normalRateIdentity(x, table), normalRateIdentity(y, table)];
    expect(JSON.stringify(normalX) === JSON.stringify(normalY)).toBe(same);
    expect(isSameRateIdentity(x, { ...y, code: '43' }, table)).toBe(false);
    expect(rateIdentityKey(x, table)).not.toBe(rateIdentityKey({ ...x, code: '43' }, table));
    // The normal form is its own.
    expect(normalRateIdentity(normalX, 'data')).toEqual(normalX);
    expect(rateIdentityKey(normalX, 'data')).toBe(rateIdentityKey(x, table));
  });

  it.each(IDENTITY_CASES)(
    'decides in a book which rates are twins: $what',
    ({ table, a, b, same }) => {
      if (a.numberLength?.min === 11 || b.numberLength?.min === 11) return;
      const rates = [
        { code: '44', price: '1', ...a },
        { code: '44', price: '2', ...b },
      ];
      const read = readBook({
        book: 1,
        timeProfiles: profiles,
        rateTables: [{ name: 'T', service: table, rates }],
      });
      expect(read.ok ? [] : read.faults.map(({ code }) => code)).toEqual(
        same ? ['duplicate_version'] : [],
      );
    },
  );

  it.each(IDENTITY_CASES)(
    'decides in packed rates which are twins: $what',
    ({ table, a, b, same }) => {
      if (a.numberLength?.min === 11 || b.numberLength?.min === 11) return;
      const packed = {
        codes: {
          count: 2,
          keys: Float64Array.of(0, 0),
          lengths: Uint8Array.of(0, 0),
          long: new Map<number, string>(),
        },
        contents: [
          { price: '1', ...a },
          { price: '2', ...b },
        ] as never,
        contentOf: Uint32Array.of(0, 1),
      };
      const book = {
        book: 1,
        timeProfiles: profiles,
        rateTables: [{ name: 'T', service: table }],
      };
      const compiled = () => compile(book, new Map([[0, packed]]));
      if (same) expect(compiled).toThrow(/prices the same/);
      else expect(compiled).not.toThrow();
    },
  );

  it('takes an empty text, null and what is left out for the same', () => {
    const written = { code: '44', sourceCode: '', tag: '', timeProfile: '' };
    const stored = {
      code: '44',
      sourceCode: null,
      tag: null,
      timeProfile: null,
      numberLength: null,
    };
    expect(isSameRateIdentity(written, stored, 'voice')).toBe(true);
    expect(rateIdentityKey(written, 'voice')).toBe(rateIdentityKey(stored, 'voice'));
    const ends = { code: '44', numberLength: { min: null, max: null } };
    expect(normalRateIdentity(ends, 'voice')).toEqual(normalRateIdentity(stored, 'voice'));
  });
});
