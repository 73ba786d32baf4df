/**
 * What `ratedeck check` found out about a deck, as one document. The text for people is written from
 * the same document, so that both say the same.
 */

import {
  type Assumption,
  type ChangeCounts,
  type Column,
  type CoverCounts,
  checkDeck,
  compareDecks,
  type Question,
  type RatePair,
  type Rejection,
  type SheetAccount,
  type Warning,
} from '@ratedeck/decks';
import type { Rate } from '@ratedeck/engine';
import { type DeckFile, settleText } from '../deck-files/service.js';
import { comparedRates, instantOfDeck } from './compared-rates.js';

const sampleSize = 10;

export interface SheetReport extends Omit<SheetAccount, 'sheet'> {
  readonly name: string;
  readonly hidden: boolean;
  readonly isDeck: boolean;
  readonly headerRow: number | null;
  readonly columns: readonly Column[];
}

/** Where two rows give one code two rates, or one rate twice. */
export interface PairReport {
  readonly code: string;
  readonly sheet: string;
  readonly row: number;
  readonly otherSheet: string;
  readonly otherRow: number;
  /** Fields that differ. */
  readonly fields: readonly string[];
}

/** What becomes of the rates that are there already. */
export interface PreviousReport {
  readonly file: string;
  readonly at: string;
  readonly counts: ChangeCounts;
  readonly newCovered: CoverCounts;
  readonly closedCovered: CoverCounts;
}

/** A question with the options that answer it, as a user writes them. */
export interface SettledQuestion extends Question {
  readonly settle: string;
}

export interface DeckReport {
  readonly file: string;
  readonly format: string;
  readonly container: string | null;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly currency: string | null;
  readonly sheets: readonly SheetReport[];
  readonly accounts: readonly SheetAccount[];
  readonly rates: number;
  readonly closings: number;
  readonly deletions: number;
  readonly codes: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly conflicting: readonly PairReport[];
  readonly questions: readonly SettledQuestion[];
  readonly assumptions: readonly Assumption[];
  readonly rejected: readonly Rejection[];
  readonly ignored: readonly {
    readonly sheet: string;
    readonly row: number;
    readonly reason: string;
  }[];
  readonly unresolvedNames: readonly string[];
  readonly warnings: readonly Warning[];
  readonly timeProfiles: readonly string[];
  readonly previous: PreviousReport | null;
  readonly sample: readonly object[];
}

export interface ReportOptions {
  readonly now: string;
  readonly raisePercentMax?: string;
  readonly priceMax?: string;
  readonly previous?: DeckFile;
}

function sheetReports({ file, recognition, deck }: DeckFile): SheetReport[] {
  const recognised = new Map(recognition.sheets.map((sheet) => [sheet.sheet, sheet]));
  const accounts = new Map(deck.accounts.map((account) => [account.sheet, account]));
  return file.sheets.map(({ name, hidden, rows }) => {
    const sheet = recognised.get(name);
    const account = accounts.get(name);
    return {
      name,
      hidden,
      isDeck: sheet?.isDeck ?? false,
      headerRow: sheet?.headerRow ?? null,
      columns: sheet?.columns ?? [],
      rows: account?.rows ?? rows.length,
      headers: account?.headers ?? 0,
      rateRows: account?.rateRows ?? 0,
      ignored: account?.ignored ?? rows.length,
      rejected: account?.rejected ?? 0,
    };
  });
}

const settledQuestion = (question: Question): SettledQuestion => ({
  ...question,
  settle: settleText(question),
});

function pairReport({ first, second, fields }: RatePair): PairReport {
  const { sheet, row, rate } = second;
  return { code: rate.code, sheet, row, otherSheet: first.sheet, otherRow: first.row, fields };
}

function sampleOf({ deck, names }: DeckFile): object[] {
  const named = deck.isNamedByCode ? names : null;
  return deck.rates.slice(0, sampleSize).map(({ rate, change, sheet, row }) => {
    const { code, name, price, ...rest } = rate;
    const shown = { code, name: name ?? named?.find(code)?.name ?? null, price: price ?? null };
    return { ...shown, ...rest, change, sheet, row };
  });
}

function previousReport(
  deckFile: DeckFile,
  previous: readonly Rate[],
  file: string,
  now: string,
): PreviousReport {
  const at = instantOfDeck(deckFile.deck, now);
  const next = comparedRates(deckFile.deck, at, true);
  const { counts, newCovered, closedCovered } = compareDecks(previous, next, { at });
  return { file, at, counts, newCovered, closedCovered };
}

export function reportOnDeck(deckFile: DeckFile, options: ReportOptions): DeckReport {
  const { file, recognition, deck } = deckFile;
  const { previous, now, raisePercentMax, priceMax } = options;
  const previousRates = previous === undefined ? null : comparedRates(previous.deck, now, true);
  const check = checkDeck(deck, {
    now,
    ...(raisePercentMax === undefined ? {} : { raisePercentMax }),
    ...(priceMax === undefined ? {} : { priceMax }),
    ...(previousRates === null ? {} : { previous: previousRates }),
  });
  const countOf = (change: string): number =>
    deck.rates.filter((deckRate) => deckRate.change === change).length;
  return {
    file: deckFile.name,
    format: file.format,
    container: file.container,
    encoding: file.encoding,
    delimiter: file.delimiter,
    currency: deck.currency,
    sheets: sheetReports(deckFile),
    accounts: deck.accounts,
    rates: countOf('set'),
    closings: countOf('close'),
    deletions: countOf('delete'),
    codes: check.codes,
    duplicates: check.duplicates.length,
    conflicts: check.conflicts.length,
    conflicting: check.conflicts.map(pairReport),
    questions: recognition.questions.map(settledQuestion),
    assumptions: recognition.assumptions,
    rejected: deck.rejections,
    ignored: deck.ignoredRows,
    unresolvedNames: deck.unresolvedNames,
    warnings: [...file.warnings, ...recognition.warnings, ...deck.warnings, ...check.warnings],
    timeProfiles: deck.timeProfiles.map(({ name }) => name),
    previous:
      previousRates === null ? null : previousReport(deckFile, previousRates, previous!.name, now),
    sample: sampleOf(deckFile),
  };
}
