/**
 * Lists that look like rates and are none: records of calls, prices of numbers by the month, prices
 * of messages without codes. They are told for what they are, once, instead of row by row.
 */

import { foldText, wordsOf } from '../values/folded-text.js';
import { KIND } from './cell-kind.js';
import { type ColumnDraft, columnOf, type SheetDraft } from './column-draft.js';

const CALL_WORDS = new Set([
  ...['calldate', 'src', 'dst', 'billsec', 'disposition', 'uniqueid', 'clid', 'dcontext'],
  ...['lastapp', 'channel', 'dstchannel', 'hangup', 'hangupcause', 'callid', 'caller', 'callee'],
  ...['duration', 'answered', 'ended', 'called', 'calling', 'setup time', 'disconnect'],
]);
const OUTCOME =
  /^(?:answered|no[ _]answer|busy|failed|congestion|normal_clearing|originator_cancel|user_busy)$/i;
const CALL_WORDS_MIN = 3;
const MONTHLY =
  /\b(?:monthly|mrc|per month|month|rent|rental|recurring|mensual|mensuel|mensile|monatlich)\b/;
export const MINUTE = /\b(?:min|mins|minute|minutes|minuto|minuten)\b/;
const INBOUND = /\b(?:inbound|incoming|received?|receiving|eingehend|entrante)\b/;
export const MESSAGE = /\b(?:sms|messages?|msg|nachrichten?|mensajes?|mensagens?|messaggi?o?)\b/;

const LOOK_UP = /\b(?:hlr|mnp|cnam|look-?ups?|quer(?:y|ies)|dips?)\b/;

/** What the sheet is instead of rates; null when nothing says so. */
export function otherList(draft: SheetDraft): string | null {
  const { map } = draft.options;
  if (map?.price !== undefined || map?.code !== undefined) return null;
  if (isCalls(draft)) {
    return 'these are records of calls, not rates: a deck prices them, they are no deck';
  }
  const headers = draft.columns.map(({ header }) => foldText(header).replace(/[_-]+/g, ' '));
  const outgoing = draft.columns.some(
    ({ field, header }) =>
      field === 'price' && !INBOUND.test(foldText(header)) && !MONTHLY.test(foldText(header)),
  );
  const isOutgoing =
    outgoing && headers.some((header) => MINUTE.test(header) && !INBOUND.test(header));
  if (headers.some((header) => MONTHLY.test(header)) && !isOutgoing && !isPlainDeck(draft)) {
    return 'these are prices of numbers by the month, not of calls to codes';
  }
  const priced = columnOf(draft, 'price');
  if (priced !== null && LOOK_UP.test(foldText(priced.header))) {
    return 'these are prices of questions about numbers, not of calls to them';
  }
  if (isReport(headers)) {
    return 'there are no rates in it: this is a report or an invoice of calls that were made';
  }
  if (isOfCurrencies(draft)) return 'these are rates of exchange between currencies, not of calls';
  const hasCode = (['code', 'areaCode', 'countryCode'] as const).some((field) =>
    columnOf(draft, field),
  );
  const price = columnOf(draft, 'price');
  if (!hasCode && price !== null && MESSAGE.test(foldText(price.header))) {
    return 'these are prices per message without codes: nothing says which numbers they are for';
  }
  return null;
}

/** A column that is called a rate or a price, and no more: a fee by the month stands beside it. */
function isPlainDeck(draft: SheetDraft): boolean {
  const price = columnOf(draft, 'price');
  if (price === null || !price.meaning.whole.has('price')) return false;
  const header = foldText(price.header);
  return !MONTHLY.test(header) && !INBOUND.test(header) && columnOf(draft, 'code') !== null;
}

const REPORTED =
  /^(?:calls?|minutes?|total minutes|attempts|quantity|qty|amount|revenue|total|duration|volume|usage|acd|asr|cost total|total cost|total amount|line total)$/;
const REPORTED_MIN = 2;
const RATE_WORD = /\b(?:rates?|per min(?:ute)?|tariff|price)\b/;

/** Calls, minutes and revenue: what was, not what will be. */
function isReport(headers: readonly string[]): boolean {
  const reported = headers.filter((header) => REPORTED.test(header.trim()));
  const quantities = headers.some((header) => /^(?:quantity|qty)$/.test(header.trim()));
  const isRated = headers.some((header) => RATE_WORD.test(header)) && !quantities;
  return reported.length >= REPORTED_MIN && !isRated;
}

function isOfCurrencies(draft: SheetDraft): boolean {
  if (draft.columns.some(({ field }) => field === 'currency')) {
    return false;
  }
  return draft.columns.some(
    ({ header, content }) =>
      /^(?:currency|currencies|wahrung|devise|moneda|divisa)\b/.test(foldText(header)) &&
      content.values > 1 &&
      content.distinct === content.values,
  );
}

function isCalls(draft: SheetDraft): boolean {
  const outcomes = draft.columns.some(
    ({ content }) =>
      content.values > 0 &&
      content.examples.length > 0 &&
      content.examples.every((text) => OUTCOME.test(text.trim())),
  );
  if (outcomes && draft.columns.length >= 5) return true;
  if (isOfWholeNumbers(draft)) return true;
  const found = new Set<string>();
  for (const { header } of draft.columns) {
    const words = wordsOf(header);
    for (const word of [...words, words.join(''), words.join(' ')]) {
      if (CALL_WORDS.has(word)) found.add(word);
    }
  }
  const lasts = ['billsec', 'duration', 'answered', 'ended'].some((word) => found.has(word));
  return lasts && found.size >= CALL_WORDS_MIN && !hasPrefixes(draft);
}

const WHOLE_NUMBER = /^\+?\d{9,15}$/;

/** Two columns of whole numbers, how long they spoke, and when. */
function isOfWholeNumbers({ columns }: SheetDraft): boolean {
  const isNumbers = ({ content }: ColumnDraft): boolean =>
    content.values > 1 && content.examples.every((text) => WHOLE_NUMBER.test(text.trim()));
  const lasts = columns.some(({ header }) =>
    /\b(?:duration|seconds|secs?|minutes|length|dauer|duree|duracion)\b/.test(foldText(header)),
  );
  const isTimed = columns.some(({ content }) => content.share(KIND.date) > 0.9);
  return lasts && isTimed && columns.filter(isNumbers).length >= 2;
}

/** Codes repeat no whole numbers: what is longer than a code is a number that was called. */
function hasPrefixes(draft: SheetDraft): boolean {
  const code = columnOf(draft, 'code');
  if (code === null) return false;
  const lengths = code.content.examples.map((text) => text.replace(/\D/g, '').length);
  return lengths.some((length) => length > 0 && length < 7);
}
