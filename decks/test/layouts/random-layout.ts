/**
 * Decks whose rates are known, in layouts as strangers make them: headers that the trade uses, or
 * none; columns in any order; ids, labels and figures between them; dates, decimal marks, delimiters
 * and increments in many forms. Destinations are those of the world's code deck, so that names and
 * codes fit each other.
 */

import type { Random } from '../../../engine/test/random.js';
import type { CodeName } from '../../src/deck/deck.js';
import type { Table } from '../expected-text.js';

export interface RandomLayout {
  readonly text: string;
  readonly rates: Table;
  readonly hasHeader: boolean;
}

interface Column {
  readonly header: string;
  cell(row: Row): string;
}

interface Row {
  readonly at: number;
  readonly destination: CodeName;
  readonly price: string;
  readonly intervals: readonly [number, number];
  /** `2026-12-24` */
  readonly date: string;
}

const HEADERS = {
  code: ['Code', 'Prefix', 'Dial Code', 'Destination Code', 'Dialing Code', 'Called Prefix'],
  name: ['Destination', 'Name', 'Description', 'Destination Name', 'Zone', 'Route'],
  price: ['Rate', 'Price', 'Rate/min', 'Price per minute', 'Rate (USD)', 'USD/min', 'Call Rate'],
  first: ['First Interval', 'Initial Increment', 'Min Time', 'Minimum Duration', 'Interval 1'],
  next: ['Next Interval', 'Increment', 'Interval N', 'Subsequent Increment'],
  both: ['Increments', 'Billing', 'Rounding', 'Billing Increment'],
  date: ['Effective Date', 'Effective', 'Valid From', 'Start Date', 'Eff. Date'],
  fee: ['Connection Fee', 'Setup Fee', 'Connect Charge'],
} as const;

const INTERVALS = [
  [1, 1],
  [60, 60],
  [30, 6],
  [60, 1],
  [6, 6],
] as const;

const DATE_FORMS: readonly ((year: string, month: string, day: string) => string)[] = [
  (year, month, day) => `${year}-${month}-${day}`,
  (year, month, day) => `${day}/${month}/${year}`,
  (year, month, day) => `${month}/${day}/${year}`,
  (year, _month, day) => `${day}-Dec-${year}`,
  (year, month, day) => `${day}.${month}.${year}`,
  (year, month, day) => `${year}${month}${day}`,
];

export function randomLayout(random: Random, destinations: readonly CodeName[]): RandomLayout {
  const comma = random.chance(30);
  const amount = (text: string): string => (comma ? text.replace('.', ',') : text);
  const delimiter = random.pick(comma ? [';', '\t'] : [',', ';', '\t', '|']);
  const rows = randomRows(random, destinations);
  const { columns, fields } = meaningfulColumns(random, amount);
  const all = random.shuffle([...columns, ...extraColumns(random, amount)]);
  const hasHeader = random.chance(85);
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell) => (/["\n]/.test(cell) || cell.includes(delimiter) ? quoted(cell) : cell))
      .join(delimiter);
  const lines = [
    ...(random.chance(20) ? ['Meridian Transit Ltd', 'Rate notification', ''] : []),
    ...(hasHeader ? [line(all.map(({ header }) => header))] : []),
    ...rows.map((row) => line(all.map((column) => column.cell(row)))),
    ...(random.chance(15) ? ['', 'All prices per minute'] : []),
  ];
  return { text: `${lines.join('\n')}\n`, rates: rows.map(fields), hasHeader };
}

function randomRows(random: Random, destinations: readonly CodeName[]): Row[] {
  const count = random.between(5, 45);
  const step = random.between(1, 6);
  const from = random.between(0, destinations.length - count * step - 1);
  const decimals = random.pick([4, 4, 5, 6, 3]);
  return Array.from({ length: count }, (_, at) => ({
    at,
    destination: destinations[from + at * step]!,
    price: `0.${random.digits(decimals - 1)}${random.between(1, 9)}`,
    intervals: random.pick(INTERVALS),
    date: random.pick(['2026-12-24', '2026-12-31', '2026-12-15']),
  }));
}

/** The columns that make rates, and what they make of a row. */
function meaningfulColumns(
  random: Random,
  amount: (text: string) => string,
): { columns: Column[]; fields: (row: Row) => Readonly<Record<string, string>> } {
  const columns: Column[] = [
    column(random, 'code', ({ destination }) => destination.code),
    column(random, 'price', ({ price }) => amount(price)),
  ];
  if (random.chance(90)) columns.push(column(random, 'name', (row) => row.destination.name));
  const billing = random.pick(['none', 'apart', 'apart', 'next', 'cell'] as const);
  if (billing === 'apart') columns.push(column(random, 'first', (row) => `${row.intervals[0]}`));
  if (billing === 'apart' || billing === 'next') {
    columns.push(column(random, 'next', (row) => `${row.intervals[1]}`));
  }
  const mark = random.pick(['/', '/', '-', ' / ', '+']);
  if (billing === 'cell') columns.push(column(random, 'both', (row) => row.intervals.join(mark)));
  const form = random.chance(85) ? random.pick(DATE_FORMS) : null;
  if (form !== null) columns.push(column(random, 'date', ({ date }) => dateText(date, form)));
  const hasFee = random.chance(20);
  if (hasFee) columns.push(column(random, 'fee', () => amount('0.01')));
  const fields = ({ destination, price, intervals, date }: Row) => ({
    code: destination.code,
    price: price.replace(/\.?0+$/, ''),
    firstInterval: { none: '-', apart: `${intervals[0]}`, next: '-', cell: `${intervals[0]}` }[
      billing
    ],
    nextInterval: billing === 'none' ? '-' : `${intervals[1]}`,
    effectiveFrom: form === null ? '-' : date,
    setupFee: hasFee ? '0.01' : '-',
  });
  return { columns, fields };
}

function column(random: Random, kind: keyof typeof HEADERS, cell: Column['cell']): Column {
  return { header: random.pick<string>(HEADERS[kind]), cell };
}

function dateText(date: string, form: (typeof DATE_FORMS)[number]): string {
  const [year, month, day] = date.split('-');
  return form(year!, month!, day!);
}

/** Columns that price nothing. */
function extraColumns(random: Random, amount: (text: string) => string): Column[] {
  const some =
    (...words: string[]): Column['cell'] =>
    () =>
      random.pick(words);
  const extras: Column[] = [
    { header: 'ID', cell: ({ at }) => String(4711 + at) },
    { header: '#', cell: ({ at }) => String(at + 1) },
    { header: 'ISO', cell: ({ destination }) => destination.country },
    { header: 'Comment', cell: () => '' },
    { header: 'Currency', cell: () => 'USD' },
    { header: 'Change', cell: some('Increase', 'Decrease', 'No change', 'New') },
    { header: 'Old Rate', cell: () => amount(`0.${random.digits(4)}`) },
    { header: 'ASR', cell: () => String(random.between(30, 80)) },
    { header: 'Type', cell: ({ destination }) => destination.type },
    { header: 'Trunk', cell: () => '204' },
    { header: 'Operator', cell: some('A', 'B') },
    { header: 'Quality', cell: some('Premium', 'Standard') },
    { header: 'Created Date', cell: () => '2026-11-01' },
    { header: 'Status', cell: () => 'Active' },
  ];
  return random.some(extras, random.between(0, 3));
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}
