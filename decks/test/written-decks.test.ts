/**
 * What Ratedeck writes, Ratedeck reads back the same: every field of a rate, in CSV of each
 * delimiter, in XLSX and in XLS, codes and names that look like formulas included.
 */

import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Rate } from '@ratedeck/engine';
import { describe, expect, it } from 'vitest';
import { Random } from '../../engine/test/random.js';
import { openDeck } from '../src/index.js';
import { canonicalSheet } from '../src/write/canonical-csv.js';
import { csvLines } from '../src/write/csv-lines.js';
import { editSheet } from '../src/write/edit-sheet.js';
import type { OutputSheet } from '../src/write/output-sheet.js';
import { writeXls } from '../src/write/write-xls.js';
import { writeXlsx } from '../src/write/write-xlsx.js';

const seed = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 1_000_000);
const decks = Number(process.env['RATEDECK_DECKS'] ?? 30);

console.log(`written-decks.test.ts: RATEDECK_SEED=${seed} RATEDECK_DECKS=${decks}`);

const texts = [
  ...['Austria', 'Austria, Mobile "Alpha"', '=SUM(A1)', '+43 (mobile)', '-', '@home', "'t Gooi"],
  ...[
    "''",
    '\tindented',
    'Österreich; Москва',
    'two\nlines',
    '0043',
    '1e5',
    'TRUE',
    'Total',
    '#N/A',
  ],
];

function randomAmount(random: Random): string {
  const fraction = `${random.digits(random.between(0, 9))}${random.between(1, 9)}`;
  return random.chance(20) ? String(random.between(0, 99)) : `${random.between(0, 9)}.${fraction}`;
}

function randomInstant(random: Random): string {
  const day = `2026-${String(random.between(1, 12)).padStart(2, '0')}-${random.between(10, 28)}`;
  return `${day}T${random.pick(['00:00:00', '06:30:00', '23:59:59'])}Z`;
}

function randomRate(random: Random, code: string): Rate {
  const some = <T>(percent: number, field: string, value: () => T): Record<string, T> =>
    random.chance(percent) ? { [field]: value() } : {};
  // A row without a code that says "Total" somewhere is one; the catch-all does not say so.
  const text = (): string => (code === '' ? 'Rest of the world' : random.pick(texts));
  const blocked = code !== '' && random.chance(5);
  return {
    code,
    ...(blocked ? { blocked: true } : { price: randomAmount(random) }),
    ...some(90, 'name', text),
    ...some(30, 'description', text),
    ...some(20, 'sourceCode', () => random.between(1, 9) + random.digits(random.between(0, 5))),
    ...some(20, 'numberLength', () => ({ min: 5, max: random.between(6, 15) })),
    ...some(20, 'timeProfile', () => random.pick(['Business hours', 'Weekend nights'])),
    ...some(20, 'tag', () => random.pick(['cli', 'non-cli'])),
    ...some(20, 'category', () => random.pick(['mobile', 'premium'])),
    ...some(30, 'firstPrice', () => randomAmount(random)),
    ...some(80, 'firstInterval', () => random.pick([1, 6, 30, 60])),
    ...some(80, 'nextInterval', () => random.pick([1, 6, 60])),
    ...some(20, 'freeVolume', () => random.between(1, 30)),
    ...some(20, 'setupFee', () => randomAmount(random)),
    ...some(10, 'setupFeeMode', () => random.pick(['add', 'minimum'])),
    ...some(20, 'graceVolume', () => random.between(1, 5)),
    ...some(10, 'graceMode', () => random.pick(['inclusive', 'exclusive'])),
    ...some(10, 'surcharge', () => '0.1'),
    ...some(10, 'tiers', () => [{ from: 300, price: '0.0050', interval: 60 }]),
    ...some(10, 'maxCharge', () => randomAmount(random)),
    ...some(70, 'effectiveFrom', () => randomInstant(random)),
    ...some(10, 'effectiveTo', () => '2027-06-30T00:00:00Z'),
    ...some(20, 'notes', text),
  };
}

/** The catch-all among them, and a leading zero; two of them would be an access prefix. */
function randomTable(random: Random): Rate[] {
  const codes = new Set(['', '0', '043']);
  while (codes.size < 40) codes.add(random.between(1, 9) + random.digits(random.between(0, 11)));
  return [...codes].map((code) => randomRate(random, code));
}

async function bytesOf(sheet: OutputSheet, format: string): Promise<Uint8Array> {
  if (format === 'xls') return writeXls(sheet);
  if (format === 'xlsx') {
    const sink = new PassThrough();
    const [bytes] = await Promise.all([buffer(sink), writeXlsx(sheet, sink)]);
    return new Uint8Array(bytes);
  }
  const delimiter = { csv: ',', semicolon: ';', tab: '\t', pipe: '|' }[format] as ',';
  const lines = [...csvLines(sheet, delimiter)];
  return new Uint8Array(Buffer.from(`${lines.join('\r\n')}\r\n`, 'utf8'));
}

function inOrder(rates: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  return [...rates].sort((a, b) => (String(a['code']) < String(b['code']) ? -1 : 1));
}

/** Amounts by value: a spreadsheet drops zeros at the end. */
function byValue(rate: Rate): Record<string, unknown> {
  const trim = (value: unknown): unknown =>
    typeof value === 'string' && /^\d+\.\d+$/.test(value) ? value.replace(/\.?0+$/, '') : value;
  return Object.fromEntries(Object.entries(rate).map(([field, value]) => [field, trim(value)]));
}

describe('written and read back', () => {
  for (const format of ['csv', 'semicolon', 'tab', 'pipe', 'xlsx', 'xls']) {
    it(`rates as ${format}`, async () => {
      const count = format === 'xlsx' || format === 'xls' ? Math.ceil(decks / 6) : decks;
      for (let at = 0; at < count; at += 1) {
        const rates = randomTable(new Random(seed + at));
        const bytes = await bytesOf(canonicalSheet(rates), format);
        const name = format.startsWith('xls') ? `rates.${format}` : 'rates.csv';
        const { deck, questions } = await openDeck(bytes, name, {}, null);
        const where = `RATEDECK_SEED=${seed + at} RATEDECK_DECKS=1`;
        expect(questions, where).toEqual([]);
        expect(deck.rejections, where).toEqual([]);
        const found = deck.rates.map(({ rate }) => byValue(rate));
        expect(inOrder(found), where).toEqual(inOrder(rates.map(byValue)));
        expect(deck.rates.every(({ change }) => change === 'set')).toBe(true);
      }
    });
  }

  it('a blocked catch-all: every number that no other code fits is refused', async () => {
    const rates: Rate[] = [
      { code: '43', price: '0.3' },
      { code: '49', price: '0.2' },
      { code: '', name: 'Rest of the world', blocked: true },
    ];
    const { deck } = await openDeck(await bytesOf(canonicalSheet(rates), 'csv'), 'a.csv');
    expect(deck.rates.map(({ rate }) => rate)).toEqual(rates);
  });

  it('rates of profiles that the book calls Peak and Off-Peak, without asking for hours', async () => {
    const rates: Rate[] = [
      { code: '43', price: '0.3', timeProfile: 'Peak' },
      { code: '43', price: '0.1', timeProfile: 'Off-Peak' },
      { code: '49', price: '0.2' },
    ];
    const { deck, questions } = await openDeck(
      await bytesOf(canonicalSheet(rates), 'csv'),
      'a.csv',
    );
    expect(questions).toEqual([]);
    expect(deck.rates.map(({ rate }) => rate)).toEqual(rates);
  });

  it('the sheet to edit, with ids and actions', async () => {
    const rates = randomTable(new Random(seed)).filter(({ code }) => code !== '');
    const actions = ['A', 'D', 'U', 'S', 'SA'] as const;
    const rows = rates.map((rate, at) => ({
      action: actions[at % 5]!,
      id: String(1000 + at),
      country: null,
      rate,
    }));
    for (const format of ['csv', 'xlsx', 'xls']) {
      const bytes = await bytesOf(editSheet('Rates', rows), format);
      const { deck, questions } = await openDeck(bytes, `edit.${format}`, {}, null);
      const where = `RATEDECK_SEED=${seed} ${format}`;
      expect(questions, where).toEqual([]);
      expect(deck.rejections, where).toEqual([]);
      const words = deck.rates.map(({ action, id, rate }) => [action, id, rate.code]);
      expect(words, where).toEqual(rows.map(({ action, id, rate }) => [action, id, rate.code]));
    }
  });
});
