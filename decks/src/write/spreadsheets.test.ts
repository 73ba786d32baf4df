/** XLSX and XLS as their own libraries read them back: every text and every amount. */

import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import * as xlsx from '@e965/xlsx';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateFromTexts, rates } from '../../test/random-rates.js';
import { canonicalSheet } from './canonical-csv.js';
import { restore } from './formula-safety.js';
import { isExactAsNumber, type OutputSheet, rowGroups, sheetNames } from './output-sheet.js';
import { RATE_COLUMNS } from './rate-columns.js';
import { writeXls } from './write-xls.js';
import { writeXlsx } from './write-xlsx.js';

const seed = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 1_000_000);
console.log(`spreadsheets.test.ts: fast-check seed ${seed}`);

async function xlsxBytes(sheet: OutputSheet): Promise<Buffer> {
  const sink = new PassThrough();
  const [bytes] = await Promise.all([buffer(sink), writeXlsx(sheet, sink)]);
  return bytes;
}

async function opened(bytes: Buffer): Promise<ExcelJS.Worksheet> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  return workbook.worksheets[0]!;
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'number' ? withoutExponent(String(cell)) : String(cell);
}

function withoutExponent(number: string): string {
  const parts = /^(\d)(?:\.(\d+))?e-(\d+)$/.exec(number);
  if (parts === null) return number;
  return `0.${'0'.repeat(Number(parts[3]) - 1)}${parts[1]}${parts[2] ?? ''}`;
}

function ratesOf(table: readonly (readonly unknown[])[]): unknown[] {
  const [header, ...rows] = table;
  return rows.map((row) =>
    rateFromTexts(
      new Map(
        header!.map((name, at) => {
          const known = RATE_COLUMNS.find((candidate) => candidate.name === name)!;
          const text = cellText(row[at]);
          return [known.name, known.kind === 'text' ? restore(text) : text];
        }),
      ),
    ),
  );
}

describe('XLSX', () => {
  it('gives every rate back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(rates, { minLength: 1, maxLength: 6 }), async (written) => {
        const worksheet = await opened(await xlsxBytes(canonicalSheet(written)));
        const table: unknown[][] = [];
        const width = worksheet.columnCount;
        worksheet.eachRow({ includeEmpty: true }, (row) => {
          table.push(
            Array.from({ length: width }, (_, at) => {
              const { value } = row.getCell(at + 1);
              // The library leaves escapes as they stand.
              return typeof value === 'string' ? value.replaceAll('_x005F_', '_') : value;
            }),
          );
        });
        expect(ratesOf(table)).toEqual(written);
      }),
      { seed, numRuns: 40 },
    );
  });

  it('has a bold header that stays in view, filters, formats and widths', async () => {
    const sheet = canonicalSheet([{ code: '0044', name: '=1+1', price: '0.0137' }]);
    const worksheet = await opened(await xlsxBytes(sheet));
    expect(worksheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(worksheet.getCell('A1').font.bold).toBe(true);
    expect(worksheet.autoFilter).toBe('A1:C2');
    expect(worksheet.getCell('A2').value).toBe('0044');
    expect(worksheet.getCell('A2').numFmt).toBe('@');
    expect(worksheet.getCell('B2').value).toBe("'=1+1");
    expect(worksheet.getCell('C2').value).toBe(0.0137);
    expect(worksheet.getCell('C2').numFmt).toBe('0.0000######');
    expect(worksheet.getColumn(2).width).toBeGreaterThan(20);
  });

  it('writes an amount of more digits than a binary number holds as text', async () => {
    const price = '1234567890.0123456789';
    const worksheet = await opened(await xlsxBytes(canonicalSheet([{ code: '1', price }])));
    expect(worksheet.getCell('B2').value).toBe(price);
  });

  it('is a table with a header only when there are no rates', async () => {
    const worksheet = await opened(await xlsxBytes(canonicalSheet([])));
    expect(worksheet.rowCount).toBe(1);
  });
});

describe('XLS', () => {
  it('gives every rate back', () => {
    fc.assert(
      fc.property(fc.array(rates, { minLength: 1, maxLength: 6 }), (written) => {
        const workbook = xlsx.read(writeXls(canonicalSheet(written)), { type: 'array' });
        const worksheet = workbook.Sheets[workbook.SheetNames[0]!]!;
        const table = xlsx.utils.sheet_to_json<unknown[]>(worksheet, { header: 1, raw: true });
        expect(ratesOf(table)).toEqual(written);
      }),
      { seed, numRuns: 100 },
    );
  });

  it('goes on in another sheet behind 65,535 rows', () => {
    function* rows(): Iterable<readonly string[]> {
      for (let count = 0; count < 65_536; count += 1) yield [String(count)];
    }
    const sheet = {
      name: 'Rates',
      columns: [{ header: 'code', kind: 'code' as const }],
      rows: rows(),
    };
    const workbook = xlsx.read(writeXls(sheet), { type: 'array' });
    expect(workbook.SheetNames).toEqual(['Rates', 'Rates (2)']);
    expect(workbook.Sheets['Rates (2)']).toMatchObject({ A1: { v: 'code' }, A2: { v: '65535' } });
  });

  it('says what to do about a cell that does not fit', () => {
    const notes = 'x'.repeat(40_000);
    expect(() => writeXls(canonicalSheet([{ code: '1', notes }]))).toThrow(
      'a cell has 40000 characters and XLS holds 32767; write CSV',
    );
  });
});

describe('the parts', () => {
  it.each([
    ['0.1', true],
    ['123456789012345', true],
    ['0.000123456789012345', true],
    ['1234567890123456', false],
    ['1e5', false],
    ['', false],
  ])('isExactAsNumber(%j) is %s', (decimal, exact) => {
    expect(isExactAsNumber(decimal)).toBe(exact);
  });

  it('names sheets as Excel allows', () => {
    expect(
      sheetNames(['a/b*', 'A b', '', "'x'", 'history', 'y'.repeat(40), 'y'.repeat(40)]),
    ).toEqual([
      ...['a b', 'A b (2)', 'Sheet', 'x', 'Sheet (2)', 'y'.repeat(31)],
      `${'y'.repeat(27)} (2)`,
    ]);
  });

  it('groups rows without holding them', () => {
    const groups: (readonly string[])[][] = [];
    for (const group of rowGroups([['1'], ['2'], ['3']], 2)) groups.push([...group]);
    expect(groups).toEqual([[['1'], ['2']], [['3']]]);
  });
});
