/**
 * What a file's sheets and columns mean, by wording and content together.
 *
 * The answer is complete: every doubt is settled by its best guess, and every guess that could be
 * wrong is a question. Options of the user settle questions beforehand. Reads the cells, no more.
 */

import {
  type CodeNames,
  type DeckField,
  type DeckOptions,
  DeckReadError,
  type Question,
  type RawFile,
  type RawSheet,
  type Recognition,
  type Warning,
} from '../deck/deck.js';
import { withCodesElsewhere } from './codes-elsewhere.js';
import { mappedFields, missingColumnError } from './mapped-columns.js';
import { recogniseSheet, type SheetFinding } from './recognise-sheet.js';

const SHARED_CODES_SHARE = 0.3;
const CODES_COMPARED_MAX = 2000;

/** @throws {DeckReadError} when the options name a sheet or a column that is not there. */
export function recognise(
  file: RawFile,
  options: DeckOptions,
  names: CodeNames | null,
): Recognition {
  const chosen = chosenSheet(file, options);
  const findings = file.sheets.map((sheet) => {
    const finding = recogniseSheet(sheet, options, names);
    return chosen === null || chosen === sheet ? finding : leftOut(finding);
  });
  refuseUnknownColumns(findings, options, file, chosen);
  const questions: Question[] = [];
  const warnings: Warning[] = [];
  const kept = chosen === null ? chooseSheets(file, findings, questions, warnings) : findings;
  for (const finding of kept) {
    for (const question of finding.questions) questions.push(question);
    for (const warning of finding.warnings) warnings.push(warning);
  }
  const asked = withCodesElsewhere(questions, file.sheets, kept);
  askForSheetsLeftOut(file, kept, chosen, asked);
  if (!kept.some(({ recognition }) => recognition.isDeck)) {
    warnings.push(otherListWarning(kept) ?? noDeckWarning(kept));
  }
  return {
    sheets: kept.map(({ recognition }) => recognition),
    questions: asked,
    assumptions: kept.flatMap(({ assumptions }) => assumptions),
    warnings,
  };
}

function chosenSheet(file: RawFile, options: DeckOptions): RawSheet | null {
  const { sheet: wanted } = options;
  if (wanted === undefined) return null;
  const text = wanted.trim().toLowerCase();
  const found =
    file.sheets.find(({ name }) => name === wanted) ??
    file.sheets.find(({ name }) => name.trim().toLowerCase() === text) ??
    file.sheets[/^\d+$/.test(text) ? Number(text) - 1 : -1];
  if (found !== undefined) return found;
  const known = file.sheets.map(({ name }) => JSON.stringify(name)).join(', ');
  const message = `there is no sheet ${JSON.stringify(wanted)}; the file has the sheets ${known}`;
  throw new DeckReadError('unknown_sheet', message, 'sheet');
}

function leftOut(finding: SheetFinding): SheetFinding {
  const recognition = { ...finding.recognition, headerRow: null, isDeck: false };
  return { ...finding, recognition, questions: [], assumptions: [], warnings: [] };
}

/** A column of the user's map has to be in one of the sheets that are read. */
function refuseUnknownColumns(
  findings: readonly SheetFinding[],
  options: DeckOptions,
  file: RawFile,
  chosen: RawSheet | null,
): void {
  const read = findings.filter((_, index) => chosen === null || file.sheets[index] === chosen);
  for (const [field, wanted] of mappedFields(options)) {
    const isMissing = (finding: SheetFinding): boolean =>
      finding.missing.includes(field as DeckField);
    if (read.length > 0 && read.every(isMissing)) {
      throw missingColumnError(
        field,
        wanted,
        read.flatMap(({ columns }) => columns),
      );
    }
  }
}

/** Of several sheets with rates: all, unless one is hidden or they price the same codes. */
function chooseSheets(
  file: RawFile,
  findings: readonly SheetFinding[],
  questions: Question[],
  warnings: Warning[],
): readonly SheetFinding[] {
  const isDeck = (index: number): boolean => findings[index]!.recognition.isDeck;
  const visible = file.sheets.some((sheet, index) => !sheet.hidden && isDeck(index));
  const taken: { readonly sheet: RawSheet; readonly codes: ReadonlySet<string> }[] = [];
  return findings.map((finding, index) => {
    const sheet = file.sheets[index]!;
    if (!isDeck(index)) return finding;
    if (sheet.hidden && visible) {
      const message = `the hidden sheet "${sheet.name}" looks like rates and is left out`;
      warnings.push({ code: 'hidden_sheet', sheet: sheet.name, row: null, message });
      return leftOut(finding);
    }
    const codes = codesOf(sheet, finding);
    const rival = taken.find((other) => sharesCodes(codes, other.codes));
    if (rival === undefined) {
      taken.push({ sheet, codes });
      return finding;
    }
    const answers = [rival.sheet.name, sheet.name].map((name) => ({
      words: `only "${name}"`,
      options: { sheet: name },
    }));
    questions.push({
      code: 'sheet',
      sheet: sheet.name,
      column: null,
      columns: [],
      text: `the sheets "${rival.sheet.name}" and "${sheet.name}" price the same codes`,
      guess: answers[0]!.words,
      answers,
      sample: [],
    });
    return leftOut(finding);
  });
}

/** A sheet of codes without prices beside one of rates may list what is closed or blocked. */
function askForSheetsLeftOut(
  file: RawFile,
  findings: readonly SheetFinding[],
  chosen: RawSheet | null,
  questions: Question[],
): void {
  if (chosen !== null || !findings.some(({ recognition }) => recognition.isDeck)) return;
  for (const [index, { recognition, columns }] of findings.entries()) {
    const sheet = file.sheets[index]!;
    if (recognition.isDeck || sheet.hidden) continue;
    const isNamed = STATE_WORDS.test(sheet.name);
    const code = columns.find(({ field }) => field === 'code' || field === 'areaCode');
    const isShared = questions.some(
      ({ code: kind, sheet: name }) => kind === 'sheet' && name === sheet.name,
    );
    if (isShared || code === undefined || !isNamed) continue;
    const rates = findings.find((finding) => finding.recognition.isDeck)!.recognition.sheet;
    questions.push({
      code: 'sheet',
      sheet: sheet.name,
      column: null,
      columns: [],
      text: `the sheet "${sheet.name}" has codes without prices, which may be closed or blocked`,
      guess: `only "${rates}"`,
      answers: [{ words: `only "${rates}"`, options: { sheet: rates } }],
      sample: [],
    });
  }
}

const STATE_WORDS = /clos|block|delet|discontinu|withdraw|barred|remov|cancel|expired|ended/i;

function codesOf(sheet: RawSheet, finding: SheetFinding): ReadonlySet<string> {
  const { columns } = finding.recognition;
  const place = (['code', 'areaCode', 'name'] as const)
    .map((field) => columns.find((column) => column.field === field))
    .filter((column) => column !== undefined);
  const codes = new Set<string>();
  for (const row of sheet.rows.slice(0, CODES_COMPARED_MAX)) {
    const cell = row.cells[place[0]?.index ?? -1] ?? null;
    if (cell !== null && /\d/.test(String(cell))) codes.add(String(cell).trim());
    else if (cell !== null && place[0]?.field === 'name') codes.add(String(cell).trim());
  }
  return codes;
}

function sharesCodes(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  if (small.size === 0) return false;
  let shared = 0;
  for (const code of small) if (large.has(code)) shared += 1;
  return shared / small.size >= SHARED_CODES_SHARE;
}

function otherListWarning(findings: readonly SheetFinding[]): Warning | null {
  const found = findings.find(({ other }) => other !== undefined);
  if (found?.other === undefined) return null;
  return { code: 'other_list', sheet: found.recognition.sheet, row: null, message: found.other };
}

function noDeckWarning(findings: readonly SheetFinding[]): Warning {
  const headers = findings
    .flatMap(({ columns }) => columns.map(({ header }) => header.trim()))
    .filter((header) => header !== '')
    .slice(0, 20)
    .map((header) => JSON.stringify(header.slice(0, 40)))
    .join(', ');
  const seen = headers === '' ? 'no header was found' : `the columns are ${headers}`;
  return {
    code: 'no_deck',
    sheet: null,
    row: null,
    message:
      `nothing in the file looks like rates, which need codes or names and a price (${seen}); ` +
      'say which columns are the code and the price',
  };
}
