/**
 * The batch against the library: the same events as CSV, as JSON lines and as objects give the same
 * prices. The seed is printed with each failure; `RATEDECK_SEED` sets it.
 */

import { describe, expect, test } from 'vitest';
import { csvRecords } from '../src/batch/csv-cells.js';
import { EVENT_FIELDS } from '../src/batch/event-columns.js';
import { createCsvRating, createJsonRating, csvHeader, eventColumns } from '../src/batch/index.js';
import type { RatedEvent, RateOptions, RatingEvent } from '../src/event/event.js';
import { compile } from '../src/index.js';
import { generateCall } from './generate-event.js';
import { generateBook } from './generators.js';
import { Random } from './random.js';

const SEED = Number(process.env['RATEDECK_SEED'] ?? 4_711);
const BOOKS = 60;
const CALLS_PER_BOOK = 40;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function csvOf(events: readonly RatingEvent[]): string {
  return events
    .map((event) => EVENT_FIELDS.map((field) => quoted(String(event[field] ?? ''))).join(','))
    .join('\r\n');
}

/**
 * Cells of a line whose quoted cells hold neither line breaks nor doubled quotes too hard to read.
 */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  for (const match of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    cells.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'));
  }
  return cells;
}

/** The columns of the output that a result fills, as the batch writes them. */
function expectedCells(id: string, result: RatedEvent): Record<string, string> {
  const text = (value: string | number | null | undefined): string => String(value ?? '');
  const other = (role: 'carrier' | 'device'): (string | null)[] => {
    const [, ...others] = result.legs;
    const leg = others.find((each) => each.role === role && each.outcome === 'rated');
    return leg === undefined
      ? [null, null, null, null]
      : [leg.rateTable, leg.code, leg.amount, leg.currency];
  };
  const [carrierTable, carrierCode, carrierAmount, carrierCurrency] = other('carrier');
  const [deviceTable, deviceCode, deviceAmount, deviceCurrency] = other('device');
  const { outcome, account, rateTable, code, codeName, billedVolume } = result;
  const { amount, net, tax, gross, currency, margin } = result;
  const cells = {
    id,
    outcome,
    account,
    rateTable,
    code,
    codeName,
    billedVolume,
    amount,
    net,
    tax,
    gross,
    currency,
    carrierTable,
    carrierCode,
    carrierAmount,
    carrierCurrency,
    deviceTable,
    deviceCode,
    deviceAmount,
    deviceCurrency,
    margin: margin?.amount ?? null,
    marginCurrency: margin?.currency ?? null,
  };
  return Object.fromEntries(Object.entries(cells).map(([name, value]) => [name, text(value)]));
}

interface Group {
  readonly options: RateOptions | undefined;
  readonly events: RatingEvent[];
}

/** Calls of a book, those with the same options together. */
function groupsOf(seed: number): {
  readonly rater: ReturnType<typeof compile>;
  readonly groups: Group[];
} {
  const generated = generateBook(seed);
  const groups = new Map<string, Group>();
  for (let i = 0; i < CALLS_PER_BOOK; i += 1) {
    const { event, options } = generateCall(generated);
    const at = typeof event.at === 'number' ? new Date(event.at).toISOString() : event.at;
    const written = { ...event, at, volume: String(event.volume), id: `call ${i}` };
    const key = JSON.stringify(options ?? null);
    const group = groups.get(key) ?? { options, events: [] };
    groups.set(key, group);
    group.events.push(written);
  }
  return { rater: compile(generated.book), groups: [...groups.values()] };
}

describe('batch', () => {
  test.each(Array.from({ length: BOOKS }, (_, i) => SEED + i))(
    'CSV prices like objects, seed %i',
    (seed) => {
      const { rater, groups } = groupsOf(seed);
      const header = csvHeader().trimEnd().split(',');
      for (const { options, events } of groups) {
        const rating = createCsvRating(rater, {
          columns: eventColumns([...EVENT_FIELDS]),
          delimiter: ',',
          ...(options === undefined ? {} : { options }),
        });
        const output = new TextDecoder().decode(rating.rate(bytesOf(csvOf(events)), 2));
        const lines = output.trimEnd().split('\n');
        expect(lines.length).toBe(events.length);
        events.forEach((event, i) => {
          const cells = cellsOf(lines[i]!);
          const actual = Object.fromEntries(header.map((name, column) => [name, cells[column]]));
          const result = rater.rate(event, options);
          expect(actual, `seed ${seed}: ${JSON.stringify(event)}`).toMatchObject(
            expectedCells(event.id!, result),
          );
          const isInvalid =
            result.outcome === 'invalid_event' || result.outcome === 'invalid_number';
          if (!isInvalid) expect(actual['reason']).toBe(result.reason ?? '');
          else expect(actual['reason']).toContain(result.reason!.split(':')[0]);
        });
        expect(rating.summary.events).toBe(events.length);
      }
    },
  );

  test.each(Array.from({ length: 10 }, (_, i) => SEED + i))(
    'JSON lines give the same objects, seed %i',
    (seed) => {
      const { rater, groups } = groupsOf(seed);
      for (const { options, events } of groups) {
        const rating = createJsonRating(rater, options === undefined ? {} : { options });
        const input = events.map((event) => JSON.stringify(event)).join('\n');
        const output = new TextDecoder()
          .decode(rating.rate(bytesOf(input), 1))
          .trimEnd()
          .split('\n');
        events.forEach((event, i) => {
          const line = JSON.parse(output[i]!) as RatedEvent;
          const result = rater.rate(event, options);
          const isInvalid = result.legs.length === 0;
          expect({ ...line, reason: null }).toEqual({ ...result, reason: null });
          expect(line.reason).toBe(isInvalid ? `line ${i + 1}: ${result.reason}` : result.reason);
        });
      }
    },
  );

  test.each(Array.from({ length: 20 }, (_, i) => SEED + i))(
    'faulty events are refused alike by library, CSV and JSON lines, seed %i',
    (seed) => {
      const { rater, groups } = groupsOf(seed);
      const random = new Random(seed);
      const options = { ...groups[0]!.options, numberRules: [{ strip: '00' }] };
      const events = groups
        .flatMap(({ events: all }) => all)
        .map((event) => {
          const broken: Record<string, string> = {};
          const spoil = (field: string, texts: readonly string[]): void => {
            if (random.chance(15)) broken[field] = random.pick(texts);
          };
          spoil('to', ['', 'x', '+', '00', '1'.repeat(40), '0043 660']);
          spoil('at', ['', 'never', '2026-02-30', '2026-11-21 10:00:00', '2026-11-21']);
          spoil('volume', ['', '-1', '1.2345', '1e3', '99999999999999999', '5']);
          spoil('service', ['fax', 'sms', 'voice']);
          spoil('account', ['nobody', '']);
          spoil('trunk', ['none', '']);
          spoil('plan', ['no plan', '']);
          spoil('table', ['no table', '']);
          return { ...event, ...broken } as RatingEvent;
        });
      const csv = createCsvRating(rater, {
        columns: eventColumns([...EVENT_FIELDS]),
        delimiter: ',',
        options,
      });
      const rows = [...csvRecords(csv.rate(bytesOf(csvOf(events)), 2), ',')];
      const json = createJsonRating(rater, { options });
      const lines = new TextDecoder()
        .decode(json.rate(bytesOf(events.map((event) => JSON.stringify(event)).join('\n')), 1))
        .trimEnd()
        .split('\n');
      events.forEach((event, i) => {
        const { outcome, reason, legs } = rater.rate(event, options);
        const told = legs.length > 0 ? reason : `line %: ${reason}`;
        const line = JSON.parse(lines[i]!) as RatedEvent;
        const [, csvOutcome, csvReason] = rows[i]!.cells;
        expect([csvOutcome, csvReason!.replace(/^line \d+/, 'line %')]).toEqual([
          outcome,
          told ?? '',
        ]);
        expect([line.outcome, line.reason?.replace(/^line \d+/, 'line %') ?? null]).toEqual([
          outcome,
          told,
        ]);
      });
    },
  );

  test('totals of the summary are the sums of the lines', () => {
    const rater = compile({
      book: 1,
      rateTables: [{ name: 'Retail', taxRate: '20', rates: [{ code: '44', price: '0.0137' }] }],
    });
    const rating = createCsvRating(rater, {
      columns: eventColumns(['to', 'at', 'volume']),
      delimiter: ',',
      options: { table: 'Retail' },
    });
    const lines = [
      '441,2026-11-21T10:00:00Z,60',
      '442,2026-11-21T10:00:00Z,61',
      '1,2026-11-21T10:00:00Z,5',
    ];
    rating.rate(bytesOf(lines.join('\n')), 2);
    // 60 s: 0.0137; 61 s: 0.013928 (0.01392833…); tax 0.00274 and 0.002786 (0.0027856).
    expect(rating.summary).toMatchObject({
      events: 3,
      rated: 2,
      outcomes: { rated: 2, no_rate: 1 },
      noRateReasons: { no_code: 1 },
      billedVolume: { voice: '121' },
      totals: { USD: { amount: '0.027628', net: '0.027628', tax: '0.005526', gross: '0.033154' } },
      rateTables: { Retail: { events: 2 } },
    });
  });

  test('a line that cannot be read is a line of the output that says why', () => {
    const rater = compile({
      book: 1,
      rateTables: [{ name: 'T', rates: [{ code: '', price: '1' }] }],
    });
    const rating = createCsvRating(rater, {
      columns: eventColumns(['id', 'to', 'at', 'billsec'], { volume: 'billsec' }),
      delimiter: ';',
      options: { table: 'T' },
    });
    const input = [
      'a;441;2026-11-21 10:00:00;60',
      'b;441;2026-11-21 10:00:00',
      'c;"441;2026-11-21 10:00:00;60',
    ];
    const rated = new TextDecoder().decode(rating.rate(bytesOf(input.join('\n')), 7)).split('\n');
    expect(rated[0]).toMatch(/^a;rated;;;T;;;60;1;1;0;1;USD;/);
    expect(rated[1]).toBe(
      `b;invalid_event;"line 8: 3 columns where the header has 4; quote what holds a delimiter"${';'.repeat(21)}`,
    );
    expect(rated[2]).toMatch(/line 9: a quote is not closed/);
    const faulty = bytesOf('d;441;2026-11-21 10:00:00;a minute\n');
    expect(new TextDecoder().decode(rating.rate(faulty, 10))).toContain(
      'line 10: volume ""a minute"": use seconds with up to 3 decimals, for example 61.5 (column billsec)',
    );
  });

  test('every cell that comes out is valid CSV and no formula', () => {
    const rater = compile({
      book: 1,
      accounts: [{ name: '=acc', kind: 'customer', parent: null }],
      rateTables: [{ name: '@table', rates: [{ code: '44', price: '1' }] }],
      assignments: [{ account: '=acc', rateTable: '@table', activatesAt: '2026-01-01T00:00:00Z' }],
    });
    const rating = createCsvRating(rater, {
      columns: eventColumns(['id', 'to', 'at', 'volume', 'account']),
      delimiter: ',',
    });
    const at = '2026-11-21T10:00:00Z';
    const rows = [
      [`"a,1`, `441,${at},60,x`],
      ['5" b', `441,${at},60,=acc`],
      ['"c ""1"""', `441,${at},60,=acc`],
      ['" d "', `441,${at},60,=acc`],
      ['=1+1', `441,${at},60,=acc`],
      ['@x', `441,${at},60,=cmd|x`],
      ['+43 660', `441,${at},60,=acc`],
      ['-7', `441,${at},60,=acc`],
      ['""Ann" <1>"', `441,${at},60,=acc`],
    ];
    const input = bytesOf(rows.map((cells) => cells.join(',')).join('\n'));
    const output = rating.rate(input, 2);
    const records = [...csvRecords(output, ',')];
    expect(records.map(({ isLeftOpen }) => isLeftOpen)).toEqual(rows.map(() => false));
    expect(new Set(records.map(({ cells }) => cells.length))).toEqual(new Set([24]));
    expect(records.map(({ cells }) => cells.slice(0, 2))).toEqual([
      ['"a', 'invalid_event'],
      ['5" b', 'rated'],
      ['c "1"', 'rated'],
      [' d ', 'rated'],
      ["'=1+1", 'rated'],
      ["'@x", 'invalid_event'],
      ['+43 660', 'rated'],
      ['-7', 'rated'],
      ['"Ann" <1>', 'rated'],
    ]);
    expect(records[5]!.cells[3]).toBe("'=cmd|x");
    expect(records[1]!.cells.slice(3, 5)).toEqual(["'=acc", "'@table"]);
    // Quotes stand only where they are needed.
    expect(new TextDecoder().decode(output)).toContain('\n"5"" b",rated,');
  });

  test('ids of JSON lines keep their digits', () => {
    const rater = compile({
      book: 1,
      rateTables: [{ name: 'T', rates: [{ code: '44', price: '1' }] }],
    });
    const rating = createJsonRating(rater, { options: { table: 'T' } });
    const rest = '"to": 441, "at": "2026-11-21T10:00:00Z", "volume": 60.500';
    const ids = [
      '12345678901234567891',
      '1504525166.2280',
      '-0.10',
      '7',
      '"1.0"',
      '"\\"12345678901234567"',
    ];
    const input = ids.map((id) => `{"id":${id}, ${rest}, "x": 1e-05}`).join('\n');
    const lines = new TextDecoder()
      .decode(rating.rate(bytesOf(input), 1))
      .trimEnd()
      .split('\n');
    const results = lines.map((line) => JSON.parse(line) as RatedEvent);
    expect(results.map(({ id }) => id)).toEqual([
      '12345678901234567891',
      '1504525166.2280',
      '-0.10',
      '7',
      '1.0',
      '"12345678901234567',
    ]);
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['rated']));
  });

  test('names of an event can be let alone, and numbers without a trunk have rules', () => {
    const rater = compile({
      book: 1,
      rateTables: [{ name: 'T', rates: [{ code: '44', price: '1' }] }],
    });
    const options = { table: 'T', ignoreNames: true, numberRules: [{ strip: '00' }] };
    const rating = createJsonRating(rater, { options });
    const call = { to: '00441', at: '2026-11-21T10:00:00Z', volume: 60, account: 'X', plan: 'Y' };
    const output = rating.rate(bytesOf(JSON.stringify(call)), 1);
    const result = JSON.parse(new TextDecoder().decode(output)) as RatedEvent;
    expect([result.outcome, result.number, result.amount]).toEqual(['rated', '441', '1']);
    expect(rater.rate(call, { table: 'T' }).outcome).toBe('invalid_event');
  });

  test('names out of a deck cannot run as formulas', () => {
    const rater = compile({
      book: 1,
      rateTables: [{ name: 'T', rates: [{ code: '44', price: '1', name: '=HYPERLINK("x")' }] }],
    });
    const rating = createCsvRating(rater, {
      columns: eventColumns(['to', 'at', 'volume']),
      delimiter: ',',
      options: { table: 'T' },
    });
    const line = new TextDecoder().decode(rating.rate(bytesOf('441,2026-11-21T10:00:00Z,60'), 2));
    expect(line).toContain(`,44,"'=HYPERLINK(""x"")",60,`);
  });
});
