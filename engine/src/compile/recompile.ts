/**
 * A compiled book after a change: what did not change is taken over as it stands, buffers and all.
 *
 * Of a table whose rates changed at a few codes only the rates of these codes are compiled, into
 * sections that lie in front of those that stand (`section.ts`). Layers do not pile up: a table has
 * one, of all codes that changed since its rates were compiled as a whole. Where it has grown large
 * the whole table should be given again.
 */

import type { Book, Rate, RateTable } from '../book/book.js';
import { DEFAULTS } from '../book/defaults.js';
import { ChargeTable } from '../compiled/charge-table.js';
import type { BookParts, TableParts } from '../compiled/compiled-book.js';
import type { SectionParts } from '../compiled/section.js';
import { TermsList } from '../compiled/terms.js';
import { formatInstant, INSTANT_MAX_MS } from '../values/instant.js';
import { compileBook } from './compile-book.js';
import { decimalsAsked, unitOf } from './compile-parts.js';
import type { PackedRates, RateContent } from './packed-rates.js';

/** Where the rates of a table come from. */
export type TableRates =
  | {
      readonly kind: 'kept';
      /** Of the table in the book before. */
      readonly position: number;
    }
  | { readonly kind: 'whole'; readonly rates: PackedRates }
  | {
      readonly kind: 'codes';
      readonly position: number;
      /** Those whose rates are not what they were when the whole table was given; digits only. */
      readonly codes: readonly string[];
      /** All rates that these codes have now; a code without any has lost its rates. */
      readonly rates: readonly RateContent[];
      /** The `index` by which explanations call the first of them, behind the whole table's. */
      readonly firstIndex: number;
    };

/**
 * Compiles a book that followed another one.
 *
 * @param before what the book before was compiled to
 * @param document the book, its tables without rates
 * @param tables for each table of the document, in its order
 * @throws {BookError} with all faults at once; a table whose rates are given for some codes has them
 * in `rates`
 * @throws {RangeError} for a table that was kept though {@link holdsRates} says no
 */
export function recompile(
  before: BookParts,
  document: { readonly rateTables?: readonly object[] },
  tables: readonly TableRates[],
): BookParts {
  const documentTables = document.rateTables ?? [];
  if (documentTables.length !== tables.length) {
    throw new RangeError(`${documentTables.length} tables, rates of ${tables.length}`);
  }
  const packed = new Map<number, PackedRates>();
  const rateTables = documentTables.map((table, index) => {
    const given = tables[index]!;
    if (given.kind === 'whole') packed.set(index, given.rates);
    return given.kind === 'codes' ? { ...table, rates: given.rates } : table;
  });
  const compiled = compileBook({ ...document, rateTables }, packed, (index, rates) => {
    const given = tables[index]!;
    if (given.kind !== 'codes') return [];
    const table = documentTables[index] as RateTable;
    return goneRates(given.codes, rates, table, before.tables[given.position]!);
  });
  const decimals = [...decimalsAsked(compiled.book).values()];
  return {
    book: compiled.book,
    tables: tables.map((given, index) => {
      const built = compiled.tables[index]!;
      if (given.kind === 'whole') return built;
      if (!holdsRates(before, given.position, compiled.book, index)) {
        throw new RangeError(`rateTables[${index}] cannot keep the rates it was compiled with`);
      }
      const base = before.tables[given.position]!;
      const asked = [...decimals[index]!];
      if (given.kind === 'kept') return keptTable(base, asked);
      const join = (kind: keyof TableParts): SectionParts[] =>
        joinLayers(base[kind], built[kind].map(numberedFrom(given.firstIndex)), asked);
      return { sections: join('sections'), stashed: join('stashed') };
    }),
  };
}

/**
 * Whether the rates of a table hold, as they were compiled, in a book that followed: its service,
 * unit and defaults are the same, and so are the time profiles that its rates name. Code decks are
 * not kept in what is compiled: where names from one changed, the table has to be given anew.
 *
 * @param position of the table in the book before
 * @param index of the table in the new book
 */
export function holdsRates(
  before: BookParts,
  position: number,
  book: Pick<Book, 'rateTables' | 'timeProfiles'>,
  index: number,
): boolean {
  const old = before.book.rateTables![position]!;
  const table = book.rateTables![index]!;
  const parts = before.tables[position]!;
  const sections = [...parts.sections, ...parts.stashed];
  const names = new Set(sections.flatMap(profileNames));
  const definition = (profiles: Book['timeProfiles'], name: string): string =>
    JSON.stringify(profiles?.find((profile) => profile.name === name));
  return (
    serviceOf(old) === serviceOf(table) &&
    sections.every(({ service, unit }) => unit === unitOf(table, service)) &&
    JSON.stringify(old.defaults ?? {}) === JSON.stringify(table.defaults ?? {}) &&
    [...names].every((name) => {
      const now = definition(book.timeProfiles, name);
      return definition(before.book.timeProfiles, name) === now && now !== undefined;
    })
  );
}

const serviceOf = (table: RateTable) => table.service ?? DEFAULTS.service;

const profileNames = ({ conditions, newer }: SectionParts): string[] => [
  ...conditions.flatMap(({ timeProfile }) => timeProfile ?? []),
  ...(newer === null ? [] : profileNames(newer)),
];

/**
 * For each section that stands: codes that it shall not show, where nothing lies in front of them.
 */
function goneRates(
  codes: readonly string[],
  rates: readonly Rate[],
  table: RateTable,
  base: TableParts,
): Rate[] {
  const never = formatInstant(INSTANT_MAX_MS);
  const place = (service: string, stashed: boolean, code: string): string =>
    `${service} ${stashed} ${code}`;
  const taken = new Set(
    rates.map((rate) => {
      return place(rate.service ?? serviceOf(table), rate.stashed === true, rate.code);
    }),
  );
  const goneOf = (sections: readonly SectionParts[], stashed: boolean): Rate[] =>
    sections.flatMap(({ service }) =>
      codes
        .filter((code) => !taken.has(place(service, stashed, code)))
        .map((code) => ({
          code,
          service,
          stashed,
          blocked: true,
          effectiveFrom: never,
          effectiveTo: never,
        })),
    );
  return [...goneOf(base.sections, false), ...goneOf(base.stashed, true)];
}

/** The same object where nothing is added, so that others see that it is the same. */
function keptTable(table: TableParts, decimals: readonly number[]): TableParts {
  const sections = table.sections.map((section) => withCharges(section, decimals));
  const stashed = table.stashed.map((section) => withCharges(section, decimals));
  const isSame = (kept: readonly SectionParts[], old: readonly SectionParts[]): boolean =>
    kept.every((section, index) => section === old[index]);
  return isSame(sections, table.sections) && isSame(stashed, table.stashed)
    ? table
    : { sections, stashed };
}

/** A service that had no rates has nothing to lie in front of. */
function joinLayers(
  base: readonly SectionParts[],
  layers: readonly SectionParts[],
  decimals: readonly number[],
): SectionParts[] {
  const layerOf = (service: string): SectionParts | null =>
    layers.find((layer) => layer.service === service) ?? null;
  const added = layers.filter(({ service }) =>
    base.every((section) => section.service !== service),
  );
  return [
    ...base.map((section) => ({
      ...withCharges({ ...section, newer: null }, decimals),
      newer: layerOf(section.service),
    })),
    ...added,
  ];
}

/** A section just built, its rates numbered from `first` on. */
const numberedFrom =
  (first: number) =>
  (section: SectionParts): SectionParts => {
    const numbers = new Uint32Array(section.rows.rates);
    for (let row = 0; row < numbers.length; row += 1) numbers[row]! += first;
    return section;
  };

/** The section with the charges that are asked of it now: a child may round to other decimals. */
function withCharges(section: SectionParts, decimals: readonly number[]): SectionParts {
  const newer = section.newer === null ? null : withCharges(section.newer, decimals);
  if (newer === section.newer && decimals.every((count) => section.charges.has(count))) {
    return section;
  }
  const terms = new TermsList(section.terms);
  const charges = new Map(section.charges);
  for (const count of decimals) {
    if (!charges.has(count)) {
      charges.set(count, new ChargeTable(terms, section.unit, count).buffer);
    }
  }
  return { ...section, charges, newer };
}
