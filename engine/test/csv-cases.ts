/**
 * What each reader of CSV in the product makes of the same bytes. Three dialects are enough:
 *
 * - `events`: files of calls. Nothing is refused but a quote that stays open, and that record
 *   alone.
 * - `deck`: rate decks. As events; a quote that stays open refuses the file, since rows could be
 *   lost.
 * - `strict`: rates of a book, written by programs. Quotes that are not well formed are faults.
 *
 * A row of the table names what is common and then only what differs.
 */

export interface CsvCase {
  readonly name: string;
  readonly text: string;
  /** Left out = comma. */
  readonly delimiter?: string;
  /** Records without blanks around cells that are not quoted. */
  readonly records: readonly (readonly string[])[];
  /** Positions in `records` of those with a quote that stays open, in the dialect `events`. */
  readonly leftOpen?: readonly number[];
  /** `fault` where the dialect refuses it, or its records where they are others. */
  readonly deck?: 'fault' | readonly (readonly string[])[];
  readonly strict?: 'fault' | readonly (readonly string[])[];
}

export const CSV_CASES: readonly CsvCase[] = [
  {
    name: 'plain',
    text: 'a,b\nc,d\n',
    records: [
      ['a', 'b'],
      ['c', 'd'],
    ],
  },
  {
    name: 'no line end at the end',
    text: 'a,b\nc,d',
    records: [
      ['a', 'b'],
      ['c', 'd'],
    ],
  },
  {
    name: 'CRLF',
    text: 'a,b\r\nc,d\r\n',
    records: [
      ['a', 'b'],
      ['c', 'd'],
    ],
  },
  {
    name: 'CR alone',
    text: 'a,b\rc,d\r',
    records: [
      ['a', 'b'],
      ['c', 'd'],
    ],
  },
  {
    name: 'mixed line ends',
    text: 'a,b\rc,d\r\ne,f\ng,h',
    records: [
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
      ['g', 'h'],
    ],
  },
  {
    name: 'blank lines',
    text: '\na,b\n\r\n\r\r\nc,d\n\n',
    records: [
      ['a', 'b'],
      ['c', 'd'],
    ],
  },
  {
    name: 'empty cells',
    text: 'a,,\n,b,c\n',
    records: [
      ['a', '', ''],
      ['', 'b', 'c'],
    ],
  },
  { name: 'one column', text: 'a\nb\n', records: [['a'], ['b']] },
  { name: 'quoted', text: '"a","b"\n', records: [['a', 'b']] },
  { name: 'quoted and empty', text: '"",b\n', records: [['', 'b']] },
  { name: 'a quoted delimiter', text: '"a,b",c\n', records: [['a,b', 'c']] },
  { name: 'doubled quotes', text: '"a ""b""",c\n', records: [['a "b"', 'c']] },
  { name: 'nothing but doubled quotes', text: '"""",c\n', records: [['"', 'c']] },
  {
    name: 'a quoted line feed',
    text: '"a\nb",c\nd,e\n',
    records: [
      ['a\nb', 'c'],
      ['d', 'e'],
    ],
  },
  {
    name: 'a quoted CRLF',
    text: '"a\r\nb",c\r\nd,e\r\n',
    records: [
      ['a\r\nb', 'c'],
      ['d', 'e'],
    ],
  },
  {
    name: 'a quoted CR',
    text: '"a\rb",c\rd,e\r',
    records: [
      ['a\rb', 'c'],
      ['d', 'e'],
    ],
  },
  { name: 'quoted blanks', text: '" a ",b\n', records: [[' a ', 'b']] },
  {
    name: 'blanks behind a closing quote',
    text: '"a" ,b\n"c","d" \n',
    records: [
      ['a', 'b'],
      ['c', 'd'],
    ],
    strict: 'fault',
  },
  {
    name: 'a quote inside a cell',
    text: '5" pipe,b\nc,d\n',
    records: [
      ['5" pipe', 'b'],
      ['c', 'd'],
    ],
    strict: 'fault',
  },
  {
    name: 'text behind a closing quote',
    text: '"Ann" <100>,b\nc,d\n',
    records: [
      ['"Ann" <100>', 'b'],
      ['c', 'd'],
    ],
    strict: 'fault',
  },
  {
    name: 'text behind a closing quote, quotes further on',
    text: '"Ann" <100>,"x,y",c\n',
    records: [['"Ann" <100>', 'x,y', 'c']],
    strict: 'fault',
  },
  {
    name: 'quotes that were not doubled',
    text: '""Ann" <100>",b\n',
    records: [['"Ann" <100>', 'b']],
    deck: [['""Ann" <100>"', 'b']],
    strict: 'fault',
  },
  {
    name: 'quotes that were not doubled, with a delimiter',
    text: '""Ash, Ann" <100>",b\n',
    records: [['"Ash, Ann" <100>', 'b']],
    deck: [['""Ash', ' Ann" <100>"', 'b']],
    strict: 'fault',
  },
  {
    name: 'an empty pair of quotes and text',
    text: '""Ann,b\n',
    records: [['""Ann', 'b']],
    strict: 'fault',
  },
  {
    name: 'a quote that is never closed',
    text: 'a,"b\nc,d\n',
    records: [
      ['a', '"b'],
      ['c', 'd'],
    ],
    leftOpen: [0],
    deck: 'fault',
    strict: 'fault',
  },
  {
    name: 'an open quote that meets one further on',
    text: 'a,"b\nc,"d" e\nf,g\n',
    records: [
      ['a', '"b'],
      ['c', '"d" e'],
      ['f', 'g'],
    ],
    leftOpen: [0],
    deck: 'fault',
    strict: 'fault',
  },
  { name: 'semicolons', text: 'a;"b;c";1,5\n', delimiter: ';', records: [['a', 'b;c', '1,5']] },
  {
    name: 'tabs',
    text: 'a\t\t"b\tc"\n\td\te\n',
    delimiter: '\t',
    records: [
      ['a', '', 'b\tc'],
      ['', 'd', 'e'],
    ],
  },
  { name: 'bars', text: 'a|"b|c"|d\n', delimiter: '|', records: [['a', 'b|c', 'd']] },
  { name: 'zero bytes', text: 'a\u0000,b\n', records: [['a\u0000', 'b']] },
  { name: 'letters of more than one byte', text: 'Zürich,"東京"\n', records: [['Zürich', '東京']] },
];
