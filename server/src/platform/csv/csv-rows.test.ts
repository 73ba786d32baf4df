import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CsvFault, readCsvRows } from './csv-rows.js';
import { detectDelimiter, parseHeaderLine } from './header-line.js';

function read(text: string, delimiter = ',') {
  const rows: { cells: string[]; line: number }[] = [];
  const faults: CsvFault[] = [];
  const start = { position: 0, line: 1 };
  readCsvRows(
    text,
    delimiter,
    start,
    (cells, line) => rows.push({ cells, line }),
    (fault) => faults.push(fault),
  );
  return { rows, faults };
}

test('plain rows, CRLF, blank lines, a last line without an end', () => {
  const { rows, faults } = read('a,b\r\n\r\nc,\n\nd,e');
  expect(faults).toEqual([]);
  expect(rows).toEqual([
    { cells: ['a', 'b'], line: 1 },
    { cells: ['c', ''], line: 3 },
    { cells: ['d', 'e'], line: 5 },
  ]);
});

test('quotes may hold delimiters, quotes and line breaks; lines go on being counted', () => {
  const { rows, faults } = read('"a,1","say ""hi"""\n"two\r\nlines",x\nlast,y\n');
  expect(faults).toEqual([]);
  expect(rows).toEqual([
    { cells: ['a,1', 'say "hi"'], line: 1 },
    { cells: ['two\r\nlines', 'x'], line: 2 },
    { cells: ['last', 'y'], line: 4 },
  ]);
});

test.each([
  ['x,5" pipe\nok,1\n', 1, /inside a cell/],
  ['ok,1\n"a"b,2\nok,1\n', 2, /follows a closing quote/],
  ['ok,1\n"never,2\nok,1\n', 2, /never closed/],
])('%j has a fault on line %i', (text, line, message) => {
  const { rows, faults } = read(text);
  expect(faults).toHaveLength(1);
  expect(faults[0]!.line).toBe(line);
  expect(faults[0]!.message).toMatch(message);
  expect(rows.every((row) => row.cells.join() === 'ok,1')).toBe(true);
});

test('what is written with quotes where needed is read as it was', () => {
  const cell = fc.stringMatching(/^[a-c",;\n\r ]{0,6}$/);
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 });
  const written = (text: string): string =>
    /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  fc.assert(
    fc.property(table, fc.constantFrom('\n', '\r\n'), (rows, lineEnd) => {
      const text = rows.map((row) => row.map(written).join(',') + lineEnd).join('');
      expect(read(text)).toMatchObject({ faults: [], rows: rows.map((cells) => ({ cells })) });
    }),
  );
});

test.each([
  ['to,at,volume', ','],
  ['to;at;"a,b,c,d"', ';'],
  ['to\tat', '\t'],
  ['to|at|x,y', '|'],
  ['to', ','],
])('the delimiter of %j is %j', (header, delimiter) => {
  expect(detectDelimiter(header)).toBe(delimiter);
});

test('a header may have a byte order mark, quotes, blanks and a line end', () => {
  expect(parseHeaderLine('\uFEFF"to", at ,volume\r\n')).toEqual({
    delimiter: ',',
    cells: ['to', 'at', 'volume'],
  });
});
