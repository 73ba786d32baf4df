import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { ReadBudget } from '../container/limits.js';
import { CsvParser } from './csv-parser.js';

const SEED = Number(process.env['RATEDECK_SEED'] ?? 20_261_121);

function parse(text: string, delimiter = ',') {
  return new CsvParser(text, delimiter, new ReadBudget()).parse();
}

function cellsOf(text: string, delimiter = ',') {
  return parse(text, delimiter).rows.map(({ cells }) => cells);
}

describe('a file that keeps the rules', () => {
  it('has rows of cells, empty ones as null, rows without any content left out', () => {
    const parser = parse('a,b\n\n1,\n , \n,,\nx,y,z');
    expect(parser.rows).toEqual([
      { number: 1, cells: ['a', 'b'] },
      { number: 3, cells: ['1', null] },
      { number: 6, cells: ['x', 'y', 'z'] },
    ]);
    expect(parser.lineCount).toBe(6);
  });

  it.each([
    ['LF', 'a,b\n1,2\n'],
    ['CRLF', 'a,b\r\n1,2\r\n'],
    ['CR', 'a,b\r1,2\r'],
    ['mixed, without an end', 'a,b\r1,2'],
  ])('ends its lines with %s', (_, text) => {
    const parser = parse(text);
    expect(parser.rows).toEqual([
      { number: 1, cells: ['a', 'b'] },
      { number: 2, cells: ['1', '2'] },
    ]);
    expect(parser.lineCount).toBe(2);
  });

  it('numbers rows by lines of the file, through quoted line ends of each kind', () => {
    const { rows, lineCount } = parse('"a\nb\r\nc\rd",1\r\n"x""y",2\n3,4');
    expect(rows).toEqual([
      { number: 1, cells: ['a\nb\r\nc\rd', '1'] },
      { number: 5, cells: ['x"y', '2'] },
      { number: 6, cells: ['3', '4'] },
    ]);
    expect(lineCount).toBe(6);
  });

  it('gives the answers of another reader', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'ab1 ,;"\n\r\té€'), maxLength: 6 });
    const row = fc.array(cell, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n', '\r'),
        (rows, delimiter, newline) => {
          const text = Papa.unparse(rows, { delimiter, newline });
          const expected = Papa.parse<string[]>(text, { delimiter, newline }).data;
          const withContent = expected.filter((cells) =>
            cells.some((value) => value.trim() !== ''),
          );
          expect(cellsOf(text, delimiter)).toEqual(
            withContent.map((cells) => cells.map((value) => (value === '' ? null : value))),
          );
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });
});

describe('quotes', () => {
  it('within a cell are characters', () => {
    const { rows, strayQuotes } = parse('911;ПАО "МТС";5" pipe\n', ';');
    expect(rows[0]!.cells).toEqual(['911', 'ПАО "МТС"', '5" pipe']);
    expect(strayQuotes.count).toBe(0);
  });

  it('count after blanks too, when they close before the cell ends', () => {
    expect(cellsOf('"93", "Congo, Dem. Rep." ,\t""\n')).toEqual([['93', 'Congo, Dem. Rep.', null]]);
    expect(cellsOf('1, "open\n2,x')).toEqual([
      ['1', ' "open'],
      ['2', 'x'],
    ]);
  });

  it('with text behind them keep the cell as written, and are seen', () => {
    const { rows, strayQuotes } = parse('x\n"User 10" <114>,114,"SIP/113,60,rI",8\n');
    expect(rows[1]!.cells).toEqual(['"User 10" <114>', '114', 'SIP/113,60,rI', '8']);
    expect(strayQuotes).toEqual({ count: 1, line: 2 });
  });

  it.each([
    ['at the end of the file', 'a,b\n"c,d\ne,f\n', 'line 2, column 1'],
    ['before another quoted cell', 'a,b\n1,"c\n"x",2\n', 'line 2, column 2'],
  ])('never closed are an error: %s', (_, text, place) => {
    expect(() => parse(text)).toThrow(place);
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'unterminated_quote' }));
  });

  it('around lines that look like rows are seen', () => {
    expect(parse('a,"b\nc,d\ne,f",g\n').swallowedLines).toEqual({ count: 1, line: 1 });
    expect(parse('a,"only\na note, really",g\n').swallowedLines.count).toBe(0);
  });
});

describe('limits', () => {
  const parseWithin = (text: string, limits: object) =>
    new CsvParser(text, ',', new ReadBudget(limits)).parse();

  it.each([
    ['rows', 'a\nb\nc\n', { rowsMax: 2 }, 'too_many_rows'],
    ['cells', 'a,b\nc,d\n', { cellsMax: 3 }, 'too_many_cells'],
    ['cells of one row', `${','.repeat(100_000)}a`, { cellsMax: 50_000 }, 'too_many_cells'],
    ['characters', 'a,bcd\n', { cellCharactersMax: 2 }, 'cell_too_long'],
    ['characters in quotes', '"abc"\n', { cellCharactersMax: 2 }, 'cell_too_long'],
  ])('of %s', (_, text, limits, code) => {
    expect(() => parseWithin(text, limits)).toThrow(expect.objectContaining({ code }));
  });

  it('blank lines cost nothing', () => {
    expect(parseWithin('\n'.repeat(1000), { rowsMax: 1 }).lineCount).toBe(1000);
  });
});
