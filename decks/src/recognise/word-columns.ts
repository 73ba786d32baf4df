/**
 * Columns of words and flags: which words of change are known, flags of a grace period that has no
 * length, methods of billing that only a note explains.
 */

import { columnLabel } from '../deck/column-label.js';
import { foldText, isNone } from '../values/folded-text.js';
import { parseChange } from '../values/words.js';
import { KIND } from './cell-kind.js';
import { columnOf, isEditSheet, type SheetDraft, take } from './column-draft.js';
import { settleLabels } from './labels.js';
import { answer, ask, columnReference, mapTo, noColumn, otherColumn } from './questions.js';
import { takeStates } from './states.js';
import { isCanonical } from './wording.js';

const METHOD =
  /type of rate|(?:rate|tariff) type|method|abrechnungsart|tarifart|tipo de tarifa|metodo/;
const WORDS_SHOWN_MAX = 5;
const WORD_CHARACTERS_MAX = 30;

export function settleWords(draft: SheetDraft): void {
  if (!isEditSheet(draft)) {
    takeStates(draft);
    settleLabels(draft);
    settleSurcharge(draft);
  }
  askForChangeWords(draft);
  settleSingleIncrement(draft);
  settleGraceFlags(draft);
  askForMethods(draft);
}

function askForChangeWords(draft: SheetDraft): void {
  const column = columnOf(draft, 'change');
  if (column === null || column.settled) return;
  const unknown = column.content.examples.filter(
    (text) => !isNone(text.trim()) && parseChange(text, column.header) === null,
  );
  if (unknown.length === 0) return;
  const shown = unknown
    .slice(0, WORDS_SHOWN_MAX)
    .map(
      (text) =>
        `"${text
          .replace(/[\p{Cc}\s]+/gu, ' ')
          .trim()
          .slice(0, WORD_CHARACTERS_MAX)}"`,
    )
    .join(', ');
  ask(draft, {
    code: 'change_word',
    columns: [column],
    text: `what ${shown} in "${columnLabel(column)}" mean for a rate is not known`,
    answers: [
      { ...mapTo(draft, 'change', column), words: 'rates that are set' },
      noColumn('change', 'rates that are set, whatever the column says'),
    ],
    shows: ({ cells }) => unknown.includes(String(cells[column.index] ?? '')),
  });
}

/** A surcharge is a share of the price to one and an amount for each call to another. */
function settleSurcharge(draft: SheetDraft): void {
  const column = columnOf(draft, 'surcharge');
  if (column === null || column.settled || isCanonical(column.header)) return;
  const { content, header } = column;
  if (header.includes('%') || content.share(KIND.percent) > 0.5) return;
  if (content.numbers.every((value) => value === 0)) return;
  const share = {
    ...mapTo(draft, 'surcharge', column),
    words: 'a share of the price: 0.1 is 10 %',
  };
  const fee = { ...mapTo(draft, 'setupFee', column), words: 'money for each call' };
  const out = answer('leave it out: the price has it already', {
    ignore: [columnReference(draft.columns, column)],
  });
  const hasFee = columnOf(draft, 'setupFee') !== null;
  if (!hasFee) take(column, 'setupFee', column.confidence, 'amounts beside the price');
  ask(draft, {
    code: 'column_meaning',
    columns: [column],
    text: `"${columnLabel(column)}" may be a share of the price or money for each call`,
    answers: hasFee ? [share, fee, out] : [fee, share, out],
  });
}

/** A column of increments with one part each, beside the first interval, is the next interval. */
function settleSingleIncrement(draft: SheetDraft): void {
  const column = columnOf(draft, 'intervals');
  if (column === null || column.settled || column.content.count(KIND.intervals) > 0) return;
  if (columnOf(draft, 'firstInterval') !== null && columnOf(draft, 'nextInterval') !== null) {
    take(column, null, 0, 'first and next interval stand apart');
    return;
  }
  if (columnOf(draft, 'firstInterval') === null || columnOf(draft, 'nextInterval') !== null) return;
  take(
    column,
    'nextInterval',
    column.confidence,
    `${column.reason}; the first interval stands apart`,
  );
}

/** 0 and 1 say whether a grace period applies; its length is not in the deck. */
function settleGraceFlags(draft: SheetDraft): void {
  const column = columnOf(draft, 'graceVolume');
  if (column === null || column.settled || column.content.values === 0) return;
  const { examples } = column.content;
  if (!examples.every((text) => text.trim() === '0' || text.trim() === '1')) return;
  if (!examples.some((text) => text.trim() === '1')) return;
  take(column, null, 0, '0 and 1 only: whether a grace period applies, not how long it is');
  ask(draft, {
    code: 'layout',
    columns: [column],
    text: `"${columnLabel(column)}" says on which rates a grace period applies, but not how long it is`,
    answers: [noColumn('graceVolume', 'the grace period of the table'), otherColumn('graceVolume')],
  });
}

/** `Type of rate (see bottom)`: 1, 2, 4 mean something that prose explains. */
function askForMethods(draft: SheetDraft): void {
  if (columnOf(draft, 'intervals') !== null || columnOf(draft, 'nextInterval') !== null) return;
  if (draft.options.map?.intervals !== undefined) return;
  const column = draft.columns.find(
    ({ field, header, content }) =>
      field === null &&
      content.values > 0 &&
      content.lengthMax <= 3 &&
      METHOD.test(foldText(header)),
  );
  if (column === undefined) return;
  ask(draft, {
    code: 'layout',
    columns: [column],
    text: `"${columnLabel(column)}" seems to say how calls are billed, in a way that only notes explain`,
    answers: [noColumn('intervals', 'leave it out'), otherColumn('intervals')],
  });
}
