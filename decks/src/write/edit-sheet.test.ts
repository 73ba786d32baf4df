import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Rate } from '@ratedeck/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateFromTexts, rates } from '../../test/random-rates.js';
import type { RawFile } from '../deck/deck.js';
import { openDeck } from '../open-deck.js';
import { readDeckFile } from '../read/read-deck-file.js';
import { decimalText } from '../values/decimal-text.js';
import { csvLines } from './csv-lines.js';
import { type EditRow, editSheet } from './edit-sheet.js';
import { restore } from './formula-safety.js';
import { RATE_COLUMNS } from './rate-columns.js';
import { writeXls } from './write-xls.js';
import { writeXlsx } from './write-xlsx.js';

const seed = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 1_000_000);
console.log(`edit-sheet.test.ts: fast-check seed ${seed}`);

async function bytesOf(rows: readonly EditRow[], format: string): Promise<Uint8Array> {
  const sheet = editSheet('Rates', rows);
  if (format === 'csv') return Buffer.from([...csvLines(sheet)].join('\r\n'));
  if (format === 'xls') return writeXls(sheet);
  const sink = new PassThrough();
  const [bytes] = await Promise.all([buffer(sink), writeXlsx(sheet, sink)]);
  return bytes;
}

/** Rows from the cells alone, by the titles that were written. */
function editRows(file: RawFile): unknown[] {
  const [header, ...rows] = file.sheets[0]!.rows.map(({ cells }) => cells);
  return rows.map((cells) => {
    const texts = header!.map((_, at) => {
      const cell = cells[at] ?? null;
      return typeof cell === 'number' ? decimalText(cell) : String(cell ?? '');
    });
    const text = (title: string): string => texts[header!.indexOf(title)] ?? '';
    const fields = RATE_COLUMNS.map(
      ({ name, title, kind }) =>
        [name, kind === 'text' ? restore(text(title)) : text(title)] as const,
    );
    return {
      action: text('Action [A|D|U|S|SA]') || null,
      id: text('Id') || null,
      country: restore(text('Country')) || null,
      rate: rateFromTexts(new Map(fields)),
    };
  });
}

const someRows = fc.array(
  fc.record({
    action: fc.constantFrom(null, 'A', 'D', 'U', 'S', 'SA'),
    id: fc.oneof(fc.constant(null), fc.stringMatching(/^[0-9a-f]{1,20}$/)),
    country: fc.constantFrom(null, 'Austria', "Côte d'Ivoire"),
    rate: rates,
  }),
  { minLength: 1, maxLength: 5 },
) as fc.Arbitrary<EditRow[]>;

describe('the edit sheet', () => {
  it.each(['csv', 'xlsx', 'xls'])(
    'comes back from %s with ids, actions and rates',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(someRows, async (rows) => {
          const file = await readDeckFile(await bytesOf(rows, format), `rates.${format}`);
          expect(editRows(file)).toEqual(rows);
        }),
        { seed, numRuns: format === 'csv' ? 60 : 15 },
      );
    },
  );

  it('has the columns that people know first, and ours where they are used', () => {
    const rate: Rate = { code: '43664', price: '0.0137', blocked: true, tag: '+44', tiers: [] };
    const row: EditRow = { action: null, id: '17', country: 'Austria', rate };
    expect([...csvLines(editSheet('Rates', [row]), ';')]).toEqual([
      'Action [A|D|U|S|SA];Id;Prefix;Country;Name;Interval 1;Interval N;Price 1;Price N;' +
        'Forbidden;Grace Period;Tag;Tiers',
      ";17;43664;Austria;;;;;0.0137;1;;'+44;[]",
    ]);
  });

  it.each(['csv', 'xlsx', 'xls'])('is recognised when it is uploaded as %s', async (format) => {
    const effectiveFrom = '2026-12-01T12:30:00Z';
    const written: readonly EditRow[] = [
      {
        action: 'U',
        id: '17',
        country: 'Austria',
        rate: {
          ...{
            code: '43664',
            name: '=Austria mobile',
            price: '0.0137',
            firstPrice: '0.0000000002',
          },
          ...{ firstInterval: 30, nextInterval: 6, graceVolume: 5, graceMode: 'exclusive' },
          ...{ setupFee: '0.05', setupFeeMode: 'minimum', maxCharge: '5', surcharge: '0.1' },
          ...{
            effectiveFrom,
            effectiveTo: '2027-01-01T00:00:00Z',
            notes: "'quoted",
            freeVolume: 10,
          },
          ...{ description: '-dash', category: 'mobile', sourceCode: '49', service: 'voice' },
          ...{ numberLength: { min: 10, max: 13 }, tiers: [{ from: 60, price: '0.01' }] },
          stashed: true,
        },
      },
      {
        action: 'SA',
        id: null,
        country: 'United Kingdom',
        rate: { code: '4470', name: 'United Kingdom personal', blocked: true, effectiveFrom },
      },
      { action: null, id: '18', country: null, rate: { code: '49', price: '1', effectiveFrom } },
    ];
    const { deck } = await openDeck(await bytesOf(written, format), `rates.${format}`, {}, null);
    expect(deck.rejections).toEqual([]);
    expect(deck.rates.map(({ action, id, rate }) => ({ action, id, rate }))).toEqual(
      written.map(({ action, id, rate }) => ({ action, id, rate })),
    );
  });
});
