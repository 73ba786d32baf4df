/**
 * Reads an `.xls` workbook (Excel 97 to 2003). Our own reader instead of a library's: the library
 * takes a file that is cut off for a short one, and a wrong byte can keep it busy for minutes.
 */

import type { RawSheet, Warning } from '../../deck/deck.js';
import { CompoundFile } from '../container/compound-file.js';
import type { FileContent } from '../container/file-content.js';
import { passwordNeeded, unsupported } from '../container/file-kind.js';
import type { ReadBudget } from '../container/limits.js';
import { noCellsWarning, SheetBuilder } from '../sheet/sheet-builder.js';
import { XlsSheetCells } from './xls-sheet.js';
import { readXlsWorkbook } from './xls-workbook.js';

export function readXls(bytes: Uint8Array, budget: ReadBudget): FileContent {
  const container = new CompoundFile(bytes);
  if (container.find('EncryptedPackage') !== null) throw passwordNeeded();
  const entry = container.find('Workbook') ?? container.find('Book');
  if (entry === null) {
    throw unsupported(
      'an office document that is no workbook',
      'Open it and save its table as .xlsx or CSV.',
    );
  }
  const stream = container.read(entry);
  const book = readXlsWorkbook(stream, budget);
  const sheets: RawSheet[] = [];
  const warnings: Warning[] = [];
  for (const { name, hidden, hasCells, at } of book.sheets) {
    const builder = new SheetBuilder(name, hidden, budget);
    if (hasCells) new XlsSheetCells(book, budget).read(stream, at).fill(builder);
    else warnings.push(noCellsWarning(name));
    sheets.push(builder.sheet());
    for (const warning of builder.warnings()) warnings.push(warning);
  }
  return { format: 'xls', encoding: null, delimiter: null, sheets, warnings };
}
