/** The report on a deck for people: what it holds, what is wrong with it, what it would do. */

import type { ChangeCounts, CoverCounts, Question, Rejection } from '@ratedeck/decks';
import { printable, printableValue } from '../../platform/cli/printable.js';
import { textTable } from '../../platform/cli/text-table.js';
import { asSentence } from '../deck-files/service.js';
import type { DeckReport, SheetReport } from './deck-report.js';

const shownMax = 20;

const plural = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

const delimiterNames: Readonly<Record<string, string>> = { '\t': 'tab', ' ': 'space' };

function fileLine(report: DeckReport): string {
  const { file, format, container, encoding, delimiter, currency } = report;
  const parts = [
    container === null ? format : `${format} in ${container}`,
    encoding,
    delimiter === null ? null : `delimiter ${delimiterNames[delimiter] ?? delimiter}`,
    currency === null ? null : `currency ${currency}`,
  ].filter((part) => part !== null);
  return `${printable(file)}: ${printable(parts.join(', '))}\n`;
}

function columnTable(sheet: SheetReport): string {
  const rows = sheet.columns.map(({ header, field, confidence, reason }) => [
    '',
    header,
    field ?? '-',
    field === null ? '' : `${Math.round(confidence * 100)} %`,
    reason,
  ]);
  const columns = [
    { header: '' },
    { header: 'column' },
    { header: 'is' },
    { header: 'sure', align: 'right' },
    { header: 'because' },
  ] as const;
  return textTable(columns, rows);
}

function sheetText(sheet: SheetReport, isOnly: boolean): string {
  const { name, hidden, isDeck, headerRow, rows, headers, rateRows, ignored, rejected } = sheet;
  const title = isOnly ? 'Rows' : `Sheet ${printableValue(name)}${hidden ? ' (hidden)' : ''}`;
  if (!isDeck) return `\n${title}: no rates found, ${plural(rows, 'row')} ignored\n`;
  const header = headerRow === null ? 'no header' : `header in row ${headerRow}`;
  return (
    `\n${title}: ${header}; ${plural(rows, 'row')} = ${plural(headers, 'header')} + ` +
    `${rateRows.toLocaleString('en')} with rates + ${ignored.toLocaleString('en')} ignored + ` +
    `${rejected.toLocaleString('en')} rejected\n${columnTable(sheet)}`
  );
}

function totalsText(report: DeckReport): string {
  const { rates, codes, duplicates, conflicts, closings, deletions } = report;
  const parts = [
    `${plural(rates, 'rate')} for ${plural(codes, 'code')}`,
    ...(closings === 0 ? [] : [plural(closings, 'closing')]),
    ...(deletions === 0 ? [] : [plural(deletions, 'deletion')]),
    plural(duplicates, 'duplicate'),
    plural(conflicts, 'conflict'),
  ];
  const profiles = report.timeProfiles.map((name) => printableValue(name)).join(', ');
  return `\n${parts.join(', ')}\n${profiles === '' ? '' : `Time profiles: ${profiles}\n`}`;
}

/** Lines under a title; past the first twenty only their number. */
function listText<T>(title: string, items: readonly T[], line: (item: T) => string): string {
  if (items.length === 0) return '';
  const shown = items.slice(0, shownMax).map((item) => `  ${line(item)}\n`);
  const more = items.length - shown.length;
  const rest = more > 0 ? `  and ${more.toLocaleString('en')} more; --json lists them all\n` : '';
  return `\n${title} (${items.length.toLocaleString('en')}):\n${shown.join('')}${rest}`;
}

const placeText = (sheet: string | null, row: number | null, isOnly: boolean): string => {
  const parts = [
    sheet === null || isOnly ? '' : `sheet ${printableValue(sheet)}`,
    row === null ? '' : `row ${row}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
};

function ignoredText({ ignored }: DeckReport): string {
  if (ignored.length === 0) return '';
  const counts = new Map<string, number>();
  for (const { reason } of ignored) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const reasons = [...counts].map(([reason, count]) => `${count.toLocaleString('en')} ${reason}`);
  return `Ignored: ${printable(reasons.join(', '))}\n`;
}

const countsText = (counts: ChangeCounts): string =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count.toLocaleString('en')} ${kind}`)
    .join(', ');

export function coveredText(what: string, counts: CoverCounts): string {
  const effects = Object.entries(counts).filter(([, count]) => count > 0);
  if (effects.length === 0) return '';
  const total = effects.reduce((sum, [, count]) => sum + count, 0);
  const parts = effects.map(([effect, count]) => `${count.toLocaleString('en')} ${effect}`);
  return `${plural(total, 'code')} ${what}: ${parts.join(', ')}\n`;
}

export const newCoveredWords = 'new under a code of the old deck, so their numbers are';
export const closedCoveredWords = 'closed under a code that goes on, so their numbers are';

function previousText({ previous }: DeckReport): string {
  if (previous === null) return '';
  const { file, at, counts, newCovered, closedCovered } = previous;
  return (
    `\nAgainst ${printable(file)}, at ${at}: ${countsText(counts) || 'nothing'}\n` +
    coveredText(newCoveredWords, newCovered) +
    coveredText(closedCoveredWords, closedCovered)
  );
}

function sampleText({ sample }: DeckReport): string {
  if (sample.length === 0) return '';
  const rates = sample as readonly Readonly<Record<string, unknown>>[];
  const hidden = new Set(['sheet', 'row']);
  const fields = [...new Set(rates.flatMap((rate) => Object.keys(rate)))].filter(
    (field) => !hidden.has(field),
  );
  const shown = (value: unknown): string =>
    value === undefined || value === null
      ? ''
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);
  const columns = fields.map((header) => ({ header }));
  const rows = rates.map((rate) => fields.map((field) => shown(rate[field])));
  return `\nThe first ${rates.length === 1 ? 'one' : rates.length}:\n${textTable(columns, rows)}`;
}

function columnsText(columns: readonly string[]): string {
  const names = columns.map((column) => printableValue(column)).join(', ');
  return columns.length === 0 ? '' : `${columns.length === 1 ? 'column' : 'columns'} ${names}`;
}

/** The rows that show what a question is about, below it. */
function rowsText({ sample }: Pick<Question, 'sample'>): string {
  return sample
    .map(({ row, cells }) => {
      const shown = Object.entries(cells).map(
        ([column, cell]) => `${printable(column)} ${printableValue(cell)}`,
      );
      return `\n      row ${row}: ${shown.join(', ')}`;
    })
    .join('');
}

/** What was taken as usual or as seen, in one block. */
function assumptionsText({ assumptions }: DeckReport): string {
  if (assumptions.length === 0) return '';
  const rows = assumptions.map(({ what, value, because }) => ['', what, value, because]);
  const columns = ['', 'taken', 'as', 'because'].map((header) => ({ header }));
  return `\n${textTable(columns, rows)}`;
}

/** What happens when this file is used as it is. */
function outlookText(report: DeckReport, isSettled: boolean): string {
  const { questions, rejected, conflicts, rates, closings, deletions } = report;
  if (rates + closings + deletions === 0) return '\nThis file would change nothing.\n';
  if (isSettled) {
    const left = rejected.length === 0 ? '' : ', the rejected rows are left out';
    return `\nThe guesses are taken${left}.\n`;
  }
  const open = [
    ...(questions.length === 0 ? [] : [plural(questions.length, 'question')]),
    ...(rejected.length === 0 ? [] : [plural(rejected.length, 'faulty cell')]),
    ...(conflicts === 0 ? [] : [plural(conflicts, 'conflict')]),
  ];
  if (open.length === 0) return '\nReady: the deck can be used as it is.\n';
  return (
    `\nNot ready: ${open.join(', ')}. Settle them as said above, or use --yes: it takes the ` +
    'guesses, leaves faulty rows out and keeps the later row of a conflict.\n'
  );
}

export function checkText(report: DeckReport, isSettled: boolean): string {
  const isOnly = report.sheets.length === 1;
  const rejectedLine = ({ sheet, row, column, value, message }: Rejection): string =>
    `${placeText(sheet, row, isOnly)} column ${printableValue(column)}: ` +
    `${printableValue(value)} ${printable(message)}`;
  return (
    fileLine(report) +
    report.sheets.map((sheet) => sheetText(sheet, isOnly)).join('') +
    ignoredText(report) +
    totalsText(report) +
    assumptionsText(report) +
    listText(isSettled ? 'Guessed' : 'Questions', report.questions, (question) => {
      const { sheet, columns, text, guess, settle } = question;
      const place = placeText(sheet, null, isOnly);
      const where = [place, columnsText(columns)];
      const prefix = where.filter((part) => part !== '').join(' ');
      const words = `${asSentence(text)} Guess: ${guess}. Settle it: ${settle}`;
      return `${prefix === '' ? '' : `${prefix}: `}${printable(words)}${rowsText(question)}`;
    }) +
    listText('Rejected', report.rejected, rejectedLine) +
    listText('Conflicts', report.conflicting, (pair) => {
      const place = placeText(pair.sheet, pair.row, isOnly);
      const other = placeText(pair.otherSheet, pair.otherRow, isOnly);
      return `${place}: ${pair.code} differs from ${other} in ${pair.fields.join(', ')}`;
    }) +
    listText('Warnings', report.warnings, ({ sheet, row, message }) => {
      const place = placeText(sheet, row, isOnly);
      return `${place === '' ? '' : `${place}: `}${printable(message)}`;
    }) +
    listText('Names without a code', report.unresolvedNames, (name) => printableValue(name)) +
    previousText(report) +
    sampleText(report) +
    outlookText(report, isSettled)
  );
}
