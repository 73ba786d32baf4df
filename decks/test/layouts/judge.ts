/**
 * What became of a layout: read right, fairly asked, wrong for all to see, or wrong in silence.
 *
 * `asked`: every question is a fair one, and with its guess or the answer given the rates are right.
 * `loud`: something is wrong or needlessly asked, and whoever reads the deck is told before using it.
 * `silent`: other rates than the right ones, and nothing keeps them from being used.
 */

import type { CodeNames, DeckOptions, DeckRate, Question } from '../../src/deck/deck.js';
import { checkDeck, type OpenedDeck, openDeck } from '../../src/index.js';
import { wordsOfRate } from '../deck-words.js';
import type { Table } from '../expected-text.js';
import type { Layout } from './layout.js';

export const OUTCOMES = ['right', 'asked', 'loud', 'silent'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface Verdict {
  readonly outcome: Outcome;
  /** Why, in a few lines for the one who mends the reader. */
  readonly why: string;
  /** How many questions it is asked. */
  readonly questions: number;
}

interface Reading {
  readonly opened: OpenedDeck;
  /** All that a person is told, but for questions. */
  readonly told: string;
  readonly questions: readonly string[];
  /** Nothing keeps these rates from being used as they are. */
  readonly isUsable: boolean;
}

export async function judge(layout: Layout, names: CodeNames): Promise<Verdict> {
  const reading = await read(layout, {}, names);
  if (typeof reading === 'string') {
    return { outcome: 'loud', why: `refused: ${reading}`, questions: 0 };
  }
  const judged = await judgeReading(layout, reading, names);
  return { ...judged, questions: reading.questions.length };
}

type Judged = Omit<Verdict, 'questions'>;

async function judgeReading(layout: Layout, reading: Reading, names: CodeNames): Promise<Judged> {
  const fault = faultOf(layout, reading);
  const unasked =
    layout.mustAsk !== null && !reading.questions.some((text) => layout.mustAsk!.test(text));
  if (reading.isUsable) {
    if (fault !== null) return { outcome: 'silent', why: fault };
    return unasked ? { outcome: 'silent', why: 'not asked' } : { outcome: 'right', why: '' };
  }
  const needless = reading.questions.filter((text) => !layout.fair.some((fair) => fair.test(text)));
  if (fault === null) {
    if (needless.length > 0) return { outcome: 'loud', why: `needless: ${needless.join('\n')}` };
    if (unasked && layout.rates.length > 0) return { outcome: 'loud', why: 'asked something else' };
    return { outcome: reading.questions.length > 0 ? 'asked' : 'right', why: '' };
  }
  if (reading.questions.length === 0) return { outcome: 'loud', why: fault };
  return await judgeAnswered(layout, names, needless, fault);
}

/** Readings that are tried to find the answers which lead to the right rates. */
const READINGS_MAX = 60;

/**
 * The guess is wrong, but asked: do answers lead to the right rates? Those of the layout are tried
 * first, then those that the questions offer, and that the questions after them offer.
 */
async function judgeAnswered(
  layout: Layout,
  names: CodeNames,
  needless: readonly string[],
  fault: string,
): Promise<Judged> {
  const left: DeckOptions[] = [...layout.answers, {}];
  const tried = new Set<string>();
  let endsUsable = false;
  while (left.length > 0 && tried.size < READINGS_MAX) {
    const answers = left.shift()!;
    const key = JSON.stringify(answers);
    if (tried.has(key)) continue;
    tried.add(key);
    const reading = await read(layout, answers, names);
    if (typeof reading === 'string') continue;
    const isRight = faultOf(layout, reading) === null;
    if (isRight && needless.length === 0) return { outcome: 'asked', why: '' };
    endsUsable ||= reading.isUsable && !isRight;
    left.push(...nextAnswers(answers, reading.opened.recognition.questions));
  }
  const why = needless.length === 0 ? fault : `needless: ${needless.join('\n')}\n${fault}`;
  // Who answers the fair questions and still gets other rates is not told of them.
  const isSilent = needless.length === 0 && endsUsable && layout.mustAsk === null;
  return { outcome: isSilent ? 'silent' : 'loud', why };
}

function nextAnswers(given: DeckOptions, questions: readonly Question[]): DeckOptions[] {
  return questions
    .flatMap((question) => question.answers)
    .filter(({ isExample }) => isExample !== true)
    .map(({ options }) => ({ ...given, ...options, map: { ...given.map, ...options.map } }));
}

async function read(
  layout: Layout,
  answer: DeckOptions,
  names: CodeNames,
): Promise<Reading | string> {
  const options = { ...layout.options, ...answer };
  let opened: OpenedDeck;
  try {
    opened = await openDeck(await layout.bytes(), layout.fileName, options, names);
  } catch (error) {
    if (error instanceof Error && error.name === 'DeckReadError') return error.message;
    throw error;
  }
  const { file, recognition, deck } = opened;
  const check = checkDeck(deck, options);
  const warnings = [file, recognition, deck, check].flatMap((one) => one.warnings);
  const rejections = deck.rejections.map(({ message, value }) => `${value}: ${message}`);
  const told = [...warnings.map(({ message }) => message), ...rejections].join('\n');
  const isUsable =
    opened.questions.length === 0 &&
    deck.rejections.length === 0 &&
    check.conflicts.length === 0 &&
    deck.rates.length > 0;
  return { opened, told, questions: recognition.questions.map(questionText), isUsable };
}

/** What it is about: the rows that it shows could have any words. */
function questionText({ code, column, text, guess }: Question): string {
  return [code, column ?? '', text, guess].join(' ');
}

/** Null when everything is as the layout's answer says. */
function faultOf(layout: Layout, reading: Reading): string | null {
  const { deck } = reading.opened;
  const said = [reading.told, ...reading.questions].join('\n');
  if (deck.rates.length === 0 && layout.none !== null) {
    return layout.none.test(said) ? null : `no rates, and nothing says ${layout.none.source}`;
  }
  if (layout.rates.length === 0) return `read as ${deck.rates.length} rates`;
  const faults = layout.rates.map((table) => differenceTo(table, layout, deck.rates));
  if (!faults.includes(null)) return faults[0]!;
  const rejected = [...new Set(deck.rejections.map(({ row }) => String(row)))].sort();
  if (rejected.join() !== layout.rejects.join()) return `rejected: ${rejected}`;
  if (layout.currency !== null && deck.currency !== layout.currency) {
    return `currency ${deck.currency}`;
  }
  if (layout.says !== null && !layout.says.test(said)) return `unsaid: ${layout.says.source}`;
  for (const [field, value] of layout.never) {
    const bad = deck.rates.find((rate) => wordsOfRate(rate).get(field)?.includes(value));
    if (bad !== undefined) return `${bad.rate.code} has the ${field} ${value}`;
  }
  return null;
}

/** Fields that no layout asks for: they are where a rate stands, or words that price nothing. */
const UNASKED = new Set([
  ...['date', 'sheet', 'row', 'action', 'id', 'country', 'name', 'description', 'notes'],
  'category',
]);

function differenceTo(table: Table, layout: Layout, rates: readonly DeckRate[]): string | null {
  const columns = Object.keys(table[0] ?? {});
  const found = rates.map((rate) => rowOf(filledIn(wordsOfRate(rate)), columns, layout));
  const wanted = table.map((row) => rowOf(filledIn(new Map(Object.entries(row))), columns, layout));
  if (isSame(found, wanted)) return null;
  if (
    layout.takesOnes &&
    isSame(
      found,
      wanted.map((row) => row.replace('code=', 'code=1')),
    )
  ) {
    return null;
  }
  const missing = wanted.filter((row) => !found.includes(row));
  const extra = found.filter((row) => !wanted.includes(row));
  return `right: ${missing.slice(0, 3).join('; ')}\nread: ${extra.slice(0, 3).join('; ')}`;
}

/** What the rating rules take where a deck says nothing, so that saying it makes no difference. */
function filledIn(given: ReadonlyMap<string, string>): Map<string, string> {
  const words = new Map([...given].filter(([, word]) => word !== '-'));
  const next = words.get('nextInterval') ?? '1';
  if ((words.get('firstInterval') ?? next) === next) words.delete('firstInterval');
  if (next === '1') words.delete('nextInterval');
  if (!words.has('setupFee')) words.delete('setupFeeMode');
  if (words.get('setupFeeMode') === 'add') words.delete('setupFeeMode');
  if (words.get('change') === 'set') words.delete('change');
  return words;
}

function rowOf(
  words: ReadonlyMap<string, string>,
  columns: readonly string[],
  layout: Layout,
): string {
  const fields = new Set([...columns, ...words.keys()]);
  return [...fields]
    .filter((field) => columns.includes(field) || !UNASKED.has(field))
    .filter((field) => !layout.loose.has(field) && words.has(field))
    .sort((a, b) => Number(b === 'code') - Number(a === 'code') || (a < b ? -1 : 1))
    .map((field) => `${field}=${words.get(field)}`)
    .join(' ');
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return [...a].sort().join('\n') === [...b].sort().join('\n');
}
