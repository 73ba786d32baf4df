/**
 * Reads an `.xlsx` workbook as a stream, part after part, straight from the checked directory of
 * its archive. Our own reader instead of a library's, because the libraries read archives front to
 * back without their directory, find sheets by file name, take errors for numbers and damage
 * letters where two pieces of a stream meet.
 */

import type { RawSheet, Warning } from '../../deck/deck.js';
import type { FileContent } from '../container/file-content.js';
import type { ReadBudget } from '../container/limits.js';
import type { Parts } from '../container/zip-content.js';
import { noCellsWarning, SheetBuilder } from '../sheet/sheet-builder.js';
import { readXmlPart } from '../xml/xml-part.js';
import { XlsxSheetHandler, type XlsxTables } from './xlsx-sheet.js';
import { readFormats, readSharedStrings } from './xlsx-tables.js';
import { readXlsxWorkbook } from './xlsx-workbook.js';

export async function readXlsx(parts: Parts, budget: ReadBudget): Promise<FileContent> {
  const book = await readXlsxWorkbook(parts, budget);
  const { sharedStrings, styles, is1904 } = book;
  const tables: XlsxTables = {
    strings: sharedStrings === null ? [] : await readSharedStrings(sharedStrings, budget),
    formats: styles === null ? [] : await readFormats(styles, budget),
    is1904,
  };
  const sheets: RawSheet[] = [];
  const warnings: Warning[] = [];
  for (const { name, hidden, part } of book.sheets) {
    const builder = new SheetBuilder(name, hidden, budget);
    if (part === null) warnings.push(noCellsWarning(name));
    else {
      const handler = new XlsxSheetHandler(builder, tables, budget);
      await readXmlPart(part, handler, budget);
      handler.end();
    }
    sheets.push(builder.sheet());
    for (const warning of builder.warnings()) warnings.push(warning);
  }
  return { format: 'xlsx', encoding: null, delimiter: null, sheets, warnings };
}
