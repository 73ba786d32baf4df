/** From a checked book to the parts of a compiled one: a section for each service of each table. */

import type { Book, Rate, RateTable } from '../book/book.js';
import { DEFAULTS } from '../book/defaults.js';
import { ownedReferences } from '../book/owned-references.js';
import { type BookParts, compileProfiles, decimalsOf } from '../compiled/compiled-book.js';
import type { SectionParts } from '../compiled/section.js';
import { CodeIndex } from '../lookup/code-index.js';
import { SERVICES, type Service } from '../values/scalars.js';
import { parseVolume } from '../values/volume.js';
import { type CheckedRates, listRates } from './packed-rates.js';
import { buildSection } from './section-builder.js';

/** Rates that are compiled behind those of a table, which were checked; they are not. */
export type MoreRates = (table: number, rates: readonly Rate[]) => readonly Rate[];

const noMoreRates: MoreRates = () => [];

/**
 * Sorts and indexes the rates of a checked book; those of some tables may be given in their place
 * by the position of the table. Null when two of those price the same from the same instant on.
 */
export function compileParts(
  book: Book,
  given: ReadonlyMap<number, CheckedRates> = new Map(),
  moreRates: MoreRates = noMoreRates,
): BookParts | null {
  const profiles = compileProfiles(book);
  const decimals = decimalsAsked(book);
  let hasTwins = false;
  const tables = (book.rateTables ?? []).map((table, index) => {
    const nameOf = codeNames(book, table);
    const listed = table.rates ?? [];
    const rates = given.get(index) ?? listRates([...listed, ...moreRates(index, listed)]);
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
  for (let i = 0; i < contentOf.length; i += 1) counts[serviceOf[contentOf[i]!]!]!++;
  const members = new Map<Service, Uint32Array>();
  SERVICES.forEach((service, index) => {
    const count = counts[index + 1]!;
    if (count === 0) return;
    const positions = new Uint32Array(count);
    let next = 0;
    for (let i = 0; i < contentOf.length; i += 1) {
      if (serviceOf[contentOf[i]!] === index + 1) positions[next++] = i;
    }
    members.set(service, positions);
  });
  return members;
}

export function unitOf(table: RateTable, service: Service): number {
  const own = service === (table.service ?? DEFAULTS.service) ? table.unit : undefined;
  return parseVolume(own ?? DEFAULTS.unit[service], service)!;
}

/** Decimals that amounts from each table's rates are rounded to: its own and its descendants'. */
export function decimalsAsked(book: Book): Map<RateTable, Set<number>> {
  const tables = book.rateTables ?? [];
  const references = ownedReferences(tables);
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
    for (let i = 0; i < code.length; i += 1) digits[i] = code.charCodeAt(i) - 48;
    const position = index.lookup(digits, code.length);
    return position < 0 ? null : deck.codes[position]!.name;
  };
}

function withoutRates(book: Book): Book {
  const rateTables = (book.rateTables ?? []).map((table) => ({ ...table, rates: [] }));
  return { ...book, rateTables, codeDecks: [] };
}
