/**
 * Odd and hostile files of calls. Every call of them is meant to begin at one instant, from which a
 * price holds for one second, so a call that is read as of another time or length shows by its
 * amount. A file is priced right, or asked about, or its line is refused: never priced otherwise.
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { writeXlsx } from '@ratedeck/decks';
import { CALL_LAYOUTS } from '@ratedeck/decks/calls';
import { compile } from '@ratedeck/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEventHead } from './event-head.js';
import type { HeadOptions } from './head-options.js';
import { openCalls } from './open-calls.js';
import { createBlockRating } from './rating-job.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ratedeck-odd-calls-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const shared = compile({
  book: 1,
  rateTables: [
    {
      name: 'T',
      rates: [
        { code: '', price: '60' },
        { code: '', price: '0.60', effectiveFrom: '2026-03-04T15:06:07Z' },
        { code: '', price: '60', effectiveFrom: '2026-03-04T15:06:08Z' },
      ],
    },
  ],
}).share();

type Options = Partial<HeadOptions>;

async function rated(content: string | Buffer, options: Options = {}, name = 'calls.csv') {
  const path = join(folder, name);
  await writeFile(path, content);
  const notes: string[] = [];
  const source = await openCalls(path, { ...options, tell: (note) => notes.push(note) });
  try {
    const head = await readEventHead(source, { mapping: {}, ...options });
    const chunks = [Buffer.from(head.rest)];
    for (;;) {
      const chunk = Buffer.alloc(4096);
      const count = await source.read(chunk);
      if (count === 0) break;
      chunks.push(chunk.subarray(0, count));
    }
    const format = head.format;
    const rating = createBlockRating({ shared, format, options: { table: 'T' }, explain: false });
    const output = Buffer.from(rating.rate(Buffer.concat(chunks), head.firstLine)).toString();
    return { lines: output.split('\n').slice(0, -1), notes: [...notes, ...head.notes] };
  } finally {
    await source.close();
  }
}

/** Amounts of the rated, outcomes of the others. */
async function amounts(content: string | Buffer, options?: Options, name?: string) {
  const { lines } = await rated(content, options, name);
  return lines.map((line) => {
    if (line.startsWith('{')) return (JSON.parse(line) as { amount: string }).amount;
    const cells = line.split(',');
    return cells[1] === 'rated' ? cells[8] : cells[1];
  });
}

const right = '0.65';
const mdy: Options = { dateOrder: 'mdy' };
const dmy: Options = { dateOrder: 'dmy' };
const vienna: Options = { timeZone: 'Europe/Vienna' };

describe('times', () => {
  test.each<[string, string, Options]>([
    ['seconds since 1970', '1772636767', {}],
    ['milliseconds since 1970', '1772636767123', {}],
    ['microseconds since 1970', '1772636767123456', {}],
    ['seconds with a fraction', '1772636767.25', {}],
    ['packed', '20260304-150607', {}],
    ['packed without a mark', '20260304150607', {}],
    ['packed with an offset', '20260304T160607+0100', {}],
    ['an offset behind a blank', '2026-03-04 16:06:07 +0100', {}],
    ['an offset of hours', '2026-03-04 16:06:07+01', {}],
    ['an offset whatever the zone', '2026-03-04T10:06:07-05:00', vienna],
    ['a zone', '2026-03-04 16:06:07', vienna],
    ['a zone and a packed time', '20260304160607', vienna],
    ['nanoseconds', '2026-03-04T15:06:07.123456789Z', {}],
    ['a comma before the fraction', '"2026-03-04 15:06:07,250"', {}],
    ['day first', '04/03/2026 15:06:07', dmy],
    ['month first', '03/04/2026 15:06:07', mdy],
    ['points', '04.03.2026 15:06:07', {}],
    ['a year of two digits', '04.03.26 15:06:07', {}],
    ['the afternoon', '3/4/2026 3:06:07 PM', mdy],
    ['the afternoon of an ISO date', '2026-03-04 03:06:07 PM', {}],
    ['the afternoon with points', '04.03.2026 3:06:07 p.m.', {}],
    ['months by name', '04-Mar-2026 15:06:07', {}],
    ['months by name in another language', '4. März 2026 15:06:07', {}],
    ['as ctime writes it', 'Wed Mar  4 15:06:07 2026', {}],
    ['as mail writes it', '"Wed, 04 Mar 2026 15:06:07 GMT"', {}],
    ['a day of a spreadsheet', '46085.6292476852', {}],
    ['slashes with the year first', '2026/03/04 15:06:07', {}],
  ])('%s', async (_, time, options) => {
    expect(await amounts(`to,at,volume\n43,${time},65\n`, options)).toEqual([right]);
  });

  test.each<[string, Options]>([
    ['2026-03-04 15:06:07 CET', {}],
    ['2026-03-04 15:06:07 AM', {}],
    ['2026-02-30 15:06:07', {}],
    ['15:06:07', {}],
    ['15:06:07 04-03-2026', {}],
    ['2026-03-04 15:06:60', {}],
    ['yesterday', {}],
    ['2026-W10-3', {}],
    ['', {}],
    ['20260304 150', {}],
    ['13/25/2026 15:06:07', mdy],
  ])('%j is refused on its line', async (time, options) => {
    expect(await amounts(`to,at,volume\n43,${time},65\n`, options)).toEqual(['invalid_event']);
  });

  test.each([
    ['04/03/2026 15:06:07', /--calls-date-order/],
    ['04/03/26 15:06:07', /--calls-date-order/],
    ['3/4/2026 3:06:07 PM', /--calls-date-order/],
    ['2026-03-04', /says the day but no time of day.*--whole-days/],
    ['04.03.2026', /says the day but no time of day/],
    ['20260304', /says the day but no time of day/],
  ])('%j is asked about', async (time, words) => {
    await expect(rated(`to,at,volume\n43,${time},65\n`)).rejects.toThrow(words);
    await expect(rated(`{"to":"43","at":"${time}","volume":65}\n`)).rejects.toThrow(words);
  });

  test('what is assumed is told, of CSV and of JSON lines', async () => {
    for (const [time, words] of [
      ['2026-03-04 15:06:07', 'name no zone and are taken as UTC'],
      ['1772636767', 'count from 1970; this one is 2026-03-04T15:06:07Z'],
    ] as const) {
      const csv = await rated(`to,at,volume\n43,${time},65\n`);
      expect(csv.notes).toEqual([expect.stringContaining(words)]);
      const json = await rated(`{"to":"43","at":"${time}","volume":65}\n`);
      expect(json.notes).toEqual([expect.stringContaining(words)]);
    }
    const clear = await rated('{"to":"43","at":"2026-03-04T15:06:07Z","volume":65}\n');
    expect(clear.notes).toEqual([]);
  });

  test('a local time that does not occur counts on', async () => {
    const { lines, notes } = await rated('to,at,volume\n43,2026-03-29 02:30:00,65\n', vienna);
    expect(lines[0]).toContain('rated');
    expect(notes).toEqual([]);
  });
});

describe('a date and a time of day in two columns', () => {
  const text = 'to,Day,Time,volume\n43,04.03.2026,15:06:07,65\n44,04.03.2026,15:06:07,65\n';

  test('are joined, by header and by position', async () => {
    const named = { mapping: { at: 'Day+Time' } };
    expect(await amounts(text, named)).toEqual([right, right]);
    expect(await amounts(text, { mapping: { at: '2+3' } })).toEqual([right, right]);
    const bare = text.slice(text.indexOf('\n') + 1);
    const positions = { mapping: { to: '1', at: '2+3', volume: '4' } };
    expect(await amounts(bare, positions)).toEqual([right, right]);
    const local = '43,04.03.2026,4:06:07 PM,65\n';
    expect(await amounts(local, { ...positions, ...vienna })).toEqual([right]);
  });

  test('are asked about where only the day is read', async () => {
    const day = { mapping: { at: 'Day' } };
    await expect(rated(text, day)).rejects.toThrow('--columns at=Day+Time');
    const midnights = text.replaceAll('04.03.2026', '04.03.2026 00:00');
    await expect(rated(midnights, day)).rejects.toThrow('--columns at=Day+Time');
    expect(await amounts(midnights, { mapping: { at: 'Day+Time' } })).toEqual([right, right]);
    expect(await amounts(text, { ...day, wholeDays: true })).toEqual(['65', '65']);
  });

  test('are proposed where no column is named', async () => {
    await expect(rated(text)).rejects.toMatchObject({
      faults: [expect.objectContaining({ message: expect.stringContaining('at=DATE+TIME') })],
    });
  });

  test('a header that holds a plus is one column', async () => {
    const plus = 'to,a+b,volume\n43,2026-03-04T15:06:07Z,65\n';
    expect(await amounts(plus, { mapping: { at: 'a+b' } })).toEqual([right]);
  });
});

describe('durations', () => {
  const file = (volumes: readonly string[], header = 'volume', service = '') =>
    `to;at;${header};service\n` +
    volumes.map((each) => `43;2026-03-04T15:06:07Z;${each};${service}\n`).join('');
  const semicolons = async (content: string, options: Options = {}) => {
    const { lines, notes } = await rated(content, options);
    const cells = lines.map((line) => line.split(';'));
    return { amounts: cells.map((row) => (row[1] === 'rated' ? row[8] : row[1])), notes };
  };

  test.each([
    ['00:01:05', right],
    ['1:05', right],
    ['0:01:05.000', right],
    ['65 s', right],
    ['65 sec', right],
    ['65,0', right],
    ['65,00', right],
    ['65.000000', right],
    ['065', right],
    ['65,000', 'invalid_event'],
    ['65.0005', 'invalid_event'],
    ['1.000,5', 'invalid_event'],
    ['-65', 'invalid_event'],
    ['6.5e1', 'invalid_event'],
    ['0x41', 'invalid_event'],
    ['1:65', 'invalid_event'],
    ['', 'invalid_event'],
    ['NaN', 'invalid_event'],
  ])('%j is %s', async (volume, expected) => {
    expect((await semicolons(file([volume]))).amounts).toEqual([expected]);
  });

  test('a header that names the unit is taken at its word, and that is told', async () => {
    const inMs = { mapping: { volume: 'billmsec' } };
    const ms = await semicolons(file(['65000', '65000.0', '00:01:05'], 'billmsec'), inMs);
    expect(ms.amounts).toEqual([right, right, right]);
    expect(ms.notes).toEqual([expect.stringContaining('milliseconds; --volume-unit')]);
    const inMinutes = { mapping: { volume: 'Duration (min)' } };
    const minutes = await semicolons(file(['1.05', '1,05', '1:05'], 'Duration (min)'), inMinutes);
    expect(minutes.amounts).toEqual(['0.63', '0.63', right]);
    const clocks = await semicolons(file(['1:05'], 'Duration (min)'), inMinutes);
    expect(clocks).toEqual({ amounts: [right], notes: [] });
    const told = await semicolons(file(['65'], 'billmsec'), { ...inMs, volumeUnit: 'seconds' });
    expect(told).toEqual({ amounts: [right], notes: [] });
  });

  test('more digits than a volume has are refused, never rounded', async () => {
    const { amounts } = await semicolons(file(['65000.5']), { volumeUnit: 'milliseconds' });
    expect(amounts).toEqual(['invalid_event']);
  });

  test('volumes that are hardly seconds are asked about', async () => {
    const long = file(['65000', '122000', '31000', '0']);
    await expect(rated(long)).rejects.toThrow('--volume-unit seconds, milliseconds or minutes');
    const ms = await semicolons(long, { volumeUnit: 'milliseconds' });
    expect(ms.amounts[0]).toBe(right);
    expect((await semicolons(long, { volumeUnit: 'seconds' })).amounts[0]).toBe('650');
    await expect(rated(file(['65', '1.204', '2.065']))).rejects.toThrow('may be thousands');
    const bytes = await rated(file(['65000', '122000', '31000'], 'volume', 'data'));
    expect(bytes.lines).toHaveLength(3);
  });

  test('of JSON lines are asked about and read in the same way', async () => {
    const line = (volume: number) => `{"to":"43","at":"2026-03-04T15:06:07Z","volume":${volume}}\n`;
    const long = line(65_000) + line(122_000) + line(31_000);
    await expect(rated(long)).rejects.toThrow('--volume-unit');
    expect((await amounts(long, { volumeUnit: 'milliseconds' }))[0]).toBe(right);
  });
});

describe('texts', () => {
  const named = 'id,to,at,volume\nMüller €,43,2026-03-04T15:06:07Z,65\n';
  const windows = Buffer.from(named.replace('€', '\u0080'), 'latin1');

  test.each<[string, Buffer, string | null]>([
    ['UTF-8', Buffer.from(named), null],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${named}`), null],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${named}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 without one', Buffer.from(named, 'utf16le'), 'utf-16le'],
    ['big UTF-16', Buffer.from(`\ufeff${named}`, 'utf16le').swap16(), 'utf-16be'],
    ['windows-1252', windows, 'windows-1252'],
  ])('in %s', async (_, bytes, encoding) => {
    const { lines, notes } = await rated(bytes);
    expect(lines).toEqual([expect.stringMatching(/^Müller €,rated,/)]);
    expect(notes).toEqual(
      encoding === null ? [] : [expect.stringContaining(`is read as ${encoding}`)],
    );
  });

  test('whose first other character comes late', async () => {
    const line = 'a,43,2026-03-04T15:06:07Z,65\n';
    const ascii = `id,to,at,volume\n${line.repeat(5000)}`;
    for (const encoding of ['latin1', 'utf8'] as const) {
      const { lines } = await rated(Buffer.from(`${ascii}Müller${line.slice(1)}`, encoding));
      expect(lines).toHaveLength(5001);
      expect(lines.at(-1)).toMatch(/^Müller,rated,/);
    }
  });

  test('in an encoding that is given', async () => {
    const { lines } = await rated(windows, { encoding: 'windows-1251' });
    expect(lines[0]).toMatch(/^Mьller/);
  });

  test.each<[string, string, string[]]>([
    ['carriage returns alone', 'to,at,volume\r43,2026-03-04T15:06:07Z,65\r', [right]],
    ['a line that names the delimiter', 'sep=,\r\nto,at,volume\r\n43,1772636767,65\r\n', [right]],
    ['quotes that were not doubled', 'clid,to,at,volume\n""A" <1>",43,1772636767,65', [right]],
    ['quotes in the midst', 'clid,to,at,volume\nA "B" C,43,1772636767,65', [right]],
    ['lines of blanks', 'to,at,volume\n\n43,1772636767,65\n\n\n', [right]],
    ['a second header', 'to,at,volume\n43,1772636767,65\nto,at,volume\n', [right, 'invalid_event']],
    ['a cell too many', 'to,at,volume\n43,1772636767,65,9\n', ['invalid_event']],
    ['another delimiter below', 'to,at,volume\n43;1772636767;65\n', ['invalid_event']],
  ])('with %s', async (_, content, expected) => {
    expect(await amounts(content)).toEqual(expected);
  });

  test.each<[string, string | Buffer, Options, RegExp]>([
    ['nothing', '', {}, /is empty/],
    ['blank lines', '\n \r\n', {}, /is empty/],
    ['zero bytes', Buffer.from('to,at,volume\n\0\0,1,2\n\0'), {}, /zero bytes/],
    ['a header of another language', 'Rufnummer;Beginn;Dauer\n43;x;65\n', {}, /cannot be read/],
    ['another delimiter', 'to;at;volume\n43;1772636767;65\n', { delimiter: ',' }, /cannot be read/],
  ])('of %s are refused whole', async (_, content, options, words) => {
    await expect(rated(content, options)).rejects.toThrow(words);
  });

  test('one column may serve two fields', async () => {
    const { lines } = await rated('src,to,at,volume\na,43,1772636767,65\n', {
      mapping: { id: 'src', from: 'src' },
    });
    expect(lines[0]).toMatch(/^a,rated,/);
  });
});

describe('layouts of switches', () => {
  const layout = (name: string) => CALL_LAYOUTS.find((each) => each.name === name)!;
  const asterisk =
    '"acme","100","43660","from","""Ann"" <100>","a","b","Dial","c,60","2026-03-04 15:06:07",' +
    '"2026-03-04 15:06:12","2026-03-04 15:07:17",70,65,"ANSWERED","DOCUMENTATION"';

  test.each([
    ['', ''],
    [',"1772636767.12"', '1772636767.12'],
    [',"node-1772636767.12","note"', 'node-1772636767.12'],
    [',"a note"', ''],
  ])('asterisk-master that ends with %j', async (end, id) => {
    const text = `${asterisk}${end}\n`;
    const { lines } = await rated(text, { layout: layout('asterisk-master') });
    expect(lines[0]).toMatch(new RegExp(`^${id},rated,`));
    expect(await amounts(text, { layout: layout('asterisk-master') })).toEqual([right]);
  });

  const freeswitch =
    '"Ann","100","43660","default","2026-03-04 15:06:07","2026-03-04 15:06:12",' +
    '"2026-03-04 15:07:17","70","65","NORMAL_CLEARING","5a1c","77ff","acme","PCMA","PCMA"';
  const opencdrrate =
    '"5a1c","","outbound","100","43660","2026-03-04 15:06:07","2026-03-04 15:07:12","65",' +
    '"acme","","192.0.2.1","",""\n' +
    '"5a1d","","outbound","100","43660","","2026-03-04 15:07:12","0","acme","","192.0.2.1","",""';

  test.each([
    ['example', freeswitch, [right]],
    ['linksys', `${freeswitch},"Linksys/1.0","PS=1,OS=2"`, [right]],
    ['snom', `${freeswitch},"snom/8","","","",""`, [right]],
    ['opencdrrate', opencdrrate, [right, 'invalid_event']],
  ])('freeswitch-csv by its template %s', async (_, text, expected) => {
    expect(await amounts(`${text}\n`, { layout: layout('freeswitch-csv') })).toEqual(expected);
    await expect(rated(`${text}\n`)).rejects.toThrow('--layout freeswitch-csv');
  });

  test('fusionpbx by the epoch where it has one', async () => {
    const header = 'xml_cdr_uuid,caller_id_number,destination_number,start_stamp,billsec';
    const row = '5a1c,100,43660,2026-03-04 07:06:07-08,65';
    const options = { layout: layout('fusionpbx') };
    expect(await amounts(`${header}\n${row}\n`, options)).toEqual([right]);
    const local = row.replace('07:06:07-08', '09:00:00');
    const text = `${header},start_epoch\n${local},1772636767\n`;
    expect(await amounts(text, options)).toEqual([right]);
  });
});

test('a workbook with a day and a time of day in two columns, and durations', async () => {
  const columns = ['to', 'Day', 'Time', 'volume'].map((header) => ({
    header,
    kind: 'word' as const,
  }));
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _, done) => {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  const rows = [['43', '2026-03-04', '15:06:07', '0:01:05']];
  await writeXlsx({ name: 'calls', columns, rows }, sink);
  const bytes = Buffer.concat(chunks);
  expect(await amounts(bytes, { mapping: { at: 'Day+Time' } }, 'calls.xlsx')).toEqual([right]);
  await expect(rated(bytes, { mapping: { at: 'Day' } }, 'calls.xlsx')).rejects.toThrow('Day+Time');
});
