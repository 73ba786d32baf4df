/** Well-read decks at random, each with one thing changed. */

export type Random = () => number;

/** Mulberry32: small, and the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const PLACES = [
  ...['Afghanistan 93', 'Afghanistan Mobile 9370', 'Albania 355', 'Algeria 213', 'Austria 43'],
  ...['Austria Mobile 43664', 'Belgium 32', 'Chile 56', 'Denmark 45', 'Egypt 20', 'France 33'],
  ...['France Mobile 336', 'Germany 49', 'Germany Mobile 4915', 'Italy 39', 'Norway 47'],
  ...['Peru 51', 'Oman 968', 'Spain 34', 'Sweden 46', 'United Kingdom 44'],
];

type Table = string[][];

export interface Garbling {
  readonly whole: string;
  readonly garbled: string;
  readonly how: string;
}

function table(random: Random): Table {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const headers: Record<string, readonly string[]> = {
    name: ['Destination', 'Name', 'Zone Name'],
    code: ['Prefix', 'Code', 'Dial Code'],
    price: ['Rate', 'Price', 'Rate/min'],
    date: ['Effective Date', 'Valid From'],
    intervals: ['Billing Increment', 'Intervals'],
    fee: ['Connection Fee', 'Setup Fee'],
  };
  const fields = [
    'name',
    'code',
    'price',
    ...['date', 'intervals', 'fee'].filter(() => random() < 0.5),
  ];
  const rows = PLACES.map((place) => {
    const [code] = /\d+$/.exec(place)!;
    const cells: Record<string, string> = {
      name: place.slice(0, -code.length).trim(),
      code,
      price: `0.${String(Math.floor(random() * 3000) + 100).padStart(4, '0')}`,
      date: '2026-12-24',
      intervals: pick(['1/1', '60/60', '60/1', '30/6']),
      fee: pick(['0', '0.01', '0.05']),
    };
    return fields.map((field) => cells[field]!);
  });
  return [fields.map((field) => pick(headers[field]!)), ...rows];
}

const text = (rows: Table, delimiter = ','): string =>
  rows.map((row) => row.join(delimiter)).join('\n');

const withColumn = (
  rows: Table,
  at: number,
  header: string,
  cell: (row: number) => string,
): Table => rows.map((row, index) => row.toSpliced(at, 0, index === 0 ? header : cell(index)));

type Garble = (rows: Table, random: Random) => string;

const GARBLES: Readonly<Record<string, Garble>> = {
  renamed: (rows, random) => {
    const at = Math.floor(random() * rows[0]!.length);
    const word = ['Kolumna', 'Thing', 'Field 7', 'Info'][Math.floor(random() * 4)]!;
    return text(rows.map((row, index) => (index === 0 ? row.with(at, word) : row)));
  },
  swapped: (rows, random) => {
    const [a, b] = [random(), random()].map((one) => Math.floor(one * rows[0]!.length));
    return text(rows.map((row) => row.with(a!, row[b!]!).with(b!, row[a!]!)));
  },
  headless: (rows) => text(rows.slice(1)),
  labelled: (rows, random) => text(withColumn(rows, at(rows, random), 'Quality', () => 'Premium')),
  numbered: (rows, random) =>
    text(withColumn(rows, at(rows, random), 'Op Id', (row) => String(1000 + row * 7))),
  dated: (rows, random) =>
    text(withColumn(rows, at(rows, random), 'Created Date', () => '2025-03-09')),
  timed: (rows, random) => text(withColumn(rows, at(rows, random), 'Begin', () => '00:00:00')),
  stated: (rows, random) => text(withColumn(rows, at(rows, random), 'Status', () => '1')),
  semicolons: (rows) => text(rows, ';'),
  bars: (rows) => text(rows, '|'),
  tabs: (rows) => text(rows, '\t'),
  quoted: (rows, random) =>
    rows
      .map((row, index) => (index > 0 && random() < 0.3 ? `"${row.join(',')}"` : row.join(',')))
      .join('\n'),
};

const at = (rows: Table, random: Random): number => Math.floor(random() * (rows[0]!.length + 1));

export function garblings(random: Random): Garbling {
  const rows = table(random);
  const names = Object.keys(GARBLES);
  const how = names[Math.floor(random() * names.length)]!;
  return { whole: text(rows), garbled: GARBLES[how]!(rows, random), how };
}
