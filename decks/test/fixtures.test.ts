/** Every layout trouble that Ratedeck claims to read: input beside the expected result. */

import { describe, expect, it } from 'vitest';
import type { Deck, RawFile, Recognition } from '../src/deck/deck.js';
import { checkDeck, openDeck } from '../src/index.js';
import { rowOfRate } from './deck-words.js';
import type { ExpectedText } from './expected-text.js';
import { type Fixture, fixtures } from './fixture.js';

interface Opened {
  readonly file: RawFile;
  readonly recognition: Recognition;
  readonly deck: Deck;
}

describe('fixtures', () => {
  for (const fixture of fixtures()) {
    it(fixture.title, async () => {
      const bytes = await fixture.bytes();
      const opening = openDeck(bytes, fixture.fileName, fixture.options, fixture.names);
      const failure = fixture.expected.line('fails');
      if (failure === null) compare(fixture, await opening);
      else await expect(opening).rejects.toMatchObject({ name: 'DeckReadError', ...says(failure) });
    });
  }
});

function says(words: string): { message: unknown } {
  return { message: expect.stringMatching(new RegExp(words, 'i')) };
}

/** One comparison, so that a failure shows all that differs at once. */
function compare(fixture: Fixture, opened: Opened): void {
  const { expected } = fixture;
  const wanted = wantedOf(expected);
  const found = foundOf(opened, expected, fixture);
  expect(found).toEqual(wanted);
  for (const words of expected.lines('warns')) {
    const { file, recognition, deck } = opened;
    const warnings = [file, recognition, deck].flatMap((one) => one.warnings);
    const questions = recognition.questions.map(({ text }) => text);
    const messages = [...warnings.map(({ message }) => message), ...questions].join('\n');
    expect(messages, `no warning says ${words}`).toMatch(new RegExp(words, 'i'));
  }
  for (const account of opened.deck.accounts) {
    const { rows, headers, rateRows, ignored, rejected } = account;
    expect(headers + rateRows + ignored + rejected, `rows of ${account.sheet}`).toBe(rows);
  }
}

type Comparable = Record<string, unknown>;

function wantedOf(expected: ExpectedText): Comparable {
  const wanted: Comparable = { questions: expected.list('questions') };
  for (const word of ['rates', 'rejected', 'accounts'] as const) {
    const table = expected.table(word);
    if (table !== null) wanted[word] = table.map((row) => Object.values(row).join(' | ')).sort();
  }
  wanted['rejected'] ??= [];
  const columns = expected.table('columns');
  if (columns !== null) {
    wanted['columns'] = columns.map(({ header, field }) => `${header} = ${field}`);
  }
  for (const word of ['header', 'currency', 'unresolved', 'profiles', 'duplicates', 'conflicts']) {
    const line = expected.line(word);
    if (line !== null) wanted[word] = line;
  }
  for (const word of ['decks', 'ignored']) {
    if (expected.line(word) !== null) wanted[word] = expected.list(word);
  }
  return wanted;
}

function foundOf(opened: Opened, expected: ExpectedText, fixture: Fixture): Comparable {
  const { recognition, deck } = opened;
  const check = checkDeck(deck, fixture.options);
  const decks = recognition.sheets.filter(({ isDeck }) => isDeck);
  const all: Comparable = {
    questions: [...new Set(recognition.questions.map(({ code }) => code))].sort(),
    rates: deck.rates.map((rate) => rowOfRate(rate, columnsOf(expected, 'rates'))).sort(),
    rejected: deck.rejections.map((one) => asWords(one, rejectionColumns(expected))).sort(),
    accounts: deck.accounts.map((one) => asWords(one, columnsOf(expected, 'accounts'))).sort(),
    columns: columnWords(expected, decks[0]?.columns ?? []),
    header: String(decks[0]?.headerRow ?? '-'),
    currency: deck.currency ?? '-',
    unresolved: [...deck.unresolvedNames].sort().join('; ') || '-',
    profiles: String(deck.timeProfiles.length),
    duplicates: String(check.duplicates.length),
    conflicts: String(check.conflicts.length),
    decks: decks.map(({ sheet }) => sheet).sort(),
    ignored: deck.ignoredRows.map(({ row }) => String(row)).sort(),
  };
  const asked = new Set(Object.keys(wantedOf(expected)));
  return Object.fromEntries(Object.entries(all).filter(([word]) => asked.has(word)));
}

/** Where the fixture expects none, a rejection shows what there is to know. */
function rejectionColumns(expected: ExpectedText): string[] {
  const columns = columnsOf(expected, 'rejected');
  return columns.length > 0 ? columns : ['row', 'column', 'value', 'message'];
}

function columnsOf(expected: ExpectedText, word: string): string[] {
  return Object.keys(expected.table(word)?.[0] ?? {});
}

function asWords(value: object, columns: readonly string[]): string {
  const fields = value as Readonly<Record<string, unknown>>;
  return columns.map((column) => String(fields[column] ?? '-') || '*').join(' | ');
}

/** Only the headers that the fixture speaks of. */
function columnWords(
  expected: ExpectedText,
  columns: Recognition['sheets'][number]['columns'],
): string[] {
  return (expected.table('columns') ?? []).map(({ header }) => {
    const column = columns.find((one) => one.header.replace(/\s+/g, ' ').trim() === header);
    return column === undefined
      ? `${header} = no such column`
      : `${header} = ${column.field ?? '-'}`;
  });
}
