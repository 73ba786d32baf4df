/**
 * The compiled book: everything of a book that pricing asks for, by name. Rates live in sections;
 * what is small is kept as it was written, so that a thread can build it again from the parts.
 */

import type { Book, RateTable } from '../book/book.js';
import { DEFAULTS } from '../book/defaults.js';
import { tableReferences } from '../book/table-references.js';
import { type CheckedRates, listRates } from '../compile/packed-rates.js';
import { buildSection } from '../compile/section-builder.js';
import { CodeIndex } from '../lookup/code-index.js';
import { type CompiledTimeProfile, compileTimeProfile } from '../time/time-profile.js';
import { parseInstant } from '../values/instant.js';
import { type Decimal, decimalOf } from '../values/money.js';
import type { Service } from '../values/scalars.js';
import { SERVICES } from '../values/scalars.js';
import { parseVolume } from '../values/volume.js';
import {
  type CompiledAccount,
  type CompiledTrunk,
  openAccounts,
  openAssignments,
  openTrunks,
} from './compiled-accounts.js';
import { type Dated, latestAt } from './dated.js';
import { Section, type SectionParts } from './section.js';
import {
  type CompiledTable,
  groupByWeight,
  type PriceSource,
  type SourceEntry,
  tableSource,
} from './table.js';

export interface TableParts {
  readonly sections: readonly SectionParts[];
  readonly stashed: readonly SectionParts[];
}

/** What goes to another thread: the small things as written, rates as shared buffers. */
export interface BookParts {
  /** The book without rates and code decks. */
  readonly book: Book;
  /** In the order of the book's tables. */
  readonly tables: readonly TableParts[];
}

interface DatedRate extends Dated {
  readonly rate: Decimal;
}

/** What an event can name. */
export type NameKind = 'account' | 'trunk' | 'carrier' | 'device';

export interface CompiledBook {
  readonly parts: BookParts;
  readonly tables: ReadonlyMap<string, PriceSource>;
  readonly plans: ReadonlyMap<string, PriceSource>;
  readonly accounts: ReadonlyMap<string, CompiledAccount>;
  readonly trunks: ReadonlyMap<string, CompiledTrunk>;
  /** Of what an event can name: the kinds of which the book has any. */
  readonly kinds: ReadonlySet<NameKind>;
  /** Exchange rates by rising date, under `from>to`. */
  readonly exchangeRates: ReadonlyMap<string, readonly DatedRate[]>;
}

/** Exchange rate in force, 1 for equal currencies, null when there is none. */
export function exchangeRateAt(
  book: CompiledBook,
  from: string,
  to: string,
  atMs: number,
): Decimal | null {
  if (from === to) return { digits: 1n, scale: 0 };
  const list = book.exchangeRates.get(`${from}>${to}`) ?? [];
  return latestAt(list, atMs)?.rate ?? null;
}

/**
 * Sorts and indexes the rates of a checked book; those of some tables may be given in their place by
 * the position of the table. Null when two of those price the same from the same instant on.
 */
export function compileParts(
  book: Book,
  given: ReadonlyMap<number, CheckedRates> = new Map(),
): BookParts | null {
  const profiles = compileProfiles(book);
  const decimals = decimalsAsked(book);
  let hasTwins = false;
  const tables = (book.rateTables ?? []).map((table, index) => {
    const nameOf = codeNames(book, table);
    const rates = given.get(index) ?? listRates(table.rates ?? []);
    const build = (stashed: boolean): SectionParts[] =>
      [...membersByService(table, rates, stashed)].map(([service, members]) => {
        const built = buildSection({
          service,
          unit: unitOf(table, service),
          defaults: table.defaults ?? {},
          rates,
          members,
          decimals: [...decimals.get(table)!],
          profiles,
          nameOf,
        });
        // Rates that are kept and not rated may be repeated.
        hasTwins ||= built.hasTwins && !stashed;
        return built.parts;
      });
    return { sections: build(false), stashed: build(true) };
  });
  return hasTwins ? null : { book: withoutRates(book), tables };
}

/** Puts the parts together; cheap, for each thread. */
export function openParts(parts: BookParts): CompiledBook {
  const { book } = parts;
  const profiles = compileProfiles(book);
  const compiled = openTables(parts, profiles);
  const tables = new Map([...compiled].map(([name, table]) => [name, tableSource(table)]));
  const plans = new Map(
    (book.ratingPlans ?? []).map((plan): [string, PriceSource] => {
      const entries = plan.entries.map(
        (entry, position): SourceEntry => ({
          table: compiled.get(entry.rateTable)!,
          weight: entry.weight ?? DEFAULTS.weight,
          timing: entry.timing === undefined ? null : profiles.get(entry.timing)!,
          position,
        }),
      );
      return [
        plan.name,
        {
          planName: plan.name,
          currency: plan.currency ?? entries[0]?.table.currency ?? DEFAULTS.currency,
          precedence: plan.precedence ?? DEFAULTS.precedence,
          timeBasis: plan.timeBasis ?? null,
          groups: groupByWeight(entries),
        },
      ];
    }),
  );
  const assignments = openAssignments(book.assignments ?? [], tables, plans);
  const accounts = openAccounts(book.accounts ?? [], assignments.accounts);
  const trunks = openTrunks(book.trunks ?? [], accounts, assignments.trunks);
  const kinds = kindsOf(book);
  return { parts, tables, plans, accounts, trunks, kinds, exchangeRates: openExchangeRates(book) };
}

function compileProfiles(book: Book): Map<string, CompiledTimeProfile> {
  return new Map((book.timeProfiles ?? []).map((p) => [p.name, compileTimeProfile(p)]));
}

/** Positions of the rates of each service that has some, in their order. */
function membersByService(
  table: RateTable,
  { contents, contentOf }: CheckedRates,
  stashed: boolean,
): Map<Service, Uint32Array> {
  const own = table.service ?? DEFAULTS.service;
  const serviceOf = Uint8Array.from(contents, (rate) =>
    (rate.stashed === true) === stashed ? SERVICES.indexOf(rate.service ?? own) + 1 : 0,
  );
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < contentOf.length; i++) counts[serviceOf[contentOf[i]!]!]!++;
  const members = new Map<Service, Uint32Array>();
  SERVICES.forEach((service, index) => {
    const count = counts[index + 1]!;
    if (count === 0) return;
    const positions = new Uint32Array(count);
    let next = 0;
    for (let i = 0; i < contentOf.length; i++) {
      if (serviceOf[contentOf[i]!] === index + 1) positions[next++] = i;
    }
    members.set(service, positions);
  });
  return members;
}

function unitOf(table: RateTable, service: Service): number {
  const own = service === (table.service ?? DEFAULTS.service) ? table.unit : undefined;
  return parseVolume(own ?? DEFAULTS.unit[service], service)!;
}

const decimalsOf = (table: RateTable): number =>
  table.rounding?.decimals ?? DEFAULTS.rounding.decimals;

/** Decimals that amounts from each table's rates are rounded to: its own and its descendants'. */
function decimalsAsked(book: Book): Map<RateTable, Set<number>> {
  const tables = book.rateTables ?? [];
  const references = tableReferences(tables);
  const asked = new Map(tables.map((table) => [table, new Set<number>()]));
  for (const table of tables) {
    for (let at: RateTable | undefined = table; at !== undefined; ) {
      asked.get(at)!.add(decimalsOf(table));
      at = at.parent === undefined ? undefined : references.get(at.parent);
    }
  }
  return asked;
}

function codeNames(book: Book, table: RateTable): ((code: string) => string | null) | null {
  const deck = book.codeDecks?.find(({ name }) => name === table.codeDeck);
  if (deck === undefined) return null;
  const index = new CodeIndex(deck.codes.map(({ code }) => code));
  const digits = new Uint8Array(64);
  return (code) => {
    for (let i = 0; i < code.length; i++) digits[i] = code.charCodeAt(i) - 48;
    const position = index.lookup(digits, code.length);
    return position < 0 ? null : deck.codes[position]!.name;
  };
}

function withoutRates(book: Book): Book {
  const rateTables = (book.rateTables ?? []).map((table) => ({ ...table, rates: [] }));
  return { ...book, rateTables, codeDecks: [] };
}

function openTables(
  parts: BookParts,
  profiles: ReadonlyMap<string, CompiledTimeProfile>,
): Map<string, CompiledTable> {
  const open = (list: readonly SectionParts[]): Partial<Record<Service, Section>> =>
    Object.fromEntries(list.map((section) => [section.service, new Section(section, profiles)]));
  const tables = new Map<RateTable, CompiledTable>();
  (parts.book.rateTables ?? []).forEach((table, i) => {
    tables.set(table, {
      name: table.name,
      scope: table.scope ?? null,
      currency: table.currency ?? DEFAULTS.currency,
      decimals: decimalsOf(table),
      mode: table.rounding?.mode ?? DEFAULTS.rounding.mode,
      durationRounding: table.durationRounding ?? DEFAULTS.durationRounding,
      timeBasis: table.timeBasis ?? DEFAULTS.timeBasis,
      tax: {
        included: table.taxIncluded ?? DEFAULTS.taxIncluded,
        rate: decimalOf(table.taxRate ?? DEFAULTS.taxRate),
      },
      parent: null,
      sections: open(parts.tables[i]!.sections),
      stashed: open(parts.tables[i]!.stashed),
    });
  });
  const references = tableReferences(parts.book.rateTables ?? []);
  const byReference = new Map([...references].map(([text, table]) => [text, tables.get(table)!]));
  for (const [table, compiled] of tables) {
    if (table.parent !== undefined) compiled.parent = byReference.get(table.parent)!;
  }
  return byReference;
}

function kindsOf({ accounts = [], trunks = [] }: Book): Set<NameKind> {
  const kinds = new Set<NameKind>();
  if (trunks.length > 0) kinds.add('trunk');
  for (const { kind } of accounts) {
    kinds.add(kind === 'carrier' || kind === 'device' ? kind : 'account');
  }
  return kinds;
}

function openExchangeRates(book: Book): Map<string, DatedRate[]> {
  const rates = new Map<string, DatedRate[]>();
  for (const { from, to, rate, date } of book.exchangeRates ?? []) {
    const key = `${from}>${to}`;
    const list = rates.get(key) ?? [];
    rates.set(key, list);
    list.push({ fromMs: parseInstant(date)!, rate: decimalOf(rate) });
  }
  for (const list of rates.values()) list.sort((a, b) => a.fromMs - b.fromMs);
  return rates;
}
