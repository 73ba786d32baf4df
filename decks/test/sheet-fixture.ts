/**
 * Sheets for tests, with their recognition given instead of guessed: a header names the fields of
 * its columns as `Header:field`.
 */

import { convert } from '../src/convert/convert.js';
import type {
  Cell,
  CodeNames,
  Column,
  Deck,
  DeckField,
  DeckOptions,
  RawFile,
  RawSheet,
  SheetRecognition,
} from '../src/deck/deck.js';

export interface SheetFixture {
  /** `Prefix:code`; without a field the column is of no use. */
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly preambleRows?: readonly (readonly Cell[])[];
  readonly recognition?: Partial<SheetRecognition>;
  readonly options?: DeckOptions;
  readonly names?: CodeNames;
}

const SHEETS = ['Rates', 'More'];

export function convertFixture(fixture: SheetFixture): Deck {
  return convertFixtures([fixture]);
}

/** Options and names are those of the first sheet. */
export function convertFixtures(fixtures: readonly SheetFixture[]): Deck {
  const parts = fixtures.map((fixture, index) => sheetOf(fixture, SHEETS[index]!));
  const file: RawFile = {
    name: 'deck.csv',
    format: 'csv',
    container: null,
    encoding: 'utf-8',
    delimiter: ',',
    warnings: [],
    sheets: parts.map(({ sheet }) => sheet),
  };
  const sheets = parts.map(({ recognition }) => recognition);
  const [first] = fixtures;
  const recognition = { sheets, questions: [], assumptions: [], warnings: [] };
  return convert(file, recognition, first?.options ?? {}, first?.names ?? null);
}

function sheetOf(
  { header, rows, preambleRows = [], recognition = {} }: SheetFixture,
  name: string,
): { readonly sheet: RawSheet; readonly recognition: SheetRecognition } {
  const parted = header.map((text) => text.split(':'));
  const headers = parted.map(([text]) => text ?? '');
  const cells = [...preambleRows, headers, ...rows];
  const columns = parted.map(([text, field], index): Column => {
    const known = (field ?? null) as DeckField | null;
    return { index, header: text ?? '', field: known, confidence: 1, reason: 'given' };
  });
  return {
    sheet: {
      name,
      hidden: false,
      rowCount: cells.length,
      rows: cells.map((row, index) => ({ number: index + 1, cells: row })),
    },
    recognition: {
      sheet: name,
      headerRow: preambleRows.length + 1,
      isDeck: true,
      columns,
      preamble: { effectiveFrom: null, currency: null },
      dateOrder: 'ymd',
      decimalMarks: new Map(columns.map(({ index }) => [index, '.'] as const)),
      priceScale: '1',
      intervalsOrder: null,
      ...recognition,
    },
  };
}

/** Rates as short texts: `44 0.01 from 2026-12-01T00:00:00Z`. */
export function shownRates(deck: Deck): string[] {
  return deck.rates.map(({ rate, change }) => {
    const { code, price, timeProfile, blocked, effectiveFrom, effectiveTo } = rate;
    const parts = [
      code === '' ? '*' : code,
      price ?? '-',
      change === 'set' ? '' : change,
      blocked === true ? 'blocked' : '',
      timeProfile ?? '',
      effectiveFrom === undefined ? '' : `from ${effectiveFrom.slice(0, 10)}`,
      effectiveTo === undefined ? '' : `to ${effectiveTo.slice(0, 10)}`,
    ];
    return parts.filter((part) => part !== '').join(' ');
  });
}

export function shownRejections(deck: Deck): string[] {
  return deck.rejections.map(({ row, column, code }) => `${row} ${column} ${code}`);
}
