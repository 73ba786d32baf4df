/**
 * Random books and events for judging the engine.
 *
 * Every book keeps the rules of a valid book. Names, codes, callers and instants come from small
 * stocks, so that rates compete, versions meet events and parties find each other.
 */

import type {
  Account,
  Assignment,
  Book,
  CodeDeck,
  ExchangeRate,
  RateTable,
  RatingPlan,
  RatingPlanEntry,
  TimeProfile,
  Trunk,
} from '../src/book/book.js';
import type { NumberRule } from '../src/values/number.js';
import { generateTable, type Stock } from './generate-table.js';
import { generateEdges, generateProfile, isoOf } from './generate-time.js';
import { Random } from './random.js';

/** A book with the stocks that its events are drawn from. */
export interface GeneratedBook {
  readonly book: Book;
  readonly stock: Stock;
}

export const CURRENCIES = ['EUR', 'USD', 'GBP'];

function generateDeck(stock: Stock, name: string): CodeDeck {
  const { random } = stock;
  const codes = new Set<string>();
  const count = random.between(1, 8);
  for (let index = 0; index < count; index += 1) {
    codes.add(random.pick(stock.numbers).slice(0, random.between(1, 7)));
  }
  return { name, codes: [...codes].map((code) => ({ code, name: `${name} ${code}` })) };
}

function generatePlan(stock: Stock, name: string, tables: readonly RateTable[]): RatingPlan {
  const { random, profileNames } = stock;
  const currency = random.pick(tables).currency!;
  const own = tables.filter((table) => table.currency === currency);
  const entries: RatingPlanEntry[] = [];
  const seen = new Set<string>();
  const count = random.between(1, 5);
  for (let index = 0; index < count; index += 1) {
    const timed = random.chance(45) && profileNames.length > 0;
    const entry: RatingPlanEntry = {
      rateTable: random.pick(own).name,
      ...(random.chance(50) ? { weight: random.pick([5, 10, 10, 20]) } : {}),
      ...(timed ? { timing: random.pick(profileNames) } : {}),
    };
    const key = `${entry.rateTable} ${entry.timing ?? ''}`;
    if (!seen.has(key)) entries.push(entry);
    seen.add(key);
  }
  return {
    name,
    currency,
    ...(random.chance(60) ? { precedence: random.pick(['weight', 'prefix'] as const) } : {}),
    ...(random.chance(30) ? { timeBasis: random.pick(['start', 'split'] as const) } : {}),
    entries,
  };
}

/** Customers and resellers in a chain with gaps, carriers and devices beside it. */
function generateAccounts(random: Random, currencies: readonly string[]): Account[] {
  const currency = () => (random.chance(60) ? { currency: random.pick(currencies) } : {});
  const chain: Account[] = [];
  const count = random.between(2, 6);
  for (let index = 0; index < count; index += 1) {
    const kind = random.chance(60) ? 'customer' : 'reseller';
    const parent = random.chance(80) ? chain.at(-1)?.name : undefined;
    const name = `${kind} ${index}`;
    chain.push({ name, kind, ...(parent === undefined ? {} : { parent }), ...currency() });
  }
  const resellers = chain.filter((account) => account.kind === 'reseller');
  const above = () =>
    random.chance(60) && resellers.length > 0 ? { parent: random.pick(resellers).name } : {};
  return [
    ...chain,
    { name: 'payer', kind: 'customer', parent: chain.at(-1)!.name, ...currency() },
    { name: 'carrier 1', kind: 'carrier', ...currency() },
    { name: 'carrier 2', kind: 'carrier', ...currency() },
    { name: 'device 1', kind: 'device', ...above(), ...currency() },
    { name: 'device 2', kind: 'device', ...above(), ...currency() },
  ];
}

function generateRules(random: Random): NumberRule[] {
  const all: NumberRule[] = [
    { strip: '00' },
    { strip: '011', add: '' },
    { strip: '0', add: '43' },
    { strip: '', add: '1', numberLength: { min: 10, max: 10 } },
    { strip: '9', numberLength: { max: 4 } },
    { strip: '1', add: '12345', numberLength: { min: 8 } },
  ];
  return random.shuffle(all).slice(0, random.between(1, 4));
}

function generateTrunks(random: Random, accounts: readonly Account[]): Trunk[] {
  const owners = accounts.filter(({ kind }) => kind === 'customer' || kind === 'carrier');
  const count = random.between(1, 4);
  return Array.from({ length: count }, (_, index) => ({
    name: `trunk ${index}`,
    account: random.pick(owners).name,
    ...(random.chance(50) ? { techPrefix: random.pick(['9981', '0', '77#', '4']) } : {}),
    ...(random.chance(60) ? { numberRules: generateRules(random) } : {}),
  }));
}

function generateAssignments(
  stock: Stock,
  accounts: readonly Account[],
  trunks: readonly Trunk[],
  tables: readonly RateTable[],
  plans: readonly RatingPlan[],
): Assignment[] {
  const { random, edges } = stock;
  const assignments: Assignment[] = [];
  const assign = (holder: { account: string } | { trunk: string }, currency?: string) => {
    const fits = (each: { readonly currency?: string }) =>
      currency === undefined || each.currency === currency;
    const choices = [
      ...plans.filter(fits).map(({ name }) => ({ ratingPlan: name })),
      ...tables.filter(fits).map(({ name }) => ({ rateTable: name })),
    ];
    if (choices.length === 0) return;
    const starts = [null, ...random.some(edges, random.between(0, 2))];
    for (const start of random.chance(90) ? starts : starts.slice(1)) {
      const begin = start === null ? {} : { activatesAt: isoOf(start) };
      const later = edges.filter((edge) => start === null || edge > start);
      const ends = random.chance(20) && later.length > 0;
      const end = ends ? { endsAt: isoOf(random.pick(later)) } : {};
      assignments.push({ ...holder, ...random.pick(choices), ...begin, ...end });
    }
  };
  for (const account of accounts) {
    const percent = account.kind === 'customer' ? 95 : 80;
    if (random.chance(percent)) assign({ account: account.name }, account.currency);
  }
  for (const trunk of trunks) {
    const owner = accounts.find(({ name }) => name === trunk.account);
    if (random.chance(40)) assign({ trunk: trunk.name }, owner?.currency);
  }
  return assignments;
}

function generateExchangeRates(stock: Stock): ExchangeRate[] {
  const { random, edges } = stock;
  const rates: ExchangeRate[] = [];
  for (const from of CURRENCIES) {
    for (const to of CURRENCIES) {
      if (from === to || random.chance(25)) continue;
      const dates = new Set(random.some(edges, 2).map(isoOf));
      if (random.chance(80)) dates.add('2018-01-01');
      for (const date of dates) {
        rates.push({ from, to, rate: random.pick(['1', '0.9', '1.0835', '0.0000000123']), date });
      }
    }
  }
  return rates;
}

export function generateBook(seed: number): GeneratedBook {
  const random = new Random(seed);
  const edges = generateEdges(random);
  const profileCount = random.between(0, 4);
  const timeProfiles: TimeProfile[] = [];
  for (let index = 0; index < profileCount; index += 1) {
    // Names that do not sort as they stand in the book.
    const name = `profile ${(index * 7 + 5) % 10}`;
    timeProfiles.push(generateProfile(random, name, edges, timeProfiles));
  }
  const stem = random.digits(2).replace(/^0/, '4');
  const stock: Stock = {
    random,
    edges,
    numbers: [
      random.digits(32),
      stem + random.digits(random.between(8, 30)),
      stem + random.digits(random.between(8, 20)),
      `43${random.digits(10)}`,
    ],
    callers: [random.digits(12), stem + random.digits(9), `43${random.digits(9)}`],
    profileNames: timeProfiles.map(({ name }) => name),
    deckNames: random.some(['World', 'Other'], random.between(0, 2)),
  };
  const codeDecks = stock.deckNames.map((name) => generateDeck(stock, name));
  const rateTables: RateTable[] = [];
  const tableCount = random.between(2, 6);
  const currencies = random.some(CURRENCIES, random.between(1, 2));
  for (let index = 0; index < tableCount; index += 1) {
    const currency = random.pick(currencies);
    rateTables.push(generateTable(stock, `table ${index}`, currency, rateTables));
  }
  const planCount = random.between(1, 4);
  const ratingPlans = Array.from({ length: planCount }, (_, index) =>
    generatePlan(stock, `plan ${index}`, rateTables),
  );
  const accounts = generateAccounts(random, currencies);
  const trunks = generateTrunks(random, accounts);
  const book: Book = {
    book: 1,
    timeProfiles,
    codeDecks,
    rateTables,
    ratingPlans,
    accounts,
    trunks,
    assignments: generateAssignments(stock, accounts, trunks, rateTables, ratingPlans),
    exchangeRates: generateExchangeRates(stock),
  };
  return { book, stock };
}
