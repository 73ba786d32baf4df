/** Writes the large decks that are read: as text and as a spreadsheet. */

import { closeSync, openSync, writeSync } from 'node:fs';
import exceljs from 'exceljs';
import { deckHeader, deckRow, priceText } from './deck-rows.js';

export type BenchFormat = 'csv' | 'xlsx';

const linesPerWrite = 20_000;

export async function writeDeck(
  path: string,
  format: BenchFormat,
  rowCount: number,
  seed: number,
): Promise<void> {
  if (format === 'csv') writeText(path, rowCount, seed);
  else await writeWorkbook(path, rowCount, seed);
}

function writeText(path: string, rowCount: number, seed: number): void {
  const file = openSync(path, 'w');
  writeSync(file, `${deckHeader.join(',')}\n`);
  for (let start = 0; start < rowCount; start += linesPerWrite) {
    const lines: string[] = [];
    for (let at = start; at < Math.min(rowCount, start + linesPerWrite); at += 1) {
      const { code, name, priceUnits, intervals, effectiveFrom } = deckRow(at, seed);
      const cell = name.includes(',') ? `"${name}"` : name;
      lines.push(`${code},${cell},${priceText(priceUnits)},${intervals},${effectiveFrom}\n`);
    }
    writeSync(file, lines.join(''));
  }
  closeSync(file);
}

/** Codes as text, as careful carriers write them; prices as the numbers that they mostly are. */
async function writeWorkbook(path: string, rowCount: number, seed: number): Promise<void> {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({
    filename: path,
    useSharedStrings: false,
    useStyles: false,
  });
  const sheet = workbook.addWorksheet('Rates');
  sheet.addRow([...deckHeader]).commit();
  for (let at = 0; at < rowCount; at += 1) {
    const { code, name, priceUnits, intervals, effectiveFrom } = deckRow(at, seed);
    const price = Number(priceText(priceUnits));
    sheet.addRow([code, name, price, intervals, effectiveFrom]).commit();
  }
  await workbook.commit();
}
