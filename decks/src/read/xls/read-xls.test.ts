import XLSX from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { readDeckFile } from '../read-deck-file.js';

const DATE = new Date(Date.UTC(2026, 9, 1));

function xls(rows: readonly (readonly unknown[])[], bookType: 'biff8' | 'biff5' = 'biff8') {
  const book = XLSX.utils.book_new();
  const sheet = XLSX.utils.aoa_to_sheet(rows as unknown[][], { UTC: true });
  XLSX.utils.book_append_sheet(book, sheet, 'Rates é€');
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['x']]), 'Hidden');
  book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] };
  return Buffer.from(XLSX.write(book, { type: 'buffer', bookType }) as Uint8Array);
}

const ROWS = [
  ['Code', 'Price', 'From'],
  [],
  ['0044', 0.0125, DATE, true],
  [{ t: 'n', v: 44, z: '0000' }, { t: 'e', v: 0x2a }, 1, 2, 3, { t: 'n', v: 0.3125, z: 'h:mm' }],
];

async function codeOf(bytes: Buffer, limits = {}) {
  return readDeckFile(bytes, 'a.xls', { limits }).then(
    () => 'read',
    (error: { code: string }) => error.code,
  );
}

describe('a workbook', () => {
  it('is read with its sheets, dates and formats', async () => {
    const file = await readDeckFile(xls(ROWS), 'a.xls');
    expect(file).toMatchObject({ format: 'xls', container: null, encoding: null });
    expect(file.sheets).toEqual([
      {
        name: 'Rates é€',
        hidden: false,
        rows: [
          { number: 1, cells: ['Code', 'Price', 'From'] },
          { number: 3, cells: ['0044', 0.0125, DATE, true] },
          { number: 4, cells: ['0044', null, 1, 2, 3, '07:30'] },
        ],
        rowCount: 4,
      },
      { name: 'Hidden', hidden: true, rows: [{ number: 1, cells: ['x'] }], rowCount: 1 },
    ]);
    expect(file.warnings).toMatchObject([
      { code: 'error_cells', row: 4, message: expect.stringContaining('"#N/A" in B4') },
    ]);
  });

  it.each([
    [{ rowsMax: 2 }, 'too_many_rows'],
    [{ cellsMax: 5 }, 'too_many_cells'],
    [{ sheetsMax: 1 }, 'too_many_sheets'],
    [{ cellCharactersMax: 3 }, 'cell_too_long'],
    [{ secondsMax: 0 }, 'too_slow'],
  ])('is kept to limits: %j', async (limits, code) => {
    expect(await codeOf(xls(ROWS), limits)).toBe(code);
  });
});

describe('a workbook that can not be read', () => {
  it('because of its age says so', async () => {
    expect(await codeOf(xls(ROWS, 'biff5'))).toBe('unsupported_format');
  });

  it('because of a password says so', async () => {
    const bytes = xls(ROWS);
    const codePage = Buffer.from([0x42, 0x00, 0x02, 0x00]);
    const at = bytes.indexOf(codePage);
    bytes.writeUInt16LE(0x2f, at);
    expect(await codeOf(bytes)).toBe('password');
  });

  it('because the whole of it is encrypted says so', async () => {
    const container = XLSX.CFB.utils.cfb_new();
    XLSX.CFB.utils.cfb_add(container, '/EncryptedPackage', Buffer.alloc(5000));
    const bytes = XLSX.CFB.write(container, { type: 'buffer' }) as Uint8Array;
    expect(await codeOf(Buffer.from(bytes))).toBe('password');
  });

  it('because it is another document says so', async () => {
    const container = XLSX.CFB.utils.cfb_new();
    XLSX.CFB.utils.cfb_add(container, '/WordDocument', Buffer.alloc(5000));
    const bytes = XLSX.CFB.write(container, { type: 'buffer' }) as Uint8Array;
    expect(await codeOf(Buffer.from(bytes))).toBe('unsupported_format');
  });

  it('because it is cut off says so, wherever that is', async () => {
    const many = Array.from({ length: 300 }, (_, index) => [`44${index}`, index]);
    const bytes = xls(many);
    for (let length = 100; length < bytes.length; length += 1511) {
      expect([length, await codeOf(bytes.subarray(0, length))]).toEqual([length, 'damaged_file']);
    }
  });
});
