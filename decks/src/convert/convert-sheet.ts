/**
 * One sheet to rates: each row is a header, a note, a rejected row or one rate for each of its codes
 * and prices. A row with any fault makes no rate at all; all of its faults are listed.
 */

import type { Rate } from '@ratedeck/engine';
import { CELL_CODES_MAX } from '../codes/code-ranges.js';
import { isPlainCode } from '../codes/parse-code-cell.js';
import { columnLabel } from '../deck/column-label.js';
import type { CodeNames, DeckRate, RawRow, RawSheet, SheetRecognition } from '../deck/deck.js';
import { CodeNotes } from './code-notes.js';
import { CodelessRows } from './codeless-rows.js';
import type { FieldReader } from './column-reader.js';
import { type DeckParts, SheetTally } from './deck-parts.js';
import { fieldReaders } from './field-readers.js';
import { type RowDefaults, RowFinish, type RowPrice } from './finish-row.js';
import { MendedRows } from './mended-rows.js';
import { MovedTables } from './moved-tables.js';
import { distinctProfiles, type PeakProfiles } from './peak-profiles.js';
import { RowCodes } from './row-codes.js';
import { RowDraft } from './row-draft.js';
import { RowKinds } from './row-kind.js';
import { isBlank, layoutOf, type SheetLayout } from './sheet-layout.js';

export interface SheetSettings {
  readonly defaults: RowDefaults;
  /** Digits before each code; empty = none. */
  readonly prefix: string;
  /** Said by the user: money is in it, whatever the cells say. */
  readonly currency: string | null;
  readonly names: CodeNames | null;
  readonly profiles: PeakProfiles;
}

export function ignoreSheet(sheet: RawSheet, parts: DeckParts): void {
  const tally = new SheetTally(sheet.name, parts);
  for (const { number } of sheet.rows) tally.ignore(number, 'not a deck');
  tally.close(sheet.rows.length);
}

export function convertSheet(
  sheet: RawSheet,
  recognition: SheetRecognition,
  settings: SheetSettings,
  parts: DeckParts,
): void {
  new SheetConversion(sheet, recognition, settings, parts).run();
}

class SheetConversion {
  readonly #sheet: RawSheet;
  readonly #layout: SheetLayout;
  readonly #settings: SheetSettings;
  readonly #parts: DeckParts;
  readonly #tally: SheetTally;
  readonly #kinds: RowKinds;
  readonly #notes = new CodeNotes();
  readonly #codes: RowCodes;
  readonly #finish: RowFinish;
  readonly #readers: readonly FieldReader[];
  readonly #profiles: PeakProfiles;
  readonly #draft = new RowDraft();
  readonly #codeless = new CodelessRows();
  readonly #moved: MovedTables;
  readonly #mended: MendedRows;
  readonly #names = new Map<string, string>();
  readonly #isPlain: boolean;
  readonly #service: 'sms' | undefined;
  #asapCount = 0;
  #asapFirstRow = 0;

  constructor(
    sheet: RawSheet,
    recognition: SheetRecognition,
    settings: SheetSettings,
    parts: DeckParts,
  ) {
    this.#sheet = sheet;
    this.#layout = layoutOf(recognition);
    this.#settings = settings;
    this.#parts = parts;
    this.#tally = new SheetTally(sheet.name, parts);
    this.#kinds = new RowKinds(this.#layout);
    this.#moved = new MovedTables(this.#kinds, this.#layout, this.#tally);
    this.#mended = new MendedRows(this.#layout);
    const { prefix, names, defaults } = settings;
    this.#profiles = distinctProfiles(settings.profiles, parts.timeProfiles, sheet.name);
    this.#codes = new RowCodes(this.#layout, prefix, names, this.#notes, parts);
    this.#finish = new RowFinish(this.#layout, defaults, this.#profiles);
    const { isOwn } = this.#layout;
    const context = { recognition, profiles: this.#profiles, now: defaults.now, isOwn };
    this.#readers = fieldReaders(this.#layout.byField.values(), context);
    this.#service = recognition.service;
    this.#isPlain =
      prefix === '' &&
      this.#layout.countryCode === null &&
      recognition.accessPrefix === undefined &&
      recognition.moreCodes === undefined &&
      !this.#layout.byField.has('codeEnd') &&
      !this.#layout.byField.has('exactMatch');
    if (recognition.codeKind !== undefined) parts.isNamedByCode = false;
    parts.currency ??= settings.currency ?? recognition.preamble.currency;
  }

  run(): void {
    const { headerRow } = this.#layout.recognition;
    for (const row of this.#sheet.rows) {
      if (headerRow === null || row.number > headerRow) this.#convertRow(row);
      else if (row.number === headerRow) {
        this.#moved.leave();
        this.#tally.addHeader();
      } else if (this.#moved.refuses(row) || this.#moved.takesHeader(row)) continue;
      else if (this.#isRateAbove(row)) this.#convertRow(row);
      else this.#tally.ignore(row.number, 'preamble');
    }
    this.#codeless.settle(this.#layout, this.#tally, this.#notes, this.#parts);
    this.#report();
    this.#tally.close(this.#sheet.rows.length);
  }

  #isRateAbove(row: RawRow): boolean {
    const { code, recognition } = this.#layout;
    if (recognition.readsAbove !== true || code === null) return false;
    if (isBlank(row.cells[code.index]) || !this.#codes.reads(row)) return false;
    return this.#kinds.hasPrice(row);
  }

  #convertRow(row: RawRow): void {
    const { code } = this.#layout;
    const cell = code === null ? undefined : row.cells[code.index];
    if (this.#moved.refuses(row)) return;
    const carried = this.#mended.carried(row);
    if (carried !== null && this.#codes.reads(carried)) {
      this.#convertRate(carried, null);
      return;
    }
    if (this.#isPlain && typeof cell === 'string' && isPlainCode(cell)) {
      this.#convertRate(row, cell);
      return;
    }
    const kind = code === null ? this.#kindByName(row) : this.#kindByCode(row);
    if (this.#moved.takesHeader(row)) return;
    if (kind === 'rate') this.#convertRate(row, null);
    else if (kind === 'header') this.#tally.addHeader();
    else if (!this.#convertSplit(row)) this.#tally.ignore(row.number, kind);
  }

  /** A note that is a rate when it is parted by another delimiter. */
  #convertSplit(row: RawRow): boolean {
    const split = this.#layout.code === null ? null : this.#mended.split(row);
    if (split === null || !this.#codes.reads(split) || !this.#kinds.hasPrice(split)) return false;
    this.#mended.countSplit(row);
    this.#convertRate(split, null);
    return true;
  }

  /** A cell that reads as a code makes a rate; prose is asked what it is. */
  #kindByCode(row: RawRow): 'header' | 'note' | 'total' | 'rate' {
    const index = this.#layout.code!.index;
    const cell = row.cells[index] ?? null;
    const hasCode = !isBlank(cell) && this.#codes.reads(row);
    return hasCode ? 'rate' : this.#kinds.of(row);
  }

  #kindByName(row: RawRow): 'header' | 'note' | 'total' | 'rate' {
    if (this.#kinds.isHeader(row)) return 'header';
    const kind = this.#kinds.of(row);
    return kind === 'note' && this.#kinds.hasPrice(row) ? 'rate' : kind;
  }

  #convertRate(row: RawRow, plainCode: string | null): void {
    this.#mended.sawRate(row);
    const draft = this.#draft;
    draft.reset();
    const { cells } = row;
    for (const reader of this.#readers) {
      const cell = cells[reader.index];
      if (cell !== undefined && cell !== null) reader.read(cell, draft);
    }
    this.#joinName(draft);
    if (this.#service !== undefined) draft.rate.service ??= this.#service;
    const codes = plainCode === null ? this.#codes.of(row, draft) : null;
    const prices = this.#finish.finish(draft);
    this.#countGrowth(row, draft, codes?.length ?? 1, prices.length);
    if (this.#settings.currency === null) this.#settleCurrency(draft);
    if (draft.isInactive && this.#layout.recognition.inactive === 'leave-out') {
      this.#tally.ignore(row.number, 'inactive');
      return;
    }
    if (draft.faults.length > 0) {
      this.#rejectRow(row, draft, plainCode);
      return;
    }
    if (draft.rate.timeProfile !== undefined || prices.length > 1) this.#useProfiles(draft.rate);
    if (draft.isAsap && this.#asapCount++ === 0) this.#asapFirstRow = row.number;
    if (plainCode !== null && prices.length === 1 && draft.sourceCodes === null) {
      draft.rate.code = plainCode;
      this.#parts.rates.push(this.#deckRate(row, draft, draft.rate));
      this.#tally.addRateRow();
      return;
    }
    this.#spread(row, draft, plainCode === null ? codes! : [plainCode], prices);
  }

  /** Codes are counted where they are read; callers and prices make more of them. */
  #countGrowth({ number }: RawRow, draft: RowDraft, codes: number, prices: number): void {
    const sources = draft.sourceCodes?.length ?? 1;
    const grown = codes * sources > 1 ? codes * (sources * prices - 1) : 0;
    const column = this.#layout.byField.get('sourceCode') ?? this.#layout.code;
    if (grown > 0)
      this.#parts.growth.add(grown, number, column === null ? '' : columnLabel(column));
  }

  /** A count of rows in the column of codes is no code without a price. */
  #rejectRow(row: RawRow, draft: RowDraft, plainCode: string | null): void {
    const lacksPrice = draft.faults.every(({ code }) => code === 'price_missing');
    if (plainCode !== null && lacksPrice && this.#kinds.isTotal(row)) {
      this.#tally.ignore(row.number, 'total');
    } else this.#tally.reject(row.number, draft.faults);
  }

  /** A rate for each code, caller and price. */
  #spread(
    row: RawRow,
    draft: RowDraft,
    codes: readonly string[],
    prices: readonly RowPrice[],
  ): void {
    const sources = draft.sourceCodes ?? [null];
    if (codes.length * sources.length > CELL_CODES_MAX) {
      const message = `stands for more than ${CELL_CODES_MAX} rates; write it in several rows`;
      draft.addFault('code', null, 'range_too_large', message);
      this.#tally.reject(row.number, draft.faults);
      return;
    }
    const rates: DeckRate[] = [];
    for (const code of codes) {
      for (const sourceCode of sources) {
        for (const { price, timeProfile, tag } of prices) {
          const rate: Rate = {
            ...draft.rate,
            code,
            ...(sourceCode === null ? {} : { sourceCode }),
            ...(price === null ? {} : { price }),
            ...(timeProfile === null ? {} : { timeProfile }),
            ...(tag === undefined ? {} : { tag }),
            ...(draft.isExact ? { numberLength: { min: code.length, max: code.length } } : {}),
          };
          rates.push(this.#deckRate(row, draft, rate));
        }
      }
    }
    for (const rate of rates) this.#parts.rates.push(rate);
    if (codes.length === 1 && codes[0] === '' && this.#isCodeless(row)) {
      this.#codeless.add(row.number, draft.rate.name ?? '', rates);
    } else this.#tally.addRateRow();
  }

  #deckRate(row: RawRow, draft: RowDraft, rate: Rate): DeckRate {
    const { change, action, id, country } = draft;
    return { sheet: this.#sheet.name, row: row.number, rate, change, action, id, country };
  }

  #isCodeless(row: RawRow): boolean {
    const { code } = this.#layout;
    return code !== null && isBlank(row.cells[code.index]);
  }

  /** What the rows above the header say counts for each row that does not say otherwise. */
  #settleCurrency(draft: RowDraft): void {
    const { currency: said } = this.#layout.recognition.preamble;
    const currency = draft.settleCurrency(this.#parts.currency, said);
    if (draft.faults.length === 0) this.#parts.currency = currency;
  }

  #useProfiles({ timeProfile }: Rate): void {
    const { peak, offPeak } = this.#profiles;
    const isNamed = timeProfile === peak.name || timeProfile === offPeak.name;
    if (timeProfile !== undefined && !isNamed) return;
    // Names in our own columns are those of profiles that exist.
    if (this.#layout.isOwn && timeProfile !== undefined) return;
    const { timeProfiles } = this.#parts;
    if (!timeProfiles.some(({ name }) => name === peak.name)) timeProfiles.push(peak, offPeak);
  }

  /** `Germany` and `Mobile` are one destination's name; a short country is a code, not a name. */
  #joinName({ rate, country }: RowDraft): void {
    if (this.#layout.isOwn) return;
    if (country === null || country.length <= 3) {
      if (rate.name === undefined && country !== null) rate.name = country;
      return;
    }
    const { name } = rate;
    if (name === undefined) {
      rate.name = country;
      return;
    }
    const key = `${country}\n${name}`;
    let joined = this.#names.get(key);
    if (joined === undefined) {
      const hasCountry = name.toLowerCase().startsWith(country.toLowerCase());
      joined = hasCountry ? name : `${country} ${name}`.slice(0, 1000);
      this.#names.set(key, joined);
    }
    rate.name = joined;
  }

  #report(): void {
    const { warnings } = this.#parts;
    this.#notes.report(this.#sheet.name, warnings);
    this.#mended.report(this.#sheet.name, warnings);
    if (this.#asapCount === 0) return;
    const message = `${this.#asapCount} dates are "as soon as possible": these rates have no date`;
    warnings.add('date_asap', this.#sheet.name, this.#asapFirstRow, message);
  }
}
