import XLSX from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { readDeckFile } from '../read-deck-file.js';

const BEGIN = record(0x0809, u16(0x0600), Buffer.alloc(14));
const END = record(0x000a);

function u16(...numbers: number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 2);
  for (const [index, number] of numbers.entries()) bytes.writeUInt16LE(number, index * 2);
  return bytes;
}

function u32(number: number): Buffer {
  return u16(number % 65_536, Math.floor(number / 65_536));
}

function double(number: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(number);
  return bytes;
}

function record(type: number, ...fields: Buffer[]): Buffer {
  const data = Buffer.concat(fields);
  return Buffer.concat([u16(type, data.length), data]);
}

/** A text of one byte a character, with its length in two bytes. */
function text(characters: string): Buffer {
  return Buffer.concat([
    u16(characters.length),
    Buffer.from([0]),
    Buffer.from(characters, 'latin1'),
  ]);
}

function formula(row: number, column: number, result: Buffer): Buffer {
  return record(0x0006, u16(row, column, 0), result, Buffer.alloc(6));
}

function result(kind: number, value = 0): Buffer {
  return Buffer.from([kind, 0, value, 0, 0, 0, 0xff, 0xff]);
}

/** A workbook of one sheet `S` with these records before and in it. */
function workbook(globals: readonly Buffer[], cells: readonly Buffer[], kind = 0): Uint8Array {
  const place = (at: number) =>
    record(0x0085, u32(at), Buffer.from([0, kind, 1, 0]), Buffer.from('S'));
  const before = Buffer.concat([BEGIN, ...globals]);
  const at = before.length + place(0).length + END.length;
  const stream = Buffer.concat([before, place(at), END, BEGIN, ...cells, END]);
  const container = XLSX.CFB.utils.cfb_new();
  XLSX.CFB.utils.cfb_add(container, '/Workbook', stream);
  return XLSX.CFB.write(container, { type: 'buffer' }) as Uint8Array;
}

async function rowsOf(bytes: Uint8Array) {
  return (await readDeckFile(bytes, 'a.xls')).sheets[0]!.rows;
}

describe('numbers', () => {
  it('may be short, alone or in a row, whole, in part and in hundredths', async () => {
    const whole = (number: number) => (number * 4 + 2) >>> 0;
    const front = double(0.375).readUInt32LE(4);
    const bytes = workbook(
      [],
      [
        record(0x027e, u16(0, 0, 0), u32(whole(4471))),
        record(0x027e, u16(0, 1, 0), u32(whole(-3))),
        record(0x027e, u16(0, 2, 0), u32(whole(125) + 1)),
        record(0x027e, u16(0, 3, 0), u32(front)),
        record(0x00bd, u16(1, 1, 0), u32(whole(1)), u16(0), u32(whole(2)), u16(2)),
      ],
    );
    expect(await rowsOf(bytes)).toEqual([
      { number: 1, cells: [4471, -3, 1.25, 0.375] },
      { number: 2, cells: [null, 1, 2] },
    ]);
  });

  it('are dates by the format of their style, from 1904 if the workbook says so', async () => {
    const styles = [
      record(0x0022, u16(1)),
      record(0x041e, u16(164), text('dd.mm.yyyy')),
      record(0x00e0, u16(0, 0), Buffer.alloc(16)),
      record(0x00e0, u16(0, 164), Buffer.alloc(16)),
      record(0x00e0, u16(0, 14), Buffer.alloc(16)),
    ];
    const cells = [0, 1, 2].map((style) => record(0x0203, u16(0, style, style), double(44_834)));
    const date = new Date(Date.UTC(2026, 9, 1));
    expect((await rowsOf(workbook(styles, cells)))[0]!.cells).toEqual([44_834, date, date]);
  });
});

it('formulas count by their results', async () => {
  const bytes = workbook(
    [],
    [
      formula(0, 0, double(1.5)),
      formula(0, 1, result(0)),
      record(0x04bc, Buffer.alloc(10)),
      record(0x0207, text('text')),
      formula(0, 2, result(1, 1)),
      formula(0, 3, result(2, 0x17)),
      formula(0, 4, result(3)),
      formula(0, 5, double(2)),
    ],
  );
  const { sheets, warnings } = await readDeckFile(bytes, 'a.xls');
  expect(sheets[0]!.rows[0]!.cells).toEqual([1.5, 'text', true, null, null, 2]);
  expect(warnings[0]!.message).toContain('"#REF!" in D1');
});

it('shared texts go on in further records, in another width too', async () => {
  const rich = Buffer.concat([u16(3), Buffer.from([8]), u16(1), Buffer.from('one'), u16(1, 2)]);
  const read = Buffer.concat([u16(1), Buffer.from([5]), u32(3), u16(0x42f), Buffer.from('xyz')]);
  const cut = Buffer.concat([u16(6), Buffer.from([0]), Buffer.from('abc')]);
  const rest = Buffer.concat([Buffer.from([1]), u16(0x44f, 0x20ac), Buffer.alloc(0)]);
  const last = Buffer.concat([Buffer.from([0]), Buffer.from('!'), text('end')]);
  const bytes = workbook(
    [record(0x00fc, u32(4), u32(4), rich, read, cut), record(0x003c, rest), record(0x003c, last)],
    [0, 1, 2, 3].map((index) => record(0x00fd, u16(0, index, 0), u32(index))),
  );
  expect((await rowsOf(bytes))[0]!.cells).toEqual(['one', 'Я', 'abcя€!', 'end']);
});

it('cells may come in any order, charts within a sheet are passed over', async () => {
  const bytes = workbook(
    [],
    [
      record(0x0204, u16(5, 1, 0), text('b')),
      BEGIN,
      record(0x0204, u16(0, 0, 0), text('no')),
      END,
      record(0x0204, u16(5, 0, 0), text('a')),
      record(0x0204, u16(2, 0, 0), text('first')),
      record(0x0200, u32(0), u32(9), u16(0, 2, 0)),
    ],
  );
  expect((await readDeckFile(bytes, 'a.xls')).sheets[0]).toMatchObject({
    rows: [
      { number: 3, cells: ['first'] },
      { number: 6, cells: ['a', 'b'] },
    ],
    rowCount: 9,
  });
});

it('a chart for a sheet has no cells and says so', async () => {
  const { sheets, warnings } = await readDeckFile(workbook([], [], 2), 'a.xls');
  expect(sheets[0]!.rows).toEqual([]);
  expect(warnings).toMatchObject([{ code: 'no_cells', sheet: 'S' }]);
});

it.each([
  ['a text that is not there', [record(0x00fd, u16(0, 0, 0), u32(0))]],
  ['a record too short', [record(0x0203, u16(0, 0, 0))]],
  ['a record without an address', [record(0x0204, u16(1))]],
  ['a text too short', [record(0x0204, u16(0, 0, 0, 9), Buffer.from('_abc'))]],
  ['a column too far', [record(0x0204, u16(0, 256, 0), text('a'))]],
  ['no number', [record(0x0203, u16(0, 0, 0), double(Number.NaN))]],
  ['no end', [BEGIN]],
])('%s is no cell', async (_, cells) => {
  await expect(rowsOf(workbook([], cells))).rejects.toMatchObject({ code: 'damaged_file' });
});
