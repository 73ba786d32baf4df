/**
 * Reads a text file into its one sheet: encoding, delimiter, Excel's `sep=` line, lines quoted as
 * wholes. The sheet is named after the file.
 */

import type { RawRow, RawSheet, ReadOptions, Warning } from '../../deck/deck.js';
import { DeckReadError } from '../../deck/deck.js';
import type { FileContent } from '../container/file-content.js';
import { refuseMarkup } from '../container/file-kind.js';
import { count, ReadBudget } from '../container/limits.js';
import { blankColumns, withTabs } from './blank-columns.js';
import {
  CANDIDATES,
  delimitedColumns,
  delimiterOf,
  findLayout,
  onlyText,
} from './csv-delimiter.js';
import { CsvParser } from './csv-parser.js';
import { hasSingleQuotes, withDoubleQuotes } from './single-quotes.js';
import { decodeText } from './text-encoding.js';
import { mendWideRows } from './wide-rows.js';

export function readCsv(
  bytes: Uint8Array,
  name: string,
  options: ReadOptions,
  budget: ReadBudget,
): FileContent {
  const decoded = decodeText(bytes, options.encoding);
  refuseMarkup(decoded.text);
  const text = withoutEndMark(decoded.text);
  const separator = /^sep=([^\r\n])(?:\r\n|\r|\n|$)/i.exec(text);
  const wanted = options.delimiter === undefined ? separator?.[1] : delimiterOf(options.delimiter);
  const bodyStart = separator === null ? 0 : separator[0].length;
  const written = bodyStart === 0 ? text : text.slice(bodyStart);
  const { body, warning } = plainBody(written, wanted ?? null);
  const { delimiter, isWrapped } = findLayout(body, wanted ?? null);
  const wrapped: number[] = [];
  const parser = new CsvParser(body, delimiter, budget);
  if (bodyStart > 0) parser.lineCount = 1;
  parser.parse();
  const mended = mendWideRows(
    isWrapped
      ? unwrappedRows(parser.rows, delimiter, budget)
      : withWrappedLines(parser.rows, delimiter, budget, wrapped),
    delimiter,
  );
  const sheet: RawSheet = {
    name: sheetName(name),
    hidden: false,
    rows: mended.rows,
    rowCount: parser.lineCount,
    ...(mended.isDecimal ? { hasJoinedDecimals: true } : {}),
  };
  if (sheet.rows.length === 0) {
    throw new DeckReadError('empty_file', 'The file has nothing but blanks. Was it saved whole?');
  }
  const warnings = [...decoded.warnings, ...warningsOf(parser, sheet.name, isWrapped)];
  if (warning !== null) warnings.push({ ...warning, sheet: sheet.name, row: null });
  if (mended.words.length > 0) {
    const message =
      `${mended.words.length} lines have more cells than the header: commas of their words ` +
      'or codes without quotes, which are put together again.';
    const [row = null] = mended.words;
    warnings.push({ code: 'wide_rows', sheet: sheet.name, row, message });
  }
  if (wrapped.length > 0) {
    const message = `${wrapped.length} lines stand in quotes as wholes; they are read without those.`;
    const [row = null] = wrapped;
    warnings.push({ code: 'wrapped_lines', sheet: sheet.name, row, message });
  }
  return { format: 'csv', encoding: decoded.encoding, delimiter, sheets: [sheet], warnings };
}

interface PlainBody {
  readonly body: string;
  readonly warning: Pick<Warning, 'code' | 'message'> | null;
}

/** Texts that no character parts into cells, or not only one: written anew with one that does. */
function plainBody(text: string, wanted: string | null): PlainBody {
  const delimiters = wanted === null ? CANDIDATES : [wanted];
  if (hasSingleQuotes(text, delimiters)) {
    const message = 'Cells stand in single quotes; they are read without those.';
    return {
      body: withDoubleQuotes(text, delimiters),
      warning: { code: 'single_quotes', message },
    };
  }
  const starts = wanted === null ? blankColumns(text) : null;
  // Decimal commas part lines as well, into fewer cells.
  if (starts === null || delimitedColumns(text) >= starts.length) {
    return { body: text, warning: null };
  }
  const message = 'No character parts the cells; the blanks that stand below each other do.';
  return { body: withTabs(text, starts), warning: { code: 'blank_columns', message } };
}

/** DOS ended its texts with a control character, and some exports still do. */
function withoutEndMark(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === 0x1a) end -= 1;
  return text.slice(0, end);
}

function unwrappedRows(
  rows: readonly RawRow[],
  delimiter: string,
  budget: ReadBudget,
): readonly RawRow[] {
  // The rows were counted once already, as the lines that they are.
  const cellBudget = new ReadBudget(budget.limits);
  return rows.map((row) => unwrapped(row, delimiter, cellBudget));
}

const USUAL_ROWS = 200;

/** Some lines are quoted as wholes: without the quotes they have as many cells as the others. */
function withWrappedLines(
  rows: readonly RawRow[],
  delimiter: string,
  budget: ReadBudget,
  wrapped: number[],
): readonly RawRow[] {
  const usual = rows.slice(0, USUAL_ROWS);
  const width = usual.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  if (width < 2) return rows;
  const cellBudget = new ReadBudget(budget.limits);
  return rows.map((row) => {
    if (row.cells.length > 1 && row.cells[1] !== null) return row;
    const inner = unwrapped(row, delimiter, cellBudget);
    if (inner === row || inner.cells.length < 2 || inner.cells.length > width) return row;
    if (inner.cells.length < width - 1) return row;
    wrapped.push(row.number);
    return inner;
  });
}

/** The cells of a line that was quoted as a whole; other rows stay as they are. */
function unwrapped(row: RawRow, delimiter: string, budget: ReadBudget): RawRow {
  const text = onlyText(row);
  if (text === null || !text.includes(delimiter)) return row;
  const [inner, ...others] = new CsvParser(text, delimiter, budget).parse().rows;
  return inner === undefined || others.length > 0
    ? row
    : { number: row.number, cells: inner.cells };
}

function warningsOf(parser: CsvParser, sheet: string, isWrapped: boolean): Warning[] {
  const warnings: Warning[] = [];
  const warn = (code: string, row: number | null, message: string) => {
    warnings.push({ code, sheet, row, message });
  };
  const { strayQuotes, swallowedLines } = parser;
  if (strayQuotes.count > 0) {
    warn(
      'stray_quotes',
      strayQuotes.line,
      `${cells(strayQuotes.count)} with text after the closing quote, the first in line ` +
        `${strayQuotes.line}: read as written, quotes included.`,
    );
  }
  if (swallowedLines.count > 0) {
    warn(
      'lines_in_cell',
      swallowedLines.line,
      `${cells(swallowedLines.count)} in quotes with lines that look like rows, the first in ` +
        `line ${swallowedLines.line}: see whether a quote there is one too many.`,
    );
  }
  if (isWrapped) {
    warn('wrapped_lines', null, 'Lines stand in quotes as wholes; they are read without those.');
  }
  return warnings;
}

function cells(number: number): string {
  return number === 1 ? '1 cell' : `${count(number)} cells`;
}

function sheetName(name: string): string {
  const fileName = name.split(/[\\/]/).at(-1) ?? name;
  return fileName.replace(/\.(?:gz|zip)$/i, '').replace(/\.(?:csv|tsv|tab|txt)$/i, '') || 'csv';
}
