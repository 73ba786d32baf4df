/**
 * A book that is compiled step by step, change after change, against the same book compiled at
 * once.
 *
 * `RATEDECK_SEED` is the seed of the first book, `RATEDECK_BOOKS` the count; a failure prints its
 * seed.
 */

import { expect, test } from 'vitest';

import type { Book, Rate, RateTable } from '../src/book/book.js';
import { listRates } from '../src/compile/packed-rates.js';
import { compile, holdsRates, openRater, recompile, type TableRates } from '../src/index.js';
import { generateCall } from './generate-event.js';
import { type GeneratedBook, generateBook } from './generators.js';
import { Random } from './random.js';

const SEED = Number(process.env['RATEDECK_SEED'] ?? 20_261_126);
const BOOKS = Number(process.env['RATEDECK_BOOKS'] ?? 20);
const TIMEOUT_MS = 60_000 + BOOKS * 3_000;
const STEPS = 6;
const CALLS = 15;

/**
 * What the rates of a table were when they were last given whole, and which codes changed since.
 */
interface Layered {
  readonly whole: readonly Rate[];
  readonly codes: ReadonlySet<string>;
}

interface State {
  readonly book: Book;
  readonly layers: readonly Layered[];
}

const withoutRates = (book: Book) => ({
  ...book,
  rateTables: book.rateTables!.map(({ rates: _, ...table }) => table),
});

/** Rates of some codes taken away, changed, or copied to a code that had none. */
function editRates(random: Random, table: RateTable): { rates: Rate[]; codes: string[] } {
  const rates = table.rates ?? [];
  const codes = [...new Set(rates.map(({ code }) => code))];
  const edited = random.some(codes, Math.min(codes.length, random.between(1, 3)));
  const gone = new Set(edited.filter(() => random.chance(30)));
  const next = rates
    .filter(({ code }) => !gone.has(code))
    .map((rate) =>
      edited.includes(rate.code) && rate.price !== undefined
        ? { ...rate, price: `0.${random.digits(4)}`, ...(random.chance(30) && { stashed: true }) }
        : rate,
    );
  const fresh = random.digits(random.between(1, 6));
  if (rates.length > 0 && random.chance(60) && !codes.includes(fresh)) {
    const source = random.pick(rates).code;
    const copies = rates.filter(({ code }) => code === source);
    next.push(...copies.map((rate) => ({ ...rate, code: fresh })));
    edited.push(fresh);
  }
  return { rates: next, codes: edited };
}

/** One change of a book: of rates, of a table's settings, of what stands beside the tables. */
function change(random: Random, { book, layers }: State): State {
  const tables = [...book.rateTables!];
  const at = random.between(0, tables.length - 1);
  const table = tables[at]!;
  const newLayers = [...layers];
  switch (random.between(0, 5)) {
    case 0:
      tables[at] = { ...table, rounding: { decimals: random.between(0, 8), mode: 'half-even' } };
      break;
    case 1:
      tables[at] = { ...table, defaults: { ...table.defaults, setupFee: `0.${random.digits(2)}` } };
      break;
    case 2:
      return { book: { ...book, assignments: book.assignments!.slice(1) }, layers };
    default: {
      const { rates, codes } = editRates(random, table);
      tables[at] = { ...table, rates };
      newLayers[at] = {
        whole: layers[at]!.whole,
        codes: new Set([...layers[at]!.codes, ...codes]),
      };
    }
  }
  return { book: { ...book, rateTables: tables }, layers: newLayers };
}

interface Step {
  readonly state: State;
  readonly given: TableRates[];
}

/** How the rates of each table are given after a change: whole only where it has to be so. */
function giveRates(random: Random, before: Parameters<typeof holdsRates>[0], next: State): Step {
  const { book } = next;
  const layers = [...next.layers];
  const given = book.rateTables!.map((table, index): TableRates => {
    const rates = table.rates ?? [];
    const { codes, whole } = layers[index]!;
    if (random.chance(10) || !holdsRates(before, index, book, index)) {
      layers[index] = { whole: rates, codes: new Set() };
      return { kind: 'whole', rates: listRates(rates) as never };
    }
    if (codes.size === 0) return { kind: 'kept', position: index };
    const changed = rates.filter(({ code }) => codes.has(code));
    const firstIndex = whole.length;
    return {
      kind: 'codes',
      position: index,
      codes: [...codes],
      rates: changed as never,
      firstIndex,
    };
  });
  return { state: { book, layers }, given };
}

/** The rates of each table in the order of the indexes that explanations give. */
function ratesByIndex({ book, layers }: State): Map<string, Rate[]> {
  return new Map(
    book.rateTables!.map((table, index) => {
      const { whole, codes } = layers[index]!;
      return [table.name, [...whole, ...table.rates!.filter(({ code }) => codes.has(code))]];
    }),
  );
}

/**
 * Without the positions of rates, which differ: those of a layer stand behind the whole table's. Of
 * candidates that nothing tells apart the first in the book comes first, so they are sorted.
 */
const unnumbered = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, inner) => {
      if (key === 'candidates')
        return inner.map((one: object) => JSON.stringify({ ...one, index: 0 })).sort();
      return key === 'index' ? undefined : inner;
    }),
  );

function check(
  seed: number,
  { stock }: GeneratedBook,
  state: State,
  rater: ReturnType<typeof openRater>,
): void {
  const full = compile(state.book);
  const rates = ratesByIndex(state);
  for (let i = 0; i < CALLS; i += 1) {
    const { event, options } = generateCall({ book: state.book, stock });
    const at = `RATEDECK_SEED=${seed} RATEDECK_BOOKS=1, ${JSON.stringify({ event, options })}`;
    const same = (of: typeof rater) =>
      unnumbered([
        of.rate(event, options),
        of.rateBatch([event, event], options),
        of.maxVolume(event, '12.5', options),
        of.explain(event, options),
      ]);
    expect(same(rater), at).toEqual(same(full));
    const explained = rater.explain(event, options);
    const candidates = explained.legs.flatMap((leg) => leg.candidates);
    for (const { rateTable, index, code } of candidates) {
      expect(rates.get(rateTable)![index]!.code, at).toBe(code);
    }
  }
}

test(
  'a book compiled change by change prices as the same book compiled at once',
  () => {
    for (let seed = SEED; seed < SEED + BOOKS; seed += 1) {
      const random = new Random(seed);
      const generated = generateBook(seed);
      const { book } = generated;
      let parts = compile(book).share();
      let rater = openRater(parts);
      let state: State = {
        book,
        layers: book.rateTables!.map(({ rates = [] }) => ({ whole: rates, codes: new Set() })),
      };
      for (let step = 0; step < STEPS; step += 1) {
        const next = giveRates(random, parts, change(random, state));
        parts = recompile(parts, withoutRates(next.state.book), next.given);
        rater = openRater(parts, rater);
        state = next.state;
        check(seed, generated, state, rater);
      }
    }
  },
  TIMEOUT_MS,
);
