import * as xlsx from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import type { Cell, FileFormat, RawFile, Recognition, Rejection } from '../deck/deck.js';
import { readDeckFile } from '../read/read-deck-file.js';
import { type ErrorFileOptions, writeErrorFile } from './error-file.js';

const TABLE: readonly (readonly Cell[])[] = [
  ['Acme', 'valid from', new Date('2026-12-01Z')],
  ['Prefix', 'Name', 'Price'],
  ['+4366', 'Österreich', 0.0137],
  ['0044', '=HYPERLINK("x")', '-0,5'],
  [null, 'Total', true],
];

function rawFile(format: FileFormat, name: string, more: Partial<RawFile> = {}): RawFile {
  const rows = TABLE.map((cells, index) => ({ number: index + 1, cells }));
  return {
    name,
    format,
    container: null,
    encoding: null,
    delimiter: null,
    sheets: [{ name: 'Rates', hidden: false, rows, rowCount: 5 }],
    warnings: [],
    ...more,
  };
}

const recognition: Recognition = {
  sheets: [
    {
      sheet: 'Rates',
      headerRow: 2,
      isDeck: true,
      columns: [],
      preamble: { effectiveFrom: null, currency: null },
      dateOrder: null,
      decimalMarks: new Map(),
      priceScale: '1',
      intervalsOrder: null,
    },
  ],
  questions: [],
  assumptions: [],
  warnings: [],
};

function rejection(row: number, column: string, message: string): Rejection {
  return { sheet: 'Rates', row, column, value: '', code: 'bad', message };
}

const rejections = [
  rejection(4, 'Price', '"-0,5" is below zero'),
  rejection(4, 'Prefix', '"0044" begins with 0'),
];

async function cellsOf(
  file: RawFile,
  options: ErrorFileOptions = {},
): Promise<{ readonly name: string; readonly rows: readonly (readonly Cell[])[] }> {
  const { name, bytes } = await writeErrorFile(file, recognition, rejections, options);
  const read = await readDeckFile(bytes, name);
  return { name, rows: read.sheets[0]!.rows.map(({ cells }) => cells) };
}

const MESSAGE = 'Price: "-0,5" is below zero; Prefix: "0044" begins with 0';

describe('the error file', () => {
  it.each(['xlsx', 'xls', 'ods'] as const)(
    'of %s has the faulty rows and all above',
    async (format) => {
      const { name, rows } = await cellsOf(rawFile(format, `deck.${format}`));
      expect(name).toBe(`deck-errors.${format}`);
      expect(rows[0]!.slice(0, 3)).toEqual(TABLE[0]);
      expect(rows.slice(1)).toEqual([
        ['Prefix', 'Name', 'Price', 'Error Message'],
        ['0044', '\'=HYPERLINK("x")', '-0,5', MESSAGE],
      ]);
    },
  );

  it.each(['xlsx', 'xls', 'ods'] as const)('of %s can have all rows', async (format) => {
    const { rows } = await cellsOf(rawFile(format, 'deck'), { rows: 'all' });
    expect(rows.map((cells) => cells.slice(0, 3))).toEqual([
      ...TABLE.slice(0, 3),
      ['0044', '\'=HYPERLINK("x")', '-0,5'],
      TABLE[4],
    ]);
  });

  it('of CSV keeps delimiter and kind of name, and marks UTF-8 where it has to', async () => {
    const file = rawFile('csv', 'C:\\decks\\acme.txt.gz', {
      delimiter: ';',
      encoding: 'windows-1252',
    });
    const { name, bytes } = await writeErrorFile(file, recognition, rejections, { rows: 'all' });
    expect(name).toBe('acme-errors.txt');
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)).toBe(
      [
        '\uFEFFAcme;valid from;2026-12-01T00:00:00.000Z',
        'Prefix;Name;Price;Error Message',
        '+4366;Österreich;0.0137;',
        `0044;"'=HYPERLINK(""x"")";-0,5;"Price: ""-0,5"" is below zero; Prefix: ""0044"" begins with 0"`,
        ';Total;true;',
        '',
      ].join('\r\n'),
    );
  });

  it('of CSV in UTF-16 stays UTF-16', async () => {
    const file = rawFile('csv', 'a.csv', { delimiter: '\t', encoding: 'utf-16le' });
    const { bytes } = await writeErrorFile(file, recognition, rejections);
    expect(new TextDecoder('utf-16le').decode(bytes)).toContain('0044\t');
  });

  it('keeps one column of messages when it is uploaded and found faulty again', async () => {
    const first = await writeErrorFile(rawFile('xlsx', 'a.xlsx'), recognition, rejections);
    const again = await readDeckFile(first.bytes, first.name);
    const second = await writeErrorFile(again, recognition, [rejection(3, 'Price', 'still wrong')]);
    const { sheets } = await readDeckFile(second.bytes, second.name);
    expect(sheets[0]!.rows.slice(1).map(({ cells }) => cells)).toEqual([
      ['Prefix', 'Name', 'Price', 'Error Message'],
      ['0044', '\'=HYPERLINK("x")', '-0,5', 'Price: still wrong'],
    ]);
  });

  it('has only sheets with faults, or the first when there are none', async () => {
    const sheet = { name: 'Rates', hidden: false, rows: [], rowCount: 0 };
    const file = rawFile('xls', 'a.xls', { sheets: [{ ...sheet, name: 'Notes' }, sheet] });
    const faulty = await writeErrorFile(file, recognition, rejections);
    expect(xlsx.read(faulty.bytes).SheetNames).toEqual(['Rates']);
    const none = await writeErrorFile(file, recognition, []);
    expect(xlsx.read(none.bytes).SheetNames).toEqual(['Notes']);
  });
});
