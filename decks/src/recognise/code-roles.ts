/**
 * Which of several columns of digits is the code: a country code is joined to area codes, never to
 * a prefix that is complete already (one that begins with it on every row).
 */

import { callingCodeOf } from '../codes/country-calling-codes.js';
import { columnLabel } from '../deck/column-label.js';
import type { RawRow } from '../deck/deck.js';
import { foldText } from '../values/folded-text.js';
import { KIND } from './cell-kind.js';
import {
  type ColumnDraft,
  columnOf,
  isSettled,
  percent,
  type SheetDraft,
  take,
} from './column-draft.js';
import { answer, ask, columnReference, example, mapTo, otherColumn } from './questions.js';

const COMPLETE_SHARE = 0.9;
const AREA_SHARE = 0.35;
const COUNTRY_CODE_DIGITS_MAX = 4;

export function settleCodeRoles(draft: SheetDraft): void {
  leaveRanges(draft);
  takeMobileNetworkCodes(draft);
  leaveWhatIsDialled(draft);
  leaveConstantArea(draft);
  const code = columnOf(draft, 'code');
  const area = columnOf(draft, 'areaCode');
  const country = columnOf(draft, 'countryCode');
  if (code !== null && area !== null && country === null) {
    settleCodeAndArea(draft, code, area);
  } else if (country !== null && code !== null) {
    settleCountryAndCode(draft, country, code);
    if (area !== null && columnOf(draft, 'code') !== null && !area.settled) {
      take(area, null, area.confidence, `${columnLabel(code)} is complete; this is a part of it`);
    }
  } else if (country !== null && area !== null) {
    settleCountryAndCode(draft, country, area);
  } else if (country !== null) {
    settleCountryAlone(draft, country);
  } else if (area !== null) {
    settleAreaAlone(draft, area);
  }
}

/** `011` beside some of the codes is dialled before them; it is no country's code. */
function leaveWhatIsDialled(draft: SheetDraft): void {
  if (columnOf(draft, 'code') === null) return;
  for (const field of ['countryCode', 'areaCode'] as const) {
    const column = columnOf(draft, field);
    if (column === null || column.settled) continue;
    const digits = draft.sample.map(({ cells }) => digitsOf(cells[column.index]));
    const filled = [...new Set(digits.filter((text) => text !== ''))];
    const isSometimes = digits.includes('') && filled.length === 1;
    if (!isSometimes || !filled.every((text) => callingCodeOf(text) === null)) continue;
    take(column, null, 0, 'what is dialled before some of the codes, which are complete');
  }
}

/** One area on every row, beside the codes of several countries, is an area of none of them. */
function leaveConstantArea(draft: SheetDraft): void {
  const area = columnOf(draft, 'areaCode');
  const other = columnOf(draft, 'code') ?? columnOf(draft, 'countryCode');
  if (area === null || other === null || area.settled) return;
  const { content } = area;
  if (content.distinct > 1 || content.values < 3 || other.content.distinct < 2) return;
  take(area, null, 0, 'the same on every row, which no area code is');
}

/** `From` and `To` are the ends of ranges of codes, not the caller and the called. */
function leaveRanges(draft: SheetDraft): void {
  const from = columnOf(draft, 'sourceCode');
  if (from === null || from.settled || !/^(?:from|begin|start)/.test(foldText(from.header))) return;
  const to = draft.columns.find(({ header }) => /^(?:to|till|end)\b/.test(foldText(header)));
  if (to === undefined) return;
  take(from, null, 0, `${columnLabel(to)} is the end of its range`);
  ask(draft, {
    code: 'layout',
    columns: [from, to],
    text: `"${columnLabel(from)}" and "${columnLabel(to)}" may be the ends of ranges of codes`,
    answers: [mapTo(draft, 'sourceCode', from), mapTo(draft, 'code', from)],
  });
}

/** `Prefix` with the country's code beside `City Code`, or a complete code beside a part of it. */
function settleCodeAndArea(draft: SheetDraft, code: ColumnDraft, area: ColumnDraft): void {
  if (code.settled && area.settled) return;
  const begins = beginningShare(draft.sample, code.index, area.index);
  const short = shortShare(draft.sample, code.index);
  if (begins.rows > 0 && begins.share >= COMPLETE_SHARE) {
    take(
      area,
      'code',
      area.confidence,
      `begins with ${columnLabel(code)} on ${percent(begins.share)} of rows`,
    );
    take(
      code,
      'countryCode',
      code.confidence,
      `${columnLabel(area)} is complete: not joined to it`,
    );
    return;
  }
  if (short >= COMPLETE_SHARE) {
    const why = `codes of countries, beside the area codes of ${columnLabel(area)}`;
    take(code, 'countryCode', code.confidence, why);
    settleCountryAndCode(draft, code, area);
    return;
  }
  take(area, null, area.confidence, `${columnLabel(code)} holds complete codes`);
}

/** Joined only when the other column does not begin with the country's code anyway. */
function settleCountryAndCode(draft: SheetDraft, country: ColumnDraft, code: ColumnDraft): void {
  if (code.settled) return;
  const { share, rows } = beginningShare(draft.sample, country.index, code.index);
  const isJoined = rows > 0 && share < 0.5;
  if (isJoined) {
    take(
      code,
      'areaCode',
      code.confidence,
      `area codes: ${columnLabel(country)} is put before them`,
    );
    take(country, 'countryCode', country.confidence, `put before ${columnLabel(code)}`);
  } else {
    const why =
      rows === 0
        ? 'complete codes'
        : `begins with ${columnLabel(country)} on ${percent(share)} of rows`;
    take(code, 'code', code.confidence, why);
    take(
      country,
      'countryCode',
      country.confidence,
      `${columnLabel(code)} is complete: not joined to it`,
    );
  }
  // One country with a code of one digit: area codes may all begin with it by accident (7 and 727).
  const accident =
    rows > 1 &&
    country.content.distinct === 1 &&
    country.content.lengthMax === 1 &&
    !draft.sample.some((row) => digitsOf(row.cells[code.index]).length < 3);
  const isDialled = isJoined && isNoCountry(draft, country);
  const certain = ((share >= COMPLETE_SHARE && !accident) || share <= AREA_SHARE) && !isDialled;
  if (rows === 0 || certain || isSettled(draft, 'code')) return;
  const joined = { ...mapTo(draft, 'areaCode', code), words: 'put the country code before them' };
  const complete = { ...mapTo(draft, 'code', code), words: 'complete codes' };
  ask(draft, {
    code: 'country_code_join',
    columns: [code, country],
    text:
      `${percent(share)} of the codes in "${columnLabel(code)}" begin with ` +
      `"${columnLabel(country)}": they may be complete or have to be put after it`,
    answers: isJoined && !isDialled ? [joined, complete] : [complete, joined],
  });
  if (isDialled) {
    take(code, 'code', code.confidence, 'complete codes');
    take(country, null, 0, 'what is dialled before the codes, which is the code of no country');
  }
}

/** The same digits on every row, and no country's code begins them. */
function isNoCountry(draft: SheetDraft, { content, index }: ColumnDraft): boolean {
  if (content.distinct !== 1 || content.values < 3) return false;
  const row = draft.sample.find(({ cells }) => digitsOf(cells[index]) !== '');
  return row !== undefined && callingCodeOf(digitsOf(row.cells[index])) === null;
}

/** Countries only: a code deck of countries, or several networks under one code. */
function settleCountryAlone(draft: SheetDraft, country: ColumnDraft): void {
  if (country.settled) return;
  take(country, 'code', Math.min(0.6, country.confidence), 'the only codes are those of countries');
  const { values, distinct } = country.content;
  if (distinct * 1.1 >= values) return;
  ask(draft, {
    code: 'code_column',
    columns: [country],
    text:
      `"${columnLabel(country)}" holds codes of countries, the same on several rows: ` +
      'what tells these rows apart is no prefix',
    answers: [mapTo(draft, 'code', country), otherColumn('code')],
  });
}

function settleAreaAlone(draft: SheetDraft, area: ColumnDraft): void {
  if (area.settled) return;
  take(area, 'code', area.confidence, 'the only column of codes');
  const says = area.meaning.fields.get('areaCode') ?? 0;
  const isCode = area.meaning.fields.get('code') ?? 0;
  if (draft.options.countryCode !== undefined || says <= isCode) return;
  // Area codes of several countries would need the codes of these.
  if ((columnOf(draft, 'country')?.content.distinct ?? 0) > 1) return;
  const international = draft.sample.some((row) =>
    /^\s*(?:\+|00)/.test(String(row.cells[area.index] ?? '')),
  );
  if (international) return;
  ask(draft, {
    code: 'country_code_join',
    columns: [area],
    text: `"${columnLabel(area)}" may hold area codes, and no column has a country code`,
    answers: [
      { ...mapTo(draft, 'code', area), words: 'complete codes' },
      example('put the code of a country before them', { countryCode: '49' }),
    ],
  });
}

/** Price lists of messages: MCC and MNC together are a network, though no dial prefix. */
function takeMobileNetworkCodes(draft: SheetDraft): void {
  const has = (['code', 'countryCode', 'areaCode'] as const).some((field) =>
    columnOf(draft, field),
  );
  if (has) return;
  const named = (word: string): ColumnDraft | undefined =>
    draft.columns.find(
      (column) => foldText(column.header).trim() === word && column.content.values > 0,
    );
  const [mcc, mnc] = [named('mcc'), named('mnc')];
  if (mcc === undefined || mnc === undefined) return;
  take(mcc, 'countryCode', 0.5, 'the mobile country code, put before the network code');
  take(mnc, 'areaCode', 0.5, 'the mobile network code');
  mcc.settled = true;
  mnc.settled = true;
  ask(draft, {
    code: 'code_column',
    columns: [mcc, mnc],
    text: 'MCC and MNC name mobile networks; they are no prefixes of numbers',
    answers: [
      answer('MCC and MNC put together', {
        map: {
          countryCode: columnReference(draft.columns, mcc),
          areaCode: columnReference(draft.columns, mnc),
        },
      }),
      otherColumn('code'),
    ],
  });
}

const digitsOf = (cell: unknown): string => {
  const match = /^\s*(?:\+|00(?=[1-9]))?(\d[\d ]*)/.exec(String(cell ?? ''));
  return match === null ? '' : match[1]!.replace(/ /g, '');
};

/** On how many rows the code begins with the country's; a code equal to it counts. */
function beginningShare(
  sample: readonly RawRow[],
  country: number,
  code: number,
): { share: number; rows: number } {
  let rows = 0;
  let begins = 0;
  for (const row of sample) {
    const first = digitsOf(row.cells[country]);
    const second = digitsOf(row.cells[code]);
    if (first === '' || second === '') continue;
    rows += 1;
    const international = /^\s*(?:\+|00[1-9])/.test(String(row.cells[code]));
    if (international || second.startsWith(first)) begins += 1;
  }
  return { share: rows === 0 ? 0 : begins / rows, rows };
}

function shortShare(sample: readonly RawRow[], index: number): number {
  let rows = 0;
  let short = 0;
  for (const row of sample) {
    const digits = digitsOf(row.cells[index]);
    if (digits === '') continue;
    rows += 1;
    if (digits.length <= COUNTRY_CODE_DIGITS_MAX) short += 1;
  }
  return rows === 0 ? 0 : short / rows;
}

/** The codes are MCC and MNC, which begin like the codes of other countries. */
export function isNetworks(draft: SheetDraft): boolean {
  const words = (['countryCode', 'areaCode', 'code'] as const).map((field) =>
    foldText(columnOf(draft, field)?.header ?? ''),
  );
  return words.some((text) => /(?:^|[^a-z])(?:mcc|mnc|mccmnc|imsi)(?:[^a-z]|$)/.test(text));
}

/** Columns that could be the code as well: a doubt when headers do not decide. */
export function askAmongCodes(draft: SheetDraft): void {
  const code = columnOf(draft, 'code');
  if (code === null || code.settled || isSettled(draft, 'code')) return;
  if (draft.questions.some((question) => question.code === 'code_column')) return;
  const rival = draft.columns.find(
    (column) =>
      column !== code &&
      column.field === null &&
      !column.settled &&
      (column.meaning.fields.get('code') ?? 0) >= 0.9 &&
      column.content.share(KIND.digits) + column.content.share(KIND.codeList) > 0.8,
  );
  const unknownHeader = draft.hasHeader && (code.meaning.fields.get('code') ?? 0) < 0.3;
  const isDoubtful =
    unknownHeader &&
    code.meaning.fields.get('countryCode') === undefined &&
    code.meaning.fields.get('areaCode') === undefined;
  if (rival === undefined && !isDoubtful) return;
  const text =
    rival === undefined
      ? `no header names codes; the cells of "${columnLabel(code)}" look like them`
      : `"${columnLabel(code)}" and "${columnLabel(rival)}" both look like the codes`;
  const columns = rival === undefined ? [code] : [code, rival];
  const answers = columns.map((column) => mapTo(draft, 'code', column));
  if (rival === undefined) answers.push(otherColumn('code'));
  ask(draft, { code: 'code_column', columns, text, answers });
}
