/**
 * Decks of the United States: area code and exchange in two columns or one, prices by jurisdiction.
 */

import { columnLabel } from '../deck/column-label.js';
import type { SheetRecognition } from '../deck/deck.js';
import { foldText } from '../values/folded-text.js';
import { type ColumnDraft, columnOf, type SheetDraft, take } from './column-draft.js';
import { answer, ask, mapTo } from './questions.js';

const AREA = /^(?:npa|area ?code|area)$/;
const EXCHANGE = /^(?:nxx|exchange|prefix|co|co code|central office|central office code|nnx)$/;
const THREE_DIGITS = /^[2-9]\d\d$/;
const SHARE_MIN = 0.95;

/** NPA and NXX are one code, the area first, whichever column stands first. */
export function takeAreaAndExchange(draft: SheetDraft): boolean {
  const named = (words: RegExp): ColumnDraft | undefined =>
    draft.columns.find(
      (column) =>
        !column.settled &&
        words.test(foldText(column.header).trim().replace(/[_-]/g, ' ')) &&
        shareOf(draft, column, THREE_DIGITS) >= SHARE_MIN,
    );
  const area = named(AREA);
  const exchange = named(EXCHANGE);
  if (area === undefined || exchange === undefined) return false;
  const isTold = [area, exchange].some((one) => /np?a|nn?x|exch/.test(foldText(one.header)));
  if (!isTold) return false;
  for (const field of ['code', 'areaCode', 'countryCode'] as const) {
    const other = columnOf(draft, field);
    if (other?.settled === true) return false;
    if (other !== null) take(other, null, 0, 'the code is made of area code and exchange');
  }
  take(area, 'countryCode', 0.95, `the area code, put before ${columnLabel(exchange)}`);
  take(exchange, 'areaCode', 0.95, `the exchange, put after ${columnLabel(area)}`);
  area.settled = true;
  exchange.settled = true;
  takeBlock(draft, exchange);
  return true;
}

const BLOCK = /^(?:block|blk|thousands?|thousands? block|x|block id)$/;

/** The seventh digit: a block of a thousand numbers; A is all of them. */
function takeBlock(draft: SheetDraft, exchange: ColumnDraft): void {
  const block = draft.columns.find(
    (column) =>
      !column.settled &&
      BLOCK.test(foldText(column.header).trim().replace(/[_-]/g, ' ')) &&
      shareOf(draft, column, /^[\dA]$/) === 1,
  );
  if (block === undefined) return;
  take(
    block,
    'codeBlock',
    0.95,
    `the block of a thousand numbers, put after ${columnLabel(exchange)}`,
  );
  block.settled = true;
}

function shareOf(draft: SheetDraft, column: ColumnDraft, pattern: RegExp): number {
  let rows = 0;
  let fits = 0;
  for (const { cells } of draft.sample) {
    const text = String(cells[column.index] ?? '').trim();
    if (text === '') continue;
    rows += 1;
    if (pattern.test(text)) fits += 1;
  }
  return rows === 0 ? 0 : fits / rows;
}

type Place = Pick<SheetRecognition, 'countryPrefix' | 'codeKind'>;

/** Codes of North America without the 1 of their country are those of other countries. */
export function settleNorthAmerica(draft: SheetDraft, isPair: boolean): Place {
  if (draft.options.countryCode !== undefined) return {};
  const code = columnOf(draft, 'code') ?? columnOf(draft, 'areaCode');
  if (code === null) return {};
  const isNamed = /(?:^|[^a-z])(?:npa|nxx|npanxx)/.test(foldText(code.header));
  const hasStates = columnOf(draft, 'intraPrice') !== null;
  if (!isPair) {
    if (!isNamed && !hasStates) return {};
    if (shareOf(draft, code, /^[2-9]\d{2}(?:[2-9]\d{2}\d?)?$/) < 0.9) return {};
  }
  if (!isPair && code.settled) return { codeKind: 'north-american' };
  if (draft.options.map?.areaCode !== undefined) return { codeKind: 'north-american' };
  // NPA and NXX are words of the numbering plan of North America, and of no other.
  if (isPair || isNamed) {
    draft.assumptions.push({
      sheet: draft.sheet,
      what: 'codes',
      value: '1, the code of their country, put before them',
      because: `"${columnLabel(code)}" has codes of North America by its header and its cells`,
    });
    return { countryPrefix: '1' };
  }
  const one = answer('put 1, the code of their country, before them', { countryCode: '1' });
  ask(draft, {
    code: 'country_code_join',
    columns: [code],
    text: `"${columnLabel(code)}" has codes of North America without their country code, the 1`,
    answers: [one, { ...mapTo(draft, 'code', code), words: 'as they stand' }],
  });
  return { countryPrefix: '1' };
}

/** Prices within a state, between states and of unknown jurisdiction: a call can carry which. */
export function settleJurisdiction(draft: SheetDraft): SheetRecognition['jurisdiction'] {
  const { jurisdiction } = draft.options;
  const within = columnOf(draft, 'intraPrice');
  const unknown = columnOf(draft, 'indeterminatePrice');
  const [first] = [within, unknown].filter((column) => column !== null);
  if (first === undefined) return undefined;
  const price = columnOf(draft, 'price');
  if (price === null) {
    take(first, 'price', first.confidence, 'the only price');
    return settleJurisdiction(draft);
  }
  if (jurisdiction !== undefined) return jurisdiction;
  ask(draft, {
    code: 'jurisdiction',
    columns: [price, within, unknown],
    text:
      'there are prices between states (interstate), within a state (intrastate) or of unknown ' +
      'jurisdiction (indeterminate): with tags a call is priced by the tag inter, intra or ' +
      'indeterminate that it carries, and not at all without one',
    answers: [
      answer(`"${columnLabel(price)}" for every call`, { jurisdiction: 'interstate' }),
      answer('all of them, with tags', { jurisdiction: 'tags' }),
    ],
  });
  return 'interstate';
}
