/** Tables that stand side by side on one sheet, where they were not parted before it was read. */

import { columnLabel } from '../deck/column-label.js';
import { foldText } from '../values/folded-text.js';
import { columnOf, type SheetDraft } from './column-draft.js';
import { answer, ask, mapTo } from './questions.js';

/** Two tables side by side repeat their headers; the second has other rows, not other fields. */
export function leaveSecondTable(draft: SheetDraft): void {
  const [first, second] = draft.columns;
  if (!draft.hasHeader || first === undefined || second === undefined) return;
  const start = draft.columns.findIndex(
    (column, at) =>
      at > 1 &&
      column.header !== '' &&
      column.header === first.header &&
      draft.columns[at + 1]?.header === second.header,
  );
  if (start < 0) return;
  for (const column of draft.columns.slice(start)) {
    if (column.settled) continue;
    column.settled = true;
    column.reason = 'a second table beside the first';
  }
  ask(draft, {
    code: 'layout',
    columns: [draft.columns[start]!],
    text: 'the sheet has tables side by side; only the first is read',
    answers: [answer('read the first; the file has to be changed for the others')],
  });
}

/** Each is read as a sheet of its own. */
export function askAboutBeside(draft: SheetDraft): void {
  if (draft.options.sheet !== undefined) return;
  ask(draft, {
    code: 'layout',
    columns: [columnOf(draft, 'code')],
    text: `tables stand side by side on "${draft.sheet}", and each is read`,
    answers: [answer('all of them'), answer(`only "${draft.sheet}"`, { sheet: draft.sheet })],
  });
}

/**
 * A column without anything parts the codes from their prices, and a header stands on both sides of
 * it: the prices may be those of a table of its own, whose rows are not those of the codes.
 */
export function askAboutGap(draft: SheetDraft): void {
  const code = columnOf(draft, 'code') ?? columnOf(draft, 'areaCode') ?? columnOf(draft, 'name');
  const price = columnOf(draft, 'price');
  if (code === null || price === null || code.settled || price.settled) return;
  const gap = draft.columns.findIndex(({ index }, at) => at > 0 && isAfterGap(draft, index, at));
  if (gap < 0) return;
  const start = draft.columns[gap]!.index;
  if (code.index < start === price.index < start) return;
  const headers = new Set(draft.columns.slice(0, gap).map(({ header }) => foldText(header)));
  const isRepeated = draft.columns
    .slice(gap)
    .some(({ header }) => header !== '' && headers.has(foldText(header)));
  if (!isRepeated) return;
  ask(draft, {
    code: 'layout',
    columns: [code, price],
    text:
      `"${columnLabel(price)}" stands beside "${columnLabel(code)}" behind a column without ` +
      'anything, with the same headers again: it may be of another table, and not of these rows',
    answers: [{ ...mapTo(draft, 'price', price), words: 'it is of the same rows' }],
  });
}

const isAfterGap = ({ columns }: SheetDraft, index: number, at: number): boolean =>
  index > columns[at - 1]!.index + 1;
