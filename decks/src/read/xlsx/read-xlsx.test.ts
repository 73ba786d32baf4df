import XLSX from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../deck/deck.js';
import { readDeckFile } from '../read-deck-file.js';

const DATE = new Date(Date.UTC(2026, 9, 1));

async function written(fill: (book: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  fill(book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** A workbook from its parts, as programs write it that nobody knows. */
function workbook(parts: Record<string, string>): Uint8Array {
  const container = XLSX.CFB.utils.cfb_new();
  XLSX.CFB.utils.cfb_del(container, '/\u0001Sh33tJ5');
  const all = { '[Content_Types].xml': '<Types/>', ...parts };
  for (const [name, content] of Object.entries(all)) {
    XLSX.CFB.utils.cfb_add(container, `/${name}`, Buffer.from(content));
  }
  return XLSX.CFB.write(container, { fileType: 'zip', type: 'buffer' }) as Uint8Array;
}

function relations(...targets: [type: string, target: string][]): string {
  const items = targets.map(
    ([type, target], index) =>
      `<Relationship Id="r${index}" Type="http://x/${type}" Target="${target}"/>`,
  );
  return `<Relationships>${items.join('')}</Relationships>`;
}

/** One sheet with these rows, in strange places. */
function strange(rows: string, more: Record<string, string> = {}): Uint8Array {
  return workbook({
    '_rels/.rels': relations(['officeDocument', '/odd/book.xml']),
    'odd/book.xml': '<x:workbook><x:sheets><x:sheet name="S" r:id="r0"/></x:sheets></x:workbook>',
    'odd/_rels/book.xml.rels': relations(
      ['worksheet', '../data/first.xml'],
      ['sharedStrings', 'strings.xml'],
    ),
    'data/first.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    'odd/strings.xml': '<sst/>',
    ...more,
  });
}

async function rowsOf(bytes: Uint8Array): Promise<(readonly Cell[])[]> {
  return (await readDeckFile(bytes, 'a.xlsx')).sheets[0]!.rows.map(({ cells }) => cells);
}

describe('a workbook', () => {
  it('has texts, numbers, dates and truth values, in sheets', async () => {
    const bytes = await written((book) => {
      const rates = book.addWorksheet('Rates & Сети');
      rates.addRow(['Code', 'Price', 'From', 'Blocked']);
      rates.getCell('A3').value = '0044';
      rates.getCell('B3').value = 0.0125;
      rates.getCell('C3').value = DATE;
      rates.getCell('C3').numFmt = 'dd.mm.yyyy';
      rates.getCell('D3').value = true;
      book.addWorksheet('Notes', { state: 'hidden' }).addRow(['x']);
      book.addWorksheet('Deep', { state: 'veryHidden' });
    });
    expect(await readDeckFile(bytes, 'a.xlsx')).toEqual({
      name: 'a.xlsx',
      format: 'xlsx',
      container: null,
      encoding: null,
      delimiter: null,
      sheets: [
        {
          name: 'Rates & Сети',
          hidden: false,
          rows: [
            { number: 1, cells: ['Code', 'Price', 'From', 'Blocked'] },
            { number: 3, cells: ['0044', 0.0125, DATE, true] },
          ],
          rowCount: 3,
        },
        { name: 'Notes', hidden: true, rows: [{ number: 1, cells: ['x'] }], rowCount: 1 },
        { name: 'Deep', hidden: true, rows: [], rowCount: 0 },
      ],
      warnings: [],
    });
  });

  it('has formulas by their result, fonts without meaning, errors as nothing', async () => {
    const bytes = await written((book) => {
      const sheet = book.addWorksheet('S');
      sheet.getCell('A1').value = { formula: '1+1', result: 2 };
      sheet.getCell('B1').value = { formula: '"a"', result: 'text' };
      sheet.getCell('C1').value = { formula: 'TODAY()', result: DATE };
      sheet.getCell('C1').numFmt = 'yyyy-mm-dd';
      sheet.getCell('D1').value = { richText: [{ text: 'one ' }, { text: 'two', font: {} }] };
      sheet.getCell('E1').value = { error: '#N/A' };
      sheet.getCell('F1').value = { text: 'link', hyperlink: 'http://example.com' };
      sheet.getCell('A2').value = { formula: 'A1', result: { error: '#REF!' } };
      sheet.getCell('B2').value = 'end';
      sheet.getCell('C2').value = { formula: 'A1' };
    });
    const { sheets, warnings } = await readDeckFile(bytes, 'a.xlsx');
    expect(sheets[0]!.rows).toEqual([
      { number: 1, cells: [2, 'text', DATE, 'one two', null, 'link'] },
      { number: 2, cells: [null, 'end'] },
    ]);
    expect(warnings).toMatchObject([
      { code: 'error_cells', sheet: 'S', row: 1, message: expect.stringContaining('2 cells') },
      { code: 'formulas_without_result', sheet: 'S', row: 2 },
    ]);
    expect(warnings[0]!.message).toContain('"#N/A" in E1');
  });

  it('may count its days from 1904', async () => {
    const bytes = await written((book) => {
      book.properties.date1904 = true;
      book.addWorksheet('S').getCell('A1').value = DATE;
    });
    expect(await rowsOf(bytes)).toEqual([[DATE]]);
  });

  it('may use far more rows than it has data', async () => {
    const bytes = await written((book) => {
      const sheet = book.addWorksheet('S');
      sheet.getCell('A1').value = 'code';
      for (let row = 2; row <= 5000; row += 1) sheet.getCell(row, 9).numFmt = '0.00';
      sheet.getCell('B5000').value = ' ';
    });
    expect((await readDeckFile(bytes, 'a.xlsx')).sheets[0]).toEqual({
      ...{ name: 'S', hidden: false, rowCount: 5000 },
      rows: [{ number: 1, cells: ['code'] }],
    });
  });

  it('keeps letters whole where pieces of a stream meet', async () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `${'я'.repeat(index % 7)}€${index}`);
    const bytes = await written((book) => {
      const sheet = book.addWorksheet('S');
      for (const name of names) sheet.addRow([name]);
    });
    expect(await rowsOf(bytes)).toEqual(names.map((name) => [name]));
  });
});

describe('a workbook of another program', () => {
  it('may have its parts anywhere and its elements with a prefix', async () => {
    const rows =
      '<x:row><x:c t="inlineStr"><x:is><x:r><x:t>a</x:t></x:r><x:r><x:t xml:space="preserve"> b' +
      '</x:t></x:r><x:rPh><x:t>c</x:t></x:rPh></x:is></x:c><x:c><x:v>5</x:v></x:c></x:row>' +
      '<x:row r="3"><x:c r="B3" t="s"><x:v>0</x:v></x:c><x:c t="d"><x:v>2026-10-01</x:v></x:c>' +
      '<x:c t="str"><x:v>x_x000A_y</x:v></x:c></x:row>';
    const strings = '<sst><si><t>\u00a7</t><phoneticPr/></si></sst>';
    expect(await rowsOf(strange(rows, { 'odd/strings.xml': strings }))).toEqual([
      ['a b', 5],
      [null, '\u00a7', DATE, 'x\ny'],
    ]);
  });

  it.each([
    ['a text that is not there', '<row><c t="s"><v>0</v></c></row>'],
    ['no number', '<row><c><v>1,5</v></c></row>'],
    ['an unknown kind', '<row><c t="q"><v>1</v></c></row>'],
    ['a wrong address', '<row r="1"><c r="A2"><v>1</v></c></row>'],
    ['a column too far', '<row r="1"><c r="ZZZ1"><v>1</v></c></row>'],
    ['a row twice', '<row r="2"/><row r="2"/>'],
    ['a row too far', '<row r="1048577"/>'],
    ['a row of no number', '<row r="x"/>'],
    ['an open element', '<row>'],
  ])('with %s is refused', async (_, rows) => {
    await expect(rowsOf(strange(rows))).rejects.toMatchObject({ code: 'damaged_file' });
  });

  it('with a part missing is refused', async () => {
    const bytes = workbook({
      'xl/workbook.xml': '<workbook><sheets><sheet name="S" r:id="r0"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': relations(['worksheet', 'sheet1.xml']),
    });
    await expect(rowsOf(bytes)).rejects.toThrow('"xl/sheet1.xml" is missing');
  });

  it('with a chart for a sheet says so', async () => {
    const bytes = workbook({
      'xl/workbook.xml': '<workbook><sheets><sheet name="C" r:id="r0"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': relations(['chartsheet', 'chart.xml']),
    });
    const { sheets, warnings } = await readDeckFile(bytes, 'a.xlsx');
    expect(sheets).toMatchObject([{ name: 'C', rows: [] }]);
    expect(warnings).toMatchObject([{ code: 'no_cells', sheet: 'C' }]);
  });
});

describe('limits', () => {
  const rows =
    '<row><c r="C1"><v>1</v></c></row><row><c t="inlineStr"><is><t>long</t></is></c></row>';

  it.each([
    [{ rowsMax: 1 }, 'too_many_rows'],
    [{ cellsMax: 2 }, 'too_many_cells'],
    [{ cellCharactersMax: 3 }, 'cell_too_long'],
    [{ sheetsMax: 0 }, 'too_many_sheets'],
    [{ unpackedBytesMax: 100 }, 'unpacked_too_large'],
    [{ secondsMax: 0 }, 'too_slow'],
  ])('%j', async (limits, code) => {
    await expect(readDeckFile(strange(rows), 'a', { limits })).rejects.toMatchObject({ code });
  });
});

it('a text in more pieces than memory holds is refused as it comes', async () => {
  const pieces = '<t>aaaaaaaaaa</t>'.repeat(20);
  const one = `<row><c t="inlineStr"><is>${pieces}</is></c></row>`;
  const value = `<row><c><v>${'1<!-- -->'.repeat(200)}</v></c></row>`;
  for (const [rows, limits, code] of [
    [one, { cellCharactersMax: 150 }, 'cell_too_long'],
    [value, { cellCharactersMax: 150 }, 'cell_too_long'],
  ] as const) {
    await expect(readDeckFile(strange(rows), 'a', { limits })).rejects.toMatchObject({ code });
  }
});
