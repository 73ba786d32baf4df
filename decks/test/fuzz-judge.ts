/**
 * Judges what came of a damaged file. Allowed: an error of the reader's own that says why; or
 * rates that are in the file, with everything else counted. Not allowed: any other error, a rate
 * that is malformed or stands in no row, and rates that vanish or change without a word.
 */

import type { Deck, RawFile, RawRow, Recognition } from '../src/deck/deck.js';
import { plainAmount } from './deck-words.js';
import type { CleanFile, FuzzInput } from './fuzz-inputs.js';
import { type PlainRate, writeDeckText } from './random-deck.js';
import { encodeText } from './text-encoding.js';

export interface OpenedDeck {
  readonly file: RawFile;
  readonly recognition: Recognition;
  readonly deck: Deck;
}

/** What is wrong with the result; empty when nothing is. */
export function faultsOf(input: FuzzInput, opened: OpenedDeck): string[] {
  return [...accountFaults(opened), ...rateFaults(opened), ...lossFaults(input, opened)];
}

function accountFaults({ deck, file }: OpenedDeck): string[] {
  const faults: string[] = [];
  for (const sheet of deck.accounts) {
    const sum = sheet.headers + sheet.rateRows + sheet.ignored + sheet.rejected;
    if (sum !== sheet.rows) faults.push(`${sheet.sheet}: ${sheet.rows} rows, ${sum} accounted for`);
  }
  const rows = deck.accounts.reduce((total, one) => total + one.rows, 0);
  const read = file.sheets.reduce((total, one) => total + one.rows.length, 0);
  if (rows !== read) faults.push(`${read} rows were read, ${rows} are accounted for`);
  return faults;
}

function rateFaults({ deck, file }: OpenedDeck): string[] {
  const faults: string[] = [];
  const rows = new Map<string, RawRow>();
  for (const sheet of file.sheets) {
    for (const row of sheet.rows) rows.set(`${sheet.name} ${row.number}`, row);
  }
  for (const { rate, sheet, row } of deck.rates) {
    const where = `row ${row}, code ${rate.code}`;
    const raw = rows.get(`${sheet} ${row}`);
    if (raw === undefined) faults.push(`${where}: there is no such row`);
    else if (!hasDigits(raw, rate.code)) faults.push(`${where}: the code is not in its row`);
    else if (rate.price !== undefined && !hasAmount(raw, rate.price)) {
      faults.push(`${where}: the price ${rate.price} is not in its row`);
    }
    if (!/^\d{0,32}$/.test(rate.code)) faults.push(`${where}: not a code`);
    if (rate.price === undefined && rate.blocked !== true) faults.push(`${where}: no price`);
    if (rate.price !== undefined && !/^\d+(\.\d{1,10})?$/.test(rate.price)) {
      faults.push(`${where}: ${rate.price} is not an amount`);
    }
    for (const instant of [rate.effectiveFrom, rate.effectiveTo]) {
      if (instant !== undefined && !isInstant(instant)) faults.push(`${where}: date ${instant}`);
    }
    for (const interval of [rate.firstInterval, rate.nextInterval]) {
      if (interval !== undefined && !(interval >= 0)) faults.push(`${where}: interval ${interval}`);
    }
  }
  return faults;
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T.*Z$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** The digits of a code stand in one cell, or it is of a list or range such as `9370,71-75`. */
function hasDigits(row: RawRow, code: string): boolean {
  return row.cells.some((cell) => {
    const text = String(cell ?? '');
    return text.replace(/\D/g, '').includes(code) || isOfList(text.split(/\D+/), code);
  });
}

/** It begins like one number of the cell and ends not beyond another one. */
function isOfList(numbers: readonly string[], code: string): boolean {
  return numbers.some(
    (first, at) =>
      first.length === code.length &&
      numbers.slice(at + 1).some((last) => {
        const end = first.slice(0, Math.max(0, first.length - last.length)) + last;
        return end === code || (first <= code && end.length === code.length && code <= end);
      }),
  );
}

/** The significant digits of a price stand in one cell, in their order. */
function hasAmount(row: RawRow, price: string): boolean {
  const digits = price.replace('.', '').replace(/^0+|0+$/g, '');
  return row.cells.some((cell) =>
    String(cell ?? '')
      .replace(/\D/g, '')
      .includes(digits),
  );
}

/** Rates that the damage did not touch are there, or something is said. */
function lossFaults(input: FuzzInput, { file, recognition, deck }: OpenedDeck): string[] {
  const warnings = [file, recognition, deck].flatMap((one) => one.warnings);
  if (warnings.length > 0 || recognition.questions.length > 0) return [];
  // That nothing in it is a deck is what `check` says first.
  if (deck.rates.length === 0 && recognition.sheets.every(({ isDeck }) => !isDeck)) return [];
  const encodings = new Set(input.sources.map(({ layout }) => layout?.encoding));
  const isMixed = encodings.size > 1;
  // Two encodings in one text: behind the joint no reader can know the letters, and behind one of
  // two bytes a character not even the lines.
  if (isMixed && [...encodings].some((one) => one?.startsWith('utf-16'))) return [];
  const keyOf = (rate: KeyFields): string => rateKey(isMixed ? { ...rate, name: '' } : rate);
  const found = new Set(deck.rates.map(({ rate }) => keyOf(rate)));
  const whole = input.sources.map((source) => source.rates.map(keyOf));
  if (whole.some((rates) => rates.length === found.size && rates.every((key) => found.has(key)))) {
    return [];
  }
  const missing = input.sources
    .flatMap((source) => untouchedRates(source, input))
    .filter((rate) => !found.has(keyOf(rate)));
  const shown = deck.accounts.reduce((total, one) => total + one.ignored + one.rejected, 0);
  const preamble = input.sources[0]?.layout?.preambleLines ?? 0;
  if (missing.length <= Math.max(0, shown - preamble)) return [];
  const first = missing[0]!;
  return [`${missing.length} rates are gone or changed without a word, first ${rateKey(first)}`];
}

interface KeyFields {
  readonly code: string;
  readonly name?: string;
  readonly price?: string;
  readonly effectiveFrom?: string;
}

function rateKey(rate: KeyFields): string {
  const price = plainAmount(rate.price ?? '-');
  return [rate.code, rate.name, price, rate.effectiveFrom?.slice(0, 10)].join(' | ');
}

/**
 * Whose lines are still whole in the damaged file. A damaged archive or spreadsheet has no such
 * lines: all its rates count, as its checksums must have told the damage. Only `.xls` has none.
 */
function untouchedRates(source: CleanFile, input: FuzzInput): readonly PlainRate[] {
  if (source.format === 'xls') return [];
  if (source.layout === null) return input.sources.length === 1 ? source.rates : [];
  const { layout } = source;
  const bytes = Buffer.from(input.bytes);
  const step = layout.encoding.startsWith('utf-16') ? 2 : 1;
  const end = encodeText(layout.lineEnd, layout.encoding, false);
  return source.rates.filter((rate) => {
    const text = writeDeckText([rate], { ...layout, preambleLines: 0 });
    const line = text.slice(text.indexOf(layout.lineEnd) + layout.lineEnd.length);
    const needle = Buffer.concat([end, encodeText(line, layout.encoding, false)]);
    const at = bytes.indexOf(needle);
    return at >= 0 && at % step === 0;
  });
}
