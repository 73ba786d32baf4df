import { describe, expect, it } from 'vitest';
import { ReadBudget } from '../container/limits.js';
import { readCsv } from './read-csv.js';

function read(text: string, options = {}) {
  const content = readCsv(new TextEncoder().encode(text), 'deck.csv', options, new ReadBudget());
  const [sheet] = content.sheets;
  return {
    rows: sheet!.rows.map(({ cells }) => cells.map((cell) => cell ?? '').join('|')),
    told: content.warnings.map(({ code }) => code),
    hasJoinedDecimals: sheet!.hasJoinedDecimals === true,
  };
}

describe('columns by blanks', () => {
  it('stand where every line is blank, empty cells too', () => {
    const text = 'Rates of ours\nCode    Name            Rate\n93      Afghanistan     0,21\n355';
    const { rows, told } = read(`${text}                     0,18\n43      Austria         0,01\n`);
    expect(rows).toEqual([
      'Rates of ours',
      ...['Code|Name|Rate', '93|Afghanistan|0,21', '355||0,18', '43|Austria|0,01'],
    ]);
    expect(told).toEqual(['blank_columns']);
  });

  it('are none where a delimiter parts as many cells', () => {
    const text = 'code,   name,      rate\n93,     Aaa,       0.1\n94,     Bbb,       0.2\n';
    expect(read(text)).toMatchObject({ told: [] });
  });
});

describe('single quotes', () => {
  it('are quotes where all lines have them, doubled or not within', () => {
    const text = "'code','name'\n'225','Cote d'Ivoire, Fixed'\n'226','it''s \"this\"'\n";
    const { rows, told } = read(text);
    expect(rows).toEqual(['code|name', "225|Cote d'Ivoire, Fixed", '226|it\'s "this"']);
    expect(told).toEqual(['single_quotes']);
  });

  it('are texts of a spreadsheet elsewhere', () => {
    expect(read("'93,Aaa,0.1\n'94,Bbb,0.2\n").rows).toEqual(["'93|Aaa|0.1", "'94|Bbb|0.2"]);
  });
});

describe('colons', () => {
  it('part cells where nothing else does', () => {
    expect(read('code:name:rate\n93:Aaa:0.1\n').rows).toEqual(['code|name|rate', '93|Aaa|0.1']);
    expect(read('code,from\n93,08:00\n94,09:00\n').rows[1]).toBe('93|08:00');
  });
});

describe('more cells than the header', () => {
  it('are words put together where the other rows show which are figures', () => {
    const text = 'name,code,rate\nAaa,43,0.1\nAaa, Mobile,43664,0.2\nBbb,49,0.3\n';
    const { rows, told } = read(text);
    expect(rows[2]).toBe('Aaa, Mobile|43664|0.2');
    expect(told).toEqual(['wide_rows']);
  });

  it('stay as they are where two ways fit', () => {
    const text = 'name,place,rate\nAaa,x,0.1\nAaa,Mobile,y,0.2\nBbb,z,0.3\n';
    expect(read(text).rows[2]).toBe('Aaa|Mobile|y|0.2');
  });

  it('are amounts put together where one place has a zero before digits', () => {
    const text = 'name,code,rate,fee\nAaa,43,0,0137,0,05\nBbb,44,0,0251,0,05\nCcc,45,1,2,0,10\n';
    const { rows, hasJoinedDecimals } = read(text);
    expect(hasJoinedDecimals).toBe(false);
    expect(rows[1]).toBe('Aaa|43|0|0137|0|05');
    const whole = read(text.replace('1,2,', '1,20,'));
    expect(whole.hasJoinedDecimals).toBe(true);
    expect(whole.rows.slice(1)).toEqual([
      'Aaa|43|0,0137|0,05',
      'Bbb|44|0,0251|0,05',
      'Ccc|45|1,20|0,10',
    ]);
  });
});
