import { describe, expect, it } from 'vitest';
import { BookError } from './book-error.js';
import { readBook } from './read-book.js';

function faultsOf(document: unknown) {
  const reading = readBook(document);
  if (reading.ok) throw new Error('the document was let through');
  return reading.faults;
}

describe('a hostile document', () => {
  it.each([
    ['null', null],
    ['nothing', undefined],
    ['a text', '{"book":1}'],
    ['a number', 1],
    ['a list', [{ book: 1 }]],
    ['a function', () => 1],
  ])('is %s', (_what, document) => {
    expect(faultsOf(document)[0]).toMatchObject({ path: '$', code: 'wrong_type' });
  });

  it('nests deeply', () => {
    const depth = 200_000;
    const nested = JSON.parse(`{"book":1,"accounts":${'['.repeat(500)}${']'.repeat(500)}}`);
    expect(faultsOf(nested)[0]).toMatchObject({ path: 'accounts[0]', value: 'a list of 1' });
    let deep: object = {};
    for (let level = 0; level < depth; level += 1) deep = { rates: [deep] };
    expect(faultsOf({ book: 1, rateTables: [deep] })[0]!.code).toBe('unknown_field');
  });

  it('names __proto__, constructor and toString as fields and as things', () => {
    const document = JSON.parse(`{
      "book": 1, "__proto__": { "polluted": true }, "constructor": 1,
      "rateTables": [{ "name": "__proto__", "toString": 1, "parent": "constructor",
        "rates": [{ "code": "1", "price": "1", "__proto__": { "blocked": true },
          "timeProfile": "__proto__" }] }]
    }`);
    const faults = faultsOf(document);
    expect(faults.map(({ path, code }) => `${path} ${code}`)).toEqual([
      '__proto__ unknown_field',
      'constructor unknown_field',
      'rateTables[0].toString unknown_field',
      'rateTables[0].rates[0].__proto__ unknown_field',
      'rateTables[0].parent unknown_reference',
      'rateTables[0].rates[0].timeProfile unknown_reference',
    ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    const named = {
      book: 1,
      rateTables: [{ name: '__proto__' }, { name: 'B', parent: '__proto__' }],
    };
    expect(readBook(named)).toEqual({ ok: true, book: named });
  });

  it('has huge strings, line breaks and characters that turn text around', () => {
    const name = `\u202e\u001b[31m\n${'x'.repeat(1_000_000)}`;
    const [fault, ...others] = faultsOf({ book: 1, [name]: name });
    expect(others).toEqual([]);
    expect(fault!.value.length).toBeLessThan(120);
    expect(fault!.path.length).toBeLessThan(120);
    const line = new BookError([fault!]).message.split('\n')[1]!;
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(line).toContain('\\u{202e}\\u{1b}[31m\\u{a}');
  });

  it('has a million digits where a price belongs', () => {
    const rates = [{ code: '1'.repeat(1_000_000), price: `-${'1'.repeat(1_000_000)}.` }];
    expect(faultsOf({ book: 1, rateTables: [{ name: 'A', rates }] })).toHaveLength(2);
  });

  it('has many wrong names, many circles and many rates of one identity', () => {
    const count = 50_000;
    const accounts = Array.from({ length: count }, (_, index) => ({
      name: `account number ${index}`,
      kind: 'customer',
      parent: index % 2 === 0 ? `acount nmber ${index}` : `account number ${index}`,
    }));
    const rates = Array.from({ length: count }, (_, index) => ({
      code: '1',
      price: '1',
      tag: `tag ${index % (count - 1)}`,
    }));
    const faults = faultsOf({ book: 1, accounts, rateTables: [{ name: 'A', rates }] });
    expect(faults[0]).toMatchObject({
      path: `rateTables[0].rates[${count - 1}].effectiveFrom`,
      code: 'duplicate_version',
    });
    expect(faults.at(-1)!.message).toBe(`and ${count + 1 - 1000} more`);
  });

  it('has parents one above the other without end', () => {
    const accounts = Array.from({ length: 100_000 }, (_, index) => ({
      name: `A${index}`,
      kind: 'customer',
      parent: `A${(index + 1) % 100_000}`,
    }));
    const faults = faultsOf({ book: 1, accounts });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ path: 'accounts[0].parent', code: 'circle' });
    expect(faults[0]!.message.length).toBeLessThan(200);
  });
});

describe('BookError', () => {
  const fault = { path: 'book', value: '2', code: 'not_a_choice', message: 'must be 1' } as const;

  it('lists the first faults and counts the others', () => {
    const error = new BookError([fault]);
    expect(error).toMatchObject({ name: 'BookError', faults: [fault] });
    expect(error.message).toBe('the book has a fault:\n  book: 2: must be 1');
    const many = new BookError(Array.from({ length: 25 }, () => fault)).message.split('\n');
    expect(many).toHaveLength(12);
    expect(many[0]).toBe('the book has faults:');
    expect(many.at(-1)).toBe('  and 15 more');
  });

  it('knows that a cut list is longer than it looks', () => {
    const accounts = Array.from({ length: 2000 }, () => 1);
    const message = new BookError(faultsOf({ book: 1, accounts })).message;
    expect(message.split('\n').at(-1)).toBe('  and over 990 more');
  });
});
