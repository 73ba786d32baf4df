/**
 * Reads an `.ods` workbook as a stream. Equal cells and rows are stored once with a count there, up
 * to the end of the sheet; empty ones cost nothing and do not make a sheet larger than its data.
 */

import type { RawSheet, Warning } from '../../deck/deck.js';
import type { FileContent } from '../container/file-content.js';
import { damaged, type ReadBudget } from '../container/limits.js';
import type { Parts } from '../container/zip-content.js';
import { readXmlPart } from '../xml/xml-part.js';
import { OdsHandler } from './ods-content.js';

export async function readOds(parts: Parts, budget: ReadBudget): Promise<FileContent> {
  const content = parts.get('content.xml');
  if (content === undefined) throw damaged('its part "content.xml" is missing');
  const handler = new OdsHandler(budget);
  await readXmlPart(content, handler, budget);
  if (handler.builders.length === 0) throw damaged('the workbook has no sheets');
  const sheets: RawSheet[] = handler.builders.map((builder) => builder.sheet());
  const warnings: Warning[] = handler.builders.flatMap((builder) => builder.warnings());
  return { format: 'ods', encoding: null, delimiter: null, sheets, warnings };
}
