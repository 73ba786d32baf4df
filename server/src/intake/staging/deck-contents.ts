/**
 * Rates of a deck as they would be stored: names and references by their ids, dates in their one form.
 * What cannot be stored is told for each rate, by the engine's rules.
 */

import type { Deck, DeckField, DeckRate, Recognition } from '@ratedeck/decks';
import { normalNumberLength, parseInstant } from '@ratedeck/engine';
import { codeNameResolver, type ResolvedName } from '../../catalogue/code-decks/service.js';
import { nameIds } from '../../catalogue/names/service.js';
import type { Transaction } from '../../platform/db/connection.js';
import { faultsByIndex } from '../../tariffs/bulk-changes/content-check.js';
import { chargeColumns, chargeToRow } from '../../tariffs/charge/charge-row.js';
import type { RateTable } from '../../tariffs/rate-tables/schema.js';
import { emptyContent, type RateContent } from '../../tariffs/stored-rates/record.js';
import type { DeckEntry } from '../decisions/decided.js';
import * as store from './store.js';

const KEPT_MAX = 100_000;
const EMPTY = emptyContent('', 'voice');
const CHARGE_FIELDS = Object.values(chargeColumns);

/** A rate of the deck with what stands in the way of storing it. */
export interface JudgedEntry {
  readonly entry: DeckEntry;
  readonly fault: { readonly reason: string; readonly message: string } | null;
}

/** Fields of a rate that the columns of a deck can say, besides those that are always said. */
const SAID_BY: Readonly<Partial<Record<keyof RateContent, readonly DeckField[]>>> = {
  categoryId: ['category'],
  nameId: ['name'],
  nameIsOwn: ['name'],
  description: ['description'],
  notes: ['notes'],
  firstPrice: ['firstPrice'],
  firstInterval: ['firstInterval', 'intervals'],
  nextInterval: ['nextInterval', 'intervals'],
  freeVolume: ['freeVolume', 'intervals'],
  graceVolume: ['graceVolume', 'intervals'],
  graceMode: ['graceMode', 'graceVolume'],
  setupFee: ['setupFee', 'minCharge', 'priceUnit'],
  setupFeeMode: ['setupFeeMode', 'setupFee', 'minCharge'],
  surcharge: ['surcharge'],
  tierFroms: ['tiers'],
  tierPrices: ['tiers'],
  tierIntervals: ['tiers'],
  maxCharge: ['maxCharge'],
  effectiveTo: ['effectiveTo', 'change'],
  // What tells rates apart, which only a row with an id leaves as it is.
  code: ['code', 'countryCode', 'areaCode', 'name'],
  service: ['service', 'priceUnit'],
  sourceCode: ['sourceCode'],
  numberLengthMin: ['numberLengthMin', 'numberLengthMax', 'exactMatch'],
  numberLengthMax: ['numberLengthMin', 'numberLengthMax', 'exactMatch'],
  timeProfileId: ['timeProfile', 'peakPrice', 'offPeakPrice'],
  tag: ['tag', 'intraPrice', 'indeterminatePrice'],
  stashed: ['stashed'],
};

/** What no sheet of rates has a column for. */
export function notSaidBy(recognition: Recognition): (keyof RateContent)[] {
  const said = new Set(
    recognition.sheets
      .filter(({ isDeck }) => isDeck)
      .flatMap(({ columns }) => columns.map(({ field }) => field)),
  );
  const fields = Object.entries(SAID_BY) as [keyof RateContent, readonly DeckField[]][];
  return fields.filter(([, by]) => !by.some((one) => said.has(one))).map(([field]) => field);
}

interface Reading {
  readonly table: RateTable;
  readonly deck: Pick<Deck, 'rates'>;
  /** For rates of which the deck says no date. */
  readonly undatedFrom: string | null;
}

export class DeckContents {
  readonly #db: Transaction;
  readonly #reading: Reading;
  readonly #namesOf: (codes: readonly string[]) => Promise<ReadonlyMap<string, ResolvedName>>;
  readonly #ownNames = new Map<string, number>();
  readonly #instants = new Map<string, string>();
  readonly #profiles: ReadonlyMap<string, string>;
  readonly #categories: ReadonlyMap<string, string>;
  /** Terms that were judged before, with their fault; decks say the same of many codes. */
  readonly #judged = new Map<string, JudgedEntry['fault']>();

  private constructor(
    db: Transaction,
    reading: Reading,
    ids: {
      readonly profiles: ReadonlyMap<string, string>;
      readonly categories: ReadonlyMap<string, string>;
    },
  ) {
    const { table, deck } = reading;
    this.#db = db;
    this.#reading = reading;
    this.#profiles = ids.profiles;
    this.#categories = ids.categories;
    this.#namesOf =
      table.codeDeck === null
        ? async () => new Map<string, ResolvedName>()
        : codeNameResolver({ db }, table.codeDeck.id, deck.rates.length);
  }

  static async of(db: Transaction, reading: Reading): Promise<DeckContents> {
    const [profiles, categories] = [await store.profileIds(db), await store.categoryIds(db)];
    return new DeckContents(db, reading, { profiles, categories });
  }

  async entriesOf(rates: readonly DeckRate[]): Promise<JudgedEntry[]> {
    if (this.#ownNames.size > KEPT_MAX) this.#ownNames.clear();
    const unknown = new Set<string>();
    for (const { rate } of rates) {
      if (rate.name !== undefined && !this.#ownNames.has(rate.name)) unknown.add(rate.name);
    }
    for (const [name, id] of await nameIds({ db: this.#db }, [...unknown])) {
      this.#ownNames.set(name, id);
    }
    const named = await this.#namesOf(rates.map(({ rate }) => rate.code));
    const entries = rates.map((rate) => this.#entryOf(rate, named));
    const terms = entries.map(({ entry, fault }) =>
      fault === null && entry.change === 'set' ? termsOf(entry.content) : null,
    );
    this.#judge(entries, terms);
    return entries.map((judged, index) => {
      const fault = terms[index] === null ? null : (this.#judged.get(terms[index]!) ?? null);
      return fault === null ? judged : { ...judged, fault };
    });
  }

  #entryOf(deckRate: DeckRate, named: ReadonlyMap<string, ResolvedName>): JudgedEntry {
    const { rate, sheet, row, change, action, id } = deckRate;
    const { timeProfile, category } = rate;
    const profileId = timeProfile === undefined ? null : (this.#profiles.get(timeProfile) ?? null);
    const categoryId = category === undefined ? null : (this.#categories.get(category) ?? null);
    const content = this.#contentOf(deckRate, named, { timeProfileId: profileId, categoryId });
    const isUndated = rate.effectiveFrom === undefined;
    const entry = { sheet, row, change, action, id, isUndated, content };
    if (timeProfile !== undefined && profileId === null) {
      return { entry, fault: unknownName('time profile', timeProfile) };
    }
    if (category !== undefined && categoryId === null) {
      return { entry, fault: unknownName('category', category) };
    }
    return { entry, fault: null };
  }

  /** One object and no more: a deck has a million of them. */
  #contentOf(
    { rate, change }: DeckRate,
    named: ReadonlyMap<string, ResolvedName>,
    { timeProfileId, categoryId }: Pick<RateContent, 'timeProfileId' | 'categoryId'>,
  ): RateContent {
    const { code, tiers, effectiveFrom } = rate;
    const range = rate.numberLength === undefined ? null : normalNumberLength(rate.numberLength);
    const inDeck = named.get(code)?.nameId ?? 0;
    const nameId = rate.name === undefined ? inDeck : this.#ownNames.get(rate.name)!;
    const isUndated = effectiveFrom === undefined && change === 'set';
    // A copy that has all fields already stays fast where one that gets them one by one does not.
    return {
      ...EMPTY,
      ...chargeToRow(
        tiers === undefined ? { ...rate, tiers: null } : { ...rate, tiers: [...tiers] },
      ),
      code,
      service: rate.service ?? this.#reading.table.service,
      sourceCode: rate.sourceCode ?? null,
      numberLengthMin: range?.min ?? null,
      numberLengthMax: range?.max ?? null,
      timeProfileId,
      tag: rate.tag ?? null,
      effectiveFrom: isUndated ? this.#reading.undatedFrom : this.#instantOf(effectiveFrom),
      effectiveTo: this.#instantOf(rate.effectiveTo),
      stashed: rate.stashed ?? false,
      blocked: rate.blocked ?? false,
      nameId,
      // What the code deck says as well follows it.
      nameIsOwn: nameId !== inDeck,
      categoryId,
      description: rate.description ?? null,
      notes: rate.notes ?? null,
    };
  }

  /** In the one form in which instants are compared; a deck names few of them, many times. */
  #instantOf(text: string | undefined): string | null {
    if (text === undefined) return null;
    const found = this.#instants.get(text);
    if (found !== undefined) return found;
    if (this.#instants.size > KEPT_MAX) this.#instants.clear();
    const instant = new Date(parseInstant(text)!).toISOString();
    this.#instants.set(text, instant);
    return instant;
  }

  /** Asks the engine of terms that it was not asked of; null: nothing to ask. */
  #judge(entries: readonly JudgedEntry[], terms: readonly (string | null)[]): void {
    if (this.#judged.size > KEPT_MAX) this.#judged.clear();
    const contents: RateContent[] = [];
    const asked: string[] = [];
    terms.forEach((term, index) => {
      if (term === null || this.#judged.has(term)) return;
      this.#judged.set(term, null);
      asked.push(term);
      // Dates, names and codes were read by the same rules; two of one code are no matter here.
      const { content } = entries[index]!.entry;
      const code = String(asked.length);
      contents.push({ ...content, effectiveFrom: null, effectiveTo: null, code });
    });
    for (const [index, [first]] of faultsByIndex(this.#reading.table, contents)) {
      const { code, message } = first!;
      this.#judged.set(asked[index]!, { reason: code, message });
    }
  }
}

const unknownName = (noun: string, name: string) => ({
  reason: 'unknown_reference',
  message: `there is no ${noun} ${JSON.stringify(name)}: make it first, or leave the column out`,
});

function termsOf(content: RateContent): string {
  const { service, sourceCode, numberLengthMin, numberLengthMax, tag, blocked } = content;
  let terms = `${service}\n${sourceCode}\n${numberLengthMin}\n${numberLengthMax}\n${tag}\n${blocked}`;
  for (const field of CHARGE_FIELDS) terms += `\n${content[field]}`;
  return terms;
}
