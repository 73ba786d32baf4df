import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account, Book, Rate, RateTable } from './book.js';
import { readBook } from './read-book.js';
import { bookKind } from './schema.js';
import type { AnyKind, JsonObject, RecordKind, ScalarKind } from './schema-kinds.js';
import { writeBook } from './write-book.js';

const seed = Date.now() % 1_000_000;
console.log(`write-book.test.ts: fast-check seed ${seed}`);

const INSTANTS = ['2026-01-01', '2026-06-30T23:59:59.999Z', '2026-11-21T10:00:00+01:00'];

function scalarsOf(kind: ScalarKind<unknown>): fc.Arbitrary<unknown> {
  const { title } = kind;
  // Of several forms the first is the one that a book keeps.
  const [first] = (kind.jsonSchema['anyOf'] ?? []) as readonly JsonObject[];
  const jsonSchema = first ?? kind.jsonSchema;
  if (jsonSchema['const'] !== undefined) return fc.constant(jsonSchema['const']);
  if (jsonSchema['enum'] !== undefined) {
    return fc.constantFrom(...(jsonSchema['enum'] as readonly unknown[]));
  }
  if (title === 'IANA zone') return fc.constantFrom('UTC', 'Europe/Vienna', 'America/New_York');
  if (title === 'instant') return fc.constantFrom(...INSTANTS);
  if (title === 'date') return fc.constantFrom('2026-12-25', '2028-02-29');
  if (jsonSchema['type'] === 'boolean') return fc.boolean();
  if (jsonSchema['type'] === 'integer' || jsonSchema['type'] === 'number') {
    return fc.integer({ min: Math.ceil(jsonSchema['minimum'] as number), max: 1000 });
  }
  const pattern = jsonSchema['pattern'];
  const texts =
    pattern === undefined || pattern === '^[^\\p{Cc}]*$'
      ? fc.string({ unit: 'binary', maxLength: 12 })
      : fc.stringMatching(new RegExp(pattern as string, 'u'));
  return texts.filter((text) => kind.check(text) === null);
}

/** Values that keep to the schema, whatever they refer to. */
function valuesOf(kind: AnyKind): fc.Arbitrary<unknown> {
  if (kind.shape === 'scalar') {
    return scalarsOf(kind).filter((value) => kind.check(value) === null);
  }
  if (kind.shape === 'list') {
    const length = { minLength: kind.countMin, maxLength: 4 };
    return kind.unique
      ? fc.uniqueArray(valuesOf(kind.item), length)
      : fc.array(valuesOf(kind.item), length);
  }
  const fields = [...kind.fields].map(([name, field]) => [name, valuesOf(field.kind)] as const);
  return fc.record(Object.fromEntries(fields), {
    requiredKeys: [...kind.requiredNames],
    noNullPrototype: true,
  });
}

type Loose = Record<string, unknown>;

const onlyOf = (thing: object, names: readonly string[]): Loose =>
  Object.fromEntries(Object.entries(thing).filter(([name]) => !names.includes(name)));

const named = <T extends object>(things: readonly T[] | undefined, prefix: string): T[] =>
  (things ?? []).map((thing, index) => ({ ...thing, name: `${prefix} ${index}` }));

function withTiers<T extends Pick<Rate, 'tiers'>>(parameters: T): T {
  if (parameters.tiers === undefined) return parameters;
  return {
    ...parameters,
    tiers: parameters.tiers.map((tier, index) => ({ ...tier, from: index })),
  };
}

function mendedTable(table: RateTable, profileName: string | undefined): RateTable {
  const rates = table.rates?.map((rate, index) => {
    const { min, max } = rate.numberLength ?? {};
    return {
      ...onlyOf(withTiers(rate), ['timeProfile', 'effectiveTo', 'numberLength']),
      code: String(index),
      ...(rate.timeProfile !== undefined && profileName && { timeProfile: profileName }),
      ...(min !== undefined && { numberLength: { min, ...(max !== undefined && { max: 32 }) } }),
      price: rate.price ?? '0',
    };
  });
  return {
    ...onlyOf(table, ['owner', 'parent', 'codeDeck', 'sourceCodeDeck', 'service']),
    ...(table.defaults && { defaults: withTiers(table.defaults) }),
    ...(rates && { rates }),
    currency: 'EUR',
  } as unknown as RateTable;
}

/** Makes a book that keeps to the schema one whose things go together. */
function mended(book: Book): unknown {
  const timeProfiles = named(book.timeProfiles, 'profile').map((profile) => ({
    ...profile,
    exceptions: (profile.exceptions ?? []).slice(0, 1),
  }));
  const profileName = timeProfiles[0]?.name;
  const rateTables = named(book.rateTables, 'table').map((table) =>
    mendedTable(table, profileName),
  );
  const accounts = named(book.accounts, 'account').map(
    (account): Account => ({
      ...(onlyOf(account, ['parent']) as unknown as Account),
      currency: 'EUR',
      kind: 'customer',
    }),
  );
  const tableName = rateTables[0]?.name;
  const owned = <T extends { readonly owner?: string }>(thing: T, owner: string | undefined): T => {
    const rest = onlyOf(thing, ['owner']) as unknown as T;
    return thing.owner === undefined || owner === undefined ? rest : { ...rest, owner };
  };
  const accountName = accounts[0]?.name;
  return {
    ...book,
    timeProfiles,
    rateTables,
    accounts,
    codeDecks: named(book.codeDecks, 'deck').map((deck) => ({
      ...deck,
      codes: deck.codes.map((entry, index) => ({ ...entry, code: String(index) })),
    })),
    ratingPlans: named(book.ratingPlans, 'plan').map((plan) => ({
      ...owned(plan, accountName),
      currency: 'EUR',
      entries: tableName ? plan.entries.slice(0, 1).map(() => ({ rateTable: tableName })) : [],
    })),
    trunks: accountName
      ? named(book.trunks, 'trunk').map((trunk) => ({
          ...trunk,
          account: accountName,
          numberRules: (trunk.numberRules ?? []).map(({ strip }) => ({ strip })),
        }))
      : null,
    assignments:
      accountName && tableName
        ? (book.assignments ?? []).map((_, index) => ({
            account: accountName,
            rateTable: tableName,
            activatesAt: `20${10 + index}-01-01`,
            ...(index % 2 === 0 && { endsAt: `20${10 + index}-06-01` }),
          }))
        : null,
    exchangeRates: (book.exchangeRates ?? []).map((rate, index) => ({
      ...rate,
      from: 'EUR',
      to: 'USD',
      date: `20${10 + index}-01-01`,
    })),
  };
}

const shaped = valuesOf(bookKind as RecordKind<unknown>) as fc.Arbitrary<Book>;

describe('writeBook', () => {
  it('writes what readBook reads back equal', () => {
    fc.assert(
      fc.property(shaped, (given) => {
        const reading = readBook(mended(given));
        if (!reading.ok) throw new Error(JSON.stringify(reading.faults, null, 1));
        const text = writeBook(reading.book);
        expect(readBook(JSON.parse(text))).toEqual(reading);
        expect(JSON.parse(text)).toStrictEqual(reading.book);
      }),
      { seed, numRuns: 150 },
    );
  });

  it('has a reader that never throws, whatever stands anywhere', () => {
    const junk = fc.oneof(fc.jsonValue(), fc.constantFrom(-1, 1e300, '', {}, [], [[]], null));
    fc.assert(
      fc.property(shaped, fc.array(fc.tuple(fc.nat(), junk), { maxLength: 5 }), (book, changes) => {
        const document = structuredClone(book) as unknown;
        // A copy each time: one list put into itself would be a circle, which no document is.
        for (const [where, value] of changes) {
          replaceSomewhere(document, where, structuredClone(value));
        }
        const reading = readBook(document);
        if (reading.ok) expect(readBook(JSON.parse(writeBook(reading.book)))).toEqual(reading);
        else expect(reading.faults.every(({ path, message }) => path && message)).toBe(true);
      }),
      { seed, numRuns: 200 },
    );
  });

  it('keeps the order of the schema and one line for each rate', () => {
    const rates = [
      { price: '0.5', tiers: [{ price: '0', from: 60 }], code: '1', tag: 't' },
      { blocked: true, name: 'line\nbreak', code: '' },
    ];
    const profile = {
      windows: [{ to: '24:00', from: '00:00', weekdays: [1, 2] as const }],
      name: 'P',
    };
    const table = { rates, rounding: { mode: 'up' }, name: 'A', defaults: {} } as const;
    const book = { rateTables: [table], timeProfiles: [profile], accounts: [], book: 1 } as const;
    expect(writeBook(book)).toBe(`{
  "book": 1,
  "timeProfiles": [
    {
      "name": "P",
      "windows": [
        { "weekdays": [1, 2], "from": "00:00", "to": "24:00" }
      ]
    }
  ],
  "rateTables": [
    {
      "name": "A",
      "rounding": { "mode": "up" },
      "defaults": {},
      "rates": [
        { "code": "1", "tag": "t", "price": "0.5", "tiers": [{ "from": 60, "price": "0" }] },
        { "code": "", "name": "line\\nbreak", "blocked": true }
      ]
    }
  ],
  "accounts": []
}
`);
  });
});

/** Puts `value` in the place of one of the values inside, chosen by `where`. */
function replaceSomewhere(document: unknown, where: number, value: unknown): void {
  const places: (() => void)[] = [];
  const visit = (parent: unknown): void => {
    if (typeof parent !== 'object' || parent === null) return;
    for (const [name, child] of Object.entries(parent)) {
      places.push(() => {
        (parent as Loose)[name] = value;
      });
      visit(child);
    }
  };
  visit(document);
  places[where % Math.max(places.length, 1)]?.();
}
