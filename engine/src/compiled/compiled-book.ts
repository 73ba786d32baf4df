/**
 * The compiled book: everything of a book that pricing asks for, by name. Rates live in sections;
 * what is small is kept as it was written, so that a thread can build it again from the parts.
 */

import type { Book, RateTable } from '../book/book.js';
import { DEFAULTS } from '../book/defaults.js';
import { ownedReferences } from '../book/owned-references.js';
import { type CompiledTimeProfile, compileTimeProfile } from '../time/time-profile.js';
import { parseInstant } from '../values/instant.js';
import { type Decimal, decimalOf } from '../values/money.js';
import type { Service } from '../values/scalars.js';
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

/** Whoever has a compiled book: a rater. */
export interface BookHolder {
  readonly book: CompiledBook;
}

export interface CompiledBook {
  readonly parts: BookParts;
  readonly profiles: ReadonlyMap<string, CompiledTimeProfile>;
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
 * Puts the parts together; cheap, for each thread. What is the same as in a book opened before is
 * taken from it: sections of the same parts, profiles of the same definition.
 */
export function openParts(parts: BookParts, before: CompiledBook | null = null): CompiledBook {
  const { book } = parts;
  const profiles = compileProfiles(book, before);
  const compiled = openTables(parts, profiles, before === null ? new Map() : sectionsOf(before));
  const tables = new Map([...compiled].map(([name, table]) => [name, tableSource(table)]));
  const plans = new Map(
    [...ownedReferences(book.ratingPlans ?? [])].map(([reference, plan]): [string, PriceSource] => {
      const entries = plan.entries.map(
        (entry, position): SourceEntry => ({
          table: compiled.get(entry.rateTable)!,
          weight: entry.weight ?? DEFAULTS.weight,
          timing: entry.timing === undefined ? null : profiles.get(entry.timing)!,
          position,
        }),
      );
      return [
        reference,
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
  const exchangeRates = openExchangeRates(book);
  return { parts, profiles, tables, plans, accounts, trunks, kinds, exchangeRates };
}

export function compileProfiles(
  book: Book,
  before: CompiledBook | null = null,
): Map<string, CompiledTimeProfile> {
  const texts = new Map(before?.parts.book.timeProfiles?.map((p) => [p.name, JSON.stringify(p)]));
  return new Map(
    (book.timeProfiles ?? []).map((profile) => {
      const isSame = texts.get(profile.name) === JSON.stringify(profile);
      return [
        profile.name,
        isSame ? before!.profiles.get(profile.name)! : compileTimeProfile(profile),
      ];
    }),
  );
}

/** The sections of an opened book by what they were opened from. */
function sectionsOf({ tables }: CompiledBook): Map<SectionParts, Section> {
  const opened = new Map<SectionParts, Section>();
  for (const { groups } of tables.values()) {
    const { sections, stashed } = groups[0]![0]!.table;
    for (const section of [...Object.values(sections), ...Object.values(stashed)]) {
      opened.set(section.parts, section);
    }
  }
  return opened;
}

/** Whether a section was opened with these profiles. */
function isOpenedWith(
  section: Section,
  profiles: ReadonlyMap<string, CompiledTimeProfile>,
): boolean {
  return (
    section.conditions.every(({ timeProfile, profile }) => {
      return timeProfile === null || profiles.get(timeProfile) === profile;
    }) &&
    (section.newer === null || isOpenedWith(section.newer, profiles))
  );
}

/** Decimals that amounts of a table are rounded to. */
export const decimalsOf = (table: RateTable): number =>
  table.rounding?.decimals ?? DEFAULTS.rounding.decimals;

function openTables(
  parts: BookParts,
  profiles: ReadonlyMap<string, CompiledTimeProfile>,
  opened: ReadonlyMap<SectionParts, Section>,
): Map<string, CompiledTable> {
  const openSection = (section: SectionParts): Section => {
    const known = opened.get(section);
    return known !== undefined && isOpenedWith(known, profiles)
      ? known
      : new Section(section, profiles);
  };
  const open = (list: readonly SectionParts[]): Partial<Record<Service, Section>> =>
    Object.fromEntries(list.map((section) => [section.service, openSection(section)]));
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
  const references = ownedReferences(parts.book.rateTables ?? []);
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
