/**
 * Rows with a price and `*`, `x` or nothing in place of a code. Such a rate prices every call that
 * no other code fits, so it is made only when that is said.
 */

import { isLoneMark } from '../codes/code-items.js';
import { columnLabel } from '../deck/column-label.js';
import type { RawRow } from '../deck/deck.js';
import { isOwnCodeHeader } from '../deck/own-header.js';
import { foldText } from '../values/folded-text.js';
import { type ColumnDraft, columnOf, type SheetDraft } from './column-draft.js';
import { answer, ask } from './questions.js';

const REST = /\b(?:others?|rest|all|any|default|world|global|elsewhere|everything|remaining)\b/;
const TOTAL = /^\s*(?:grand\s+|sub[- ]?)?totals?\b/i;
const PRICES = ['price', 'peakPrice', 'firstPrice'] as const;

export function settleEveryNumber(draft: SheetDraft): boolean {
  const { everyNumber, countryCode } = draft.options;
  if (everyNumber !== undefined) return everyNumber === 'rate';
  const code = columnOf(draft, 'code');
  if (columnOf(draft, 'countryCode') !== null) return false;
  if (code === null || countryCode !== undefined || isOwn(draft, code)) return false;
  const prices = PRICES.map((field) => columnOf(draft, field)).filter((one) => one !== null);
  const isOpen = ({ cells }: RawRow): boolean => {
    const cell = cells[code.index] ?? null;
    if (cell !== null && (typeof cell !== 'string' || !isOpenText(cell))) return false;
    if (cells.some((one) => typeof one === 'string' && TOTAL.test(one))) return false;
    return prices.some(({ index }) => /\d/.test(String(cells[index] ?? '')));
  };
  const rows = draft.rows.filter(isOpen);
  const [first] = rows;
  if (first === undefined) return false;
  const name = columnOf(draft, 'name') ?? columnOf(draft, 'country');
  const names = new Set(rows.map(({ cells }) => String(cells[name?.index ?? -1] ?? '')));
  // Several destinations can not all be every other number: their codes are missing.
  if (names.size > 1) return false;
  const isRest = REST.test(foldText([...names].join(' ')));
  const all = answer('a rate for every number that no other code fits', { everyNumber: 'rate' });
  const none = answer('no rate: the code is missing', { everyNumber: 'refuse' });
  const count = rows.length === 1 ? '1 row has' : `${rows.length} rows have`;
  ask(draft, {
    code: 'every_number',
    columns: [code],
    text: `${count} a price, but no code in "${columnLabel(code)}"`,
    answers: isRest ? [all, none] : [none, all],
    shows: isOpen,
  });
  return isRest;
}

/** In what this program wrote itself, no code is every number. */
const isOwn = (draft: SheetDraft, code: ColumnDraft): boolean =>
  isOwnCodeHeader(code) || (columnOf(draft, 'action') !== null && columnOf(draft, 'id') !== null);

function isOpenText(cell: string): boolean {
  const text = cell.trim();
  return text === '' || isLoneMark(text);
}
