import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import XLSX from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import type { ReadOptions } from '../deck/deck.js';
import { readDeckFile } from './read-deck-file.js';

const CSV = 'code;price\n44;0,05\n';
const ROWS = [
  { number: 1, cells: ['code', 'price'] },
  { number: 2, cells: ['44', '0,05'] },
];

function zip(files: Record<string, string | Buffer>, isPacked = true): Buffer {
  const data: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [fileName, text] of Object.entries(files)) {
    const [name, content] = [Buffer.from(fileName), Buffer.from(text)];
    const packed = isPacked ? deflateRawSync(content) : content;
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(isPacked ? 8 : 0, 4);
    about.writeUInt32LE(crc32(content), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(content.length, 18);
    about.writeUInt16LE(name.length, 22);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    data.push(Buffer.from('PK\x03\x04'), about, name, packed);
    directory.push(Buffer.from('PK\x01\x02\x14\0'), about, central, name);
    offset += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...data, ...directory, end]);
}

function read(content: string | Buffer, options: ReadOptions = {}, name = 'uk.csv') {
  return readDeckFile(Buffer.from(content), name, options);
}

async function codeOf(content: string | Buffer, options: ReadOptions = {}) {
  return read(content, options).then(
    () => 'read',
    (error: { code: string }) => error.code,
  );
}

describe('a text', () => {
  it('is one sheet with the name of the file', async () => {
    expect(await read(CSV, {}, 'in/Rates UK.csv')).toEqual({
      name: 'in/Rates UK.csv',
      format: 'csv',
      container: null,
      encoding: 'utf-8',
      delimiter: ';',
      sheets: [{ name: 'Rates UK', hidden: false, rows: ROWS, rowCount: 2 }],
      warnings: [],
    });
  });

  it('may name its delimiter in the first line, as Excel does', async () => {
    const file = await read('sep=|\r\na|b;c;d\r\n1|2;3;4\r\n');
    expect(file.delimiter).toBe('|');
    expect(file.sheets[0]).toMatchObject({
      rows: [
        { number: 2, cells: ['a', 'b;c;d'] },
        { number: 3, cells: ['1', '2;3;4'] },
      ],
      rowCount: 3,
    });
    expect((await read('sep=;\na,b\n1,2\n', { delimiter: 'comma' })).delimiter).toBe(',');
  });

  it('may have its lines in quotes as wholes', async () => {
    const text = '"code,name,price"\n"44,""UK, fixed"",0.05"\n"49,Germany,0.06"\n"Total"\n';
    const file = await read(text);
    expect(file.sheets[0]!.rows).toEqual([
      { number: 1, cells: ['code', 'name', 'price'] },
      { number: 2, cells: ['44', 'UK, fixed', '0.05'] },
      { number: 3, cells: ['49', 'Germany', '0.06'] },
      { number: 4, cells: ['Total'] },
    ]);
    expect(file.warnings).toMatchObject([{ code: 'wrapped_lines' }]);
  });

  it('may end with the mark of DOS', async () => {
    expect((await read(`${CSV}\x1a`)).sheets[0]!.rows).toEqual(ROWS);
  });

  it('says what was odd in it', async () => {
    const { warnings } = await read('a,b\n"x" y,1\n2,"p,q\nr,s"\n');
    expect(warnings).toMatchObject([
      { code: 'stray_quotes', sheet: 'uk', row: 2 },
      { code: 'lines_in_cell', sheet: 'uk', row: 3 },
    ]);
  });
});

describe('an archive', () => {
  it.each([
    ['gz', gzipSync(CSV)],
    ['zip', zip({ 'uk.csv': CSV })],
    ['zip', zip({ 'uk.csv': CSV }, false)],
    ['zip', zip({ 'in/uk.csv': CSV, '__MACOSX/in/._uk.csv': 'x', 'in/.DS_Store': 'x' })],
  ])('of one file, %s, is that file', async (container, bytes) => {
    const file = await read(bytes);
    expect(file).toMatchObject({ container, format: 'csv', delimiter: ';' });
    expect(file.sheets[0]!.rows).toEqual(ROWS);
  });

  it('may hold a workbook', async () => {
    const book = XLSX.utils.book_new(XLSX.utils.aoa_to_sheet([['code'], ['44']]), 'S');
    const workbook = XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
    expect(await read(zip({ 'a.xlsx': workbook }))).toMatchObject({
      container: 'zip',
      format: 'xlsx',
    });
    expect(await read(gzipSync(workbook))).toMatchObject({ container: 'gz', format: 'xlsx' });
  });

  it.each([
    ['several files', zip({ 'a.csv': CSV, 'b.csv': CSV }), 'archive_entries'],
    ['no file', zip({ '__MACOSX/a': 'x' }), 'archive_entries'],
    ['a gz in a gz', gzipSync(gzipSync(CSV)), 'nested_archive'],
    ['a zip in a zip', zip({ 'a.zip': zip({ 'a.csv': CSV }) }), 'nested_archive'],
    ['a gz in a zip', zip({ 'a.csv.gz': gzipSync(CSV) }), 'nested_archive'],
    ['a zip in a gz', gzipSync(zip({ 'a.csv': CSV })), 'nested_archive'],
    ['an office document', zip({ '[Content_Types].xml': '', 'word/document.xml': '' }), ''],
    ['a text document', zip({ mimetype: 'application/vnd.oasis.opendocument.text' }), ''],
    ['a binary workbook', zip({ '[Content_Types].xml': '', 'xl/workbook.bin': '' }), ''],
    [
      'an encrypted spreadsheet',
      zip({
        mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
        'META-INF/manifest.xml': '<manifest:encryption-data/>',
        'content.xml': 'x',
      }),
      'password',
    ],
  ])('of %s is refused', async (_, bytes, code) => {
    expect(await codeOf(bytes)).toBe(code || 'unsupported_format');
  });
});

describe('a bomb', () => {
  const zeros = Buffer.alloc(30_000_000, 0x30);

  it.each([
    ['gz', gzipSync(zeros)],
    ['zip', zip({ 'a.csv': zeros })],
    ['xlsx', zip({ '[Content_Types].xml': '', 'xl/workbook.xml': zeros })],
    [
      'ods',
      zip({
        mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
        'content.xml': zeros,
      }),
    ],
  ])('in %s is refused by its ratio or its size', async (_, bytes) => {
    expect(await codeOf(bytes)).toBe('packing_ratio');
    const packingRatioMax = 1_000_000;
    const large = await codeOf(bytes, { limits: { packingRatioMax, fileBytesMax: 20_000_000 } });
    expect(large).toMatch(/^(?:file_too_large|damaged_file)$/);
    const unpackedBytesMax = 20_000_000;
    const unpacked = await codeOf(bytes, { limits: { packingRatioMax, unpackedBytesMax } });
    expect(unpacked).toMatch(/^(?:unpacked_too_large|damaged_file)$/);
  });
});

describe('a zip archive that lies', () => {
  const honest = zip({ 'aaa.csv': CSV, 'bbb.csv': 'x' });
  const END = honest.length - 22;
  const centralAt = honest.readUInt32LE(END + 16);
  const secondAt = honest.indexOf('PK\x01\x02', centralAt + 4, 'latin1');

  function changed(change: (bytes: Buffer) => void): Buffer {
    const bytes = Buffer.from(honest);
    change(bytes);
    return bytes;
  }

  it.each([
    ['about the place of its directory', changed((b) => b.writeUInt32LE(centralAt + 1, END + 16))],
    ['about the number of entries', changed((b) => b.writeUInt16LE(1, END + 10))],
    ['about an offset', changed((b) => b.writeUInt32LE(0x7fffffff, secondAt + 42))],
    ['with overlapping entries', changed((b) => b.writeUInt32LE(0, secondAt + 42))],
    ['about a packed size', changed((b) => b.writeUInt32LE(0x7fffffff, centralAt + 20))],
    ['about a name', changed((b) => b.write('ccc', 30))],
    [
      'with one name twice',
      changed((b) => {
        b.write('aaa', secondAt + 46);
        b.write('aaa', b.indexOf('bbb'));
      }),
    ],
    ['with more behind it', Buffer.concat([honest, Buffer.from('more')])],
    ['cut off', honest.subarray(0, honest.length - 1)],
  ])('%s is refused', async (_, bytes) => {
    expect(await codeOf(bytes)).toBe('damaged_file');
  });

  it.each([
    ['size', 24, 5],
    ['checksum', 16, 5],
  ])('about an unpacked %s is refused', async (_, field, value) => {
    const bytes = zip({ 'a.csv': CSV });
    const at = bytes.readUInt32LE(bytes.length - 6);
    bytes.writeUInt32LE(value, at + field);
    expect(await codeOf(bytes)).toBe('damaged_file');
  });

  it('or is protected is refused with that word', async () => {
    expect(await codeOf(changed((b) => b.writeUInt16LE(1, centralAt + 8)))).toBe('password');
  });
});

describe('a file that is no deck', () => {
  it.each([
    ['empty', '', 'empty_file'],
    ['blank', ' \n\n,,\n', 'empty_file'],
    ['PDF', '%PDF-1.7\n', 'unsupported_format'],
    ['HTML', '<html><table></table></html>', 'unsupported_format'],
    ['XML', '\ufeff<?xml version="1.0"?><Workbook/>', 'unsupported_format'],
    ['tar', `${'\0'.repeat(257)}ustar`, 'unsupported_format'],
    ['7z', Buffer.from('377abcaf271c0004', 'hex'), 'unsupported_format'],
    ['bytes', Buffer.from([1, 2, 3, 0, 0, 0, 0, 5]), 'binary_file'],
  ])('%s is refused', async (_, content, code) => {
    expect(await codeOf(content)).toBe(code);
  });

  it('too large is refused', async () => {
    expect(await codeOf(CSV, { limits: { fileBytesMax: 5 } })).toBe('file_too_large');
  });

  it('that takes too long is refused', async () => {
    expect(await codeOf('a,b\n'.repeat(10_000), { limits: { secondsMax: 0 } })).toBe('too_slow');
  });
});
