/**
 * Whether what was read can be true: names against the countries of their codes, codes against the
 * codes that countries have, rates against rows. A deck that fails was read by the wrong columns.
 */

import { countryOfNames } from '../code-deck/country-of-name.js';
import { callingCodeOf } from '../codes/country-calling-codes.js';
import type {
  Answer,
  CodeNames,
  Column,
  Deck,
  DeckOptions,
  DeckRate,
  Question,
  QuestionCode,
  Recognition,
  SheetRecognition,
} from '../deck/deck.js';
import { isOwnCodeHeader } from '../deck/own-header.js';
import { columnReference } from '../recognise/questions.js';
import { unlikelySize } from './price-size.js';
import { spreadSample } from './spread-sample.js';

const RATES_COMPARED_MAX = 2000;
const NAMES_MIN = 4;
const DISAGREEING_SHARE = 0.4;
const CODES_MIN = 5;
const UNKNOWN_SHARE = 0.5;
const GROWTH_MAX = 20;
const GROWTH_RATES_MIN = 1000;
/** As long as whole numbers and article numbers; no code that prices many calls is. */
const LONG_CODE_DIGITS = 12;
const LONG_CODES_MIN = 3;
const LONG_SHARE = 0.8;
const SAMPLE_ROWS = 3;

export function crossCheck(
  recognition: Recognition,
  deck: Deck,
  options: DeckOptions,
  names: CodeNames | null,
): Question[] {
  if (names === null) return [];
  return recognition.sheets.flatMap((sheet) => {
    if (!sheet.isDeck || isOwn(sheet)) return [];
    const rates = sampleOf(deck, sheet.sheet);
    return [
      namesAndCodes(sheet, rates, options, names),
      unknownCodes(sheet, rates, options, names),
      longCodes(sheet, rates, options),
      growth(sheet, deck, options),
      priceSize(sheet, rates, options, deck),
    ].filter((question) => question !== null);
  });
}

const isOwn = ({ columns }: SheetRecognition): boolean =>
  columns.some(({ field, header }) => field === 'code' && isOwnCodeHeader({ header }));

function sampleOf({ rates }: Deck, sheet: string): DeckRate[] {
  const own = rates.length > 0 && rates[0]!.sheet === rates.at(-1)!.sheet;
  const all = own ? rates : rates.filter((rate) => rate.sheet === sheet);
  if (all[0]?.sheet !== sheet) return [];
  return spreadSample(all, RATES_COMPARED_MAX);
}

function namesAndCodes(
  sheet: SheetRecognition,
  rates: readonly DeckRate[],
  { map }: DeckOptions,
  names: CodeNames,
): Question | null {
  const code = sheet.columns.find(({ field }) => field === 'code' || field === 'areaCode');
  if (code === undefined || sheet.codeKind !== undefined) return null;
  if (map?.code !== undefined && map.name !== undefined) return null;
  let compared = 0;
  const wrong: DeckRate[] = [];
  const seen = new Set<string>();
  const countryOf = countryOfNames(names);
  for (const rate of rates) {
    const { code: digits, name } = rate.rate;
    if (name === undefined || digits === '') continue;
    const named = countryOf(name);
    const own = callingCodeOf(digits);
    if (named === null || own === null) continue;
    const key = `${own} ${name}`;
    if (seen.has(key)) continue;
    seen.add(key);
    compared += 1;
    if (!named.has(own)) wrong.push(rate);
  }
  if (compared < NAMES_MIN || wrong.length < DISAGREEING_SHARE * compared) return null;
  const name = sheet.columns.find(({ field }) => field === 'name' || field === 'country');
  const text =
    `${wrong.length} of ${compared} names contradict the countries of their codes ` +
    `(${wrong[0]!.rate.code} is not in "${wrong[0]!.rate.name}"): ` +
    'other columns may be the codes or the names, or cells were shifted';
  const labels = [code.header, name?.header ?? ''];
  const asRead = asItStands('it', sheet, map, {
    code,
    name: name ?? null,
  });
  return question('names_and_codes', sheet, labels, text, [asRead, otherCode], wrong);
}

function unknownCodes(
  sheet: SheetRecognition,
  rates: readonly DeckRate[],
  { map, countryCode }: DeckOptions,
  names: CodeNames,
): Question | null {
  const code = sheet.columns.find(({ field }) => field === 'code');
  if (code === undefined || sheet.codeKind !== undefined) return null;
  if (map?.code !== undefined || countryCode !== undefined) return null;
  const codes = new Map(rates.map((rate) => [rate.rate.code, rate]));
  codes.delete('');
  if (codes.size < CODES_MIN) return null;
  const wrong = [...codes].filter(
    ([digits]) => callingCodeOf(digits) === null && names.find(digits) === null,
  );
  if (wrong.length < UNKNOWN_SHARE * codes.size) return null;
  const text =
    `${wrong.length} of ${codes.size} codes begin with no country's code: they may be national, ` +
    'or have digits before them that are no part of them, or are no codes';
  const answers = [
    asItStands('them', sheet, map, { code }),
    {
      words: 'put the code of a country before them',
      options: { countryCode: '49' },
      isExample: true,
    },
    otherCode,
  ] as const;
  return question(
    'unknown_codes',
    sheet,
    [code.header],
    text,
    answers,
    wrong.map(([, rate]) => rate),
  );
}

function longCodes(
  sheet: SheetRecognition,
  rates: readonly DeckRate[],
  { map }: DeckOptions,
): Question | null {
  const code = sheet.columns.find(({ field }) => field === 'code');
  if (code === undefined || sheet.codeKind !== undefined || map?.code !== undefined) return null;
  if (sheet.columns.some(({ field }) => field === 'exactMatch')) return null;
  const long = rates.filter(({ rate }) => rate.code.length >= LONG_CODE_DIGITS);
  if (long.length < LONG_CODES_MIN || long.length < LONG_SHARE * rates.length) return null;
  const text =
    `${long.length} of ${rates.length} codes have ${LONG_CODE_DIGITS} digits or more: they may be ` +
    'whole numbers or numbers of articles, and not what numbers begin with';
  const asRead = asItStands('them', sheet, map, { code });
  return question('unknown_codes', sheet, [code.header], text, [asRead, otherCode], long);
}

function growth(sheet: SheetRecognition, deck: Deck, { map }: DeckOptions): Question | null {
  const account = deck.accounts.find((one) => one.sheet === sheet.sheet);
  const rows = account?.rateRows ?? 0;
  const isByName = !sheet.columns.some(({ field }) => field === 'code' || field === 'areaCode');
  if (!isByName || map?.name !== undefined || deck.rates.length < GROWTH_RATES_MIN) return null;
  if (rows === 0 || deck.rates.length < rows * GROWTH_MAX) return null;
  const name = sheet.columns.find(({ field }) => field === 'name');
  if (name === undefined) return null;
  const text =
    `${rows} rows became ${deck.rates.length} rates, because names stand for many codes each: ` +
    'a column may hold the codes';
  const asRead = asItStands('it', sheet, map, { name });
  return question(
    'growth',
    sheet,
    [name.header],
    text,
    [otherCode, asRead],
    deck.rates.slice(0, SAMPLE_ROWS),
  );
}

function priceSize(
  sheet: SheetRecognition,
  rates: readonly DeckRate[],
  options: DeckOptions,
  { currency }: Deck,
): Question | null {
  const unlikely = unlikelySize(sheet, rates, options, currency);
  if (unlikely === null) return null;
  const { text, scale, header } = unlikely;
  const answers = [
    { words: 'as they stand, per minute', options: { priceScale: '1' } },
    { words: `times ${scale}`, options: { priceScale: scale } },
  ];
  return question('price_scale', sheet, [header], text, answers, rates);
}

const otherCode = {
  words: 'another column is the code',
  options: { map: { code: 'COLUMN' } },
  isExample: true,
} as const;

/** The columns are named, so that the question is not asked again; null: no column is that field. */
function asItStands(
  what: 'it' | 'them',
  { columns }: SheetRecognition,
  map: DeckOptions['map'],
  read: { readonly code?: Column; readonly name?: Column | null },
): Answer {
  const named = Object.entries(read).map(([field, column]) => {
    return [field, column === null ? '-' : columnReference(columns, column)] as const;
  });
  return {
    words: what === 'it' ? 'read it as it stands' : 'read them as they stand',
    options: { map: { ...map, ...Object.fromEntries(named) } },
  };
}

function question(
  code: QuestionCode,
  { sheet }: SheetRecognition,
  labels: readonly string[],
  text: string,
  answers: Question['answers'],
  rates: readonly DeckRate[],
): Question {
  const columns = labels.filter((label) => label.trim() !== '');
  return {
    code,
    sheet,
    column: columns[0] ?? null,
    columns,
    text,
    guess: answers[0]!.words,
    answers,
    sample: rates.slice(0, SAMPLE_ROWS).map(({ row, rate }) => ({
      row,
      cells: { code: rate.code, name: rate.name ?? '', price: rate.price ?? '' },
    })),
  };
}
