import XLSX from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { readDeckFile } from '../read-deck-file.js';

const HEAD =
  '<office:document-content><office:automatic-styles>' +
  '<style:style style:name="no" style:family="table">' +
  '<style:table-properties table:display="false"/></style:style>' +
  '<number:date-style style:name="N1"/><style:style style:name="day" ' +
  'style:data-style-name="N1"/></office:automatic-styles><office:body><office:spreadsheet>';
const TAIL = '</office:spreadsheet></office:body></office:document-content>';

function ods(tables: string): Uint8Array {
  const container = XLSX.CFB.utils.cfb_new();
  XLSX.CFB.utils.cfb_del(container, '/\u0001Sh33tJ5');
  const parts = {
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': HEAD + tables + TAIL,
  };
  for (const [name, content] of Object.entries(parts)) {
    XLSX.CFB.utils.cfb_add(container, `/${name}`, Buffer.from(content));
  }
  return XLSX.CFB.write(container, { fileType: 'zip', type: 'buffer' }) as Uint8Array;
}

function table(rows: string): Uint8Array {
  return ods(`<table:table table:name="S">${rows}</table:table>`);
}

function cell(attributes: string, shown = ''): string {
  return `<table:table-cell ${attributes}><text:p>${shown}</text:p></table:table-cell>`;
}

function row(...cells: string[]): string {
  return `<table:table-row>${cells.join('')}</table:table-row>`;
}

const text = (shown: string) => cell('office:value-type="string"', shown);

describe('a spreadsheet', () => {
  it('has values of each kind', async () => {
    const bytes = table(
      row(
        text('Pr<text:s text:c="2"/>ice<text:line-break/>of\n <text:span>one</text:span> &amp;'),
        cell('office:value-type="float" office:value="0.0125"', '0,01'),
        cell('office:value-type="currency" office:currency="EUR" office:value="1.5"', '1,50 €'),
        cell('office:value-type="percentage" office:value="0.2"', '20%'),
        cell('office:value-type="date" office:date-value="2026-10-01"', '01.10.26'),
        cell('office:value-type="date" office:date-value="2026-10-01T07:30:00"', ''),
        cell('office:value-type="time" office:time-value="PT07H30M00S"', '07:30'),
        cell('office:value-type="time" office:time-value="PT60H00M00S"', '60:00'),
        cell('office:value-type="boolean" office:boolean-value="true"', 'WAHR'),
        cell('office:value-type="float" office:value="44"', '0044'),
        cell('office:value-type="float" office:value="46296" table:style-name="day"', '1/10'),
      ),
    );
    const file = await readDeckFile(bytes, 'a.ods');
    expect(file).toMatchObject({ format: 'ods', encoding: null, delimiter: null, warnings: [] });
    expect(file.sheets[0]!.rows[0]!.cells).toEqual([
      ...['Pr  ice\nof one &', 0.0125, 1.5, 0.2],
      ...[new Date('2026-10-01T00:00:00Z'), new Date('2026-10-01T07:30:00Z'), '07:30', '60:00'],
      ...[true, '0044', new Date('2026-10-01T00:00:00Z')],
    ]);
  });

  it('stores what repeats once, and empty space for nothing', async () => {
    const bytes = table(
      '<table:table-row table:number-rows-repeated="2"><table:table-cell ' +
        'table:number-columns-repeated="3"/><table:table-cell office:value-type="string" ' +
        'table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell>' +
        '<table:table-cell table:number-columns-repeated="16379"/></table:table-row>' +
        row() +
        row(text('end')) +
        '<table:table-row table:number-rows-repeated="1048572"><table:table-cell ' +
        'table:number-columns-repeated="16384"/></table:table-row>',
    );
    expect((await readDeckFile(bytes, 'a.ods')).sheets).toEqual([
      {
        name: 'S',
        hidden: false,
        rows: [
          { number: 1, cells: [null, null, null, 'x', 'x'] },
          { number: 2, cells: [null, null, null, 'x', 'x'] },
          { number: 4, cells: ['end'] },
        ],
        rowCount: 4,
      },
    ]);
  });

  it('has hidden sheets, paragraphs, notes that are not in the cell, errors', async () => {
    const bytes = ods(
      '<table:table table:name="H" table:style-name="no"/><table:table table:name="S">' +
        '<table:shapes><draw:frame><table:table><table:table-row><table:table-cell ' +
        'office:value-type="string"><text:p>no</text:p></table:table-cell></table:table-row>' +
        '</table:table></draw:frame></table:shapes>' +
        row(
          '<table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p>' +
            '</office:annotation><text:p>a</text:p><text:p>b</text:p></table:table-cell>',
          cell('table:formula="of:=NA()" office:value-type="string"', '#N/A'),
          cell('table:formula="of:=A1"', ''),
          text('end'),
        ) +
        '</table:table>',
    );
    const { sheets, warnings } = await readDeckFile(bytes, 'a.ods');
    expect(sheets).toMatchObject([
      { name: 'H', hidden: true, rows: [] },
      { name: 'S', hidden: false, rows: [{ number: 1, cells: ['a\nb', null, null, 'end'] }] },
    ]);
    expect(warnings).toMatchObject([
      { code: 'error_cells', message: expect.stringContaining('B1') },
      { code: 'formulas_without_result', message: expect.stringContaining('C1') },
    ]);
  });

  it('is read as another program writes it', async () => {
    const date = new Date(Date.UTC(2026, 9, 1));
    const sheet = XLSX.utils.aoa_to_sheet([['0044', 1.5, date]], { UTC: true });
    const book = XLSX.utils.book_new(sheet, 'S');
    const bytes = XLSX.write(book, { type: 'buffer', bookType: 'ods' }) as Uint8Array;
    const { sheets } = await readDeckFile(bytes, 'a.ods');
    expect(sheets[0]!.rows[0]!.cells).toEqual(['0044', 1.5, date]);
  });
});

describe('a spreadsheet that means harm', () => {
  const wide =
    '<table:table-cell office:value-type="string" table:number-columns-repeated="16384">';
  const full = `${wide}<text:p>x</text:p></table:table-cell>`;
  const repeated = (rows: number) =>
    `<table:table-row table:number-rows-repeated="${rows}">${full}</table:table-row>`;

  it.each([
    ['a full sheet in a line', repeated(1_048_576), 'too_many_cells'],
    ['more rows than there are', repeated(1_048_576) + repeated(1), 'too_many_cells'],
    ['a column too far', row(full, full), 'damaged_file'],
    ['a count of nothing', repeated(0), 'damaged_file'],
    ['blanks without end', row(text('<text:s text:c="999999999"/>')), 'cell_too_long'],
    ['no number', row(cell('office:value-type="float" office:value="x"')), 'damaged_file'],
  ])('%s is refused', async (_, rows, code) => {
    await expect(readDeckFile(table(rows), 'a.ods')).rejects.toMatchObject({ code });
  });

  it('without content is refused', async () => {
    await expect(readDeckFile(ods(''), 'a.ods')).rejects.toMatchObject({ code: 'damaged_file' });
  });
});
