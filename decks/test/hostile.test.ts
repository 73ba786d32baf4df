/**
 * Hostile and broken files. Each either fails with an error that says why, or gives exactly what
 * is in it; the limits hold, and nothing is unpacked beyond them.
 */

import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  type DeckOptions,
  DeckReadError,
  type ReadLimits,
  type ReadOptions,
} from '../src/deck/deck.js';
import { openDeck } from '../src/index.js';
import {
  bytesOf,
  deepWorkbook,
  entityBomb,
  gzBomb,
  plainDeck,
  plainRows,
  sealedWorkbook,
  sealedZip,
  sheetXmlOf,
  workbookAround,
  zipBomb,
  zipsInZips,
} from './hostile-files.js';
import { workbookBytes } from './workbook-text.js';
import { zipBytes } from './zip-bytes.js';

type Options = DeckOptions & ReadOptions;
const plainRates = ['43=0.0137', '49=0.0095'];

async function ratesIn(bytes: Uint8Array, name: string, options: Options = {}): Promise<string[]> {
  const { deck } = await openDeck(bytes, name, options, null);
  return deck.rates.map(({ rate }) => `${rate.code}=${rate.price}`);
}

async function failureOf(bytes: Uint8Array, name: string, options: Options = {}): Promise<string> {
  const outcome = await openDeck(bytes, name, options, null).then(
    ({ deck }) => `it was read, with ${deck.rates.length} rates`,
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(DeckReadError);
  const { code, message } = outcome as DeckReadError;
  expect(code).toMatch(/^[a-z0-9_]+$/);
  return message;
}

const limited = (limits: Partial<ReadLimits>): Options => ({ limits });

describe('bombs', () => {
  it('gz that unpacks to a thousand times its size', async () => {
    expect(await failureOf(gzBomb(64), 'deck.csv.gz')).toMatch(/times|ratio|unpack/i);
  });

  it('zip that unpacks to a thousand times its size', async () => {
    expect(await failureOf(zipBomb(64), 'deck.csv.zip')).toMatch(/times|ratio|unpack/i);
  });

  it('zip whose directory states a harmless size', async () => {
    expect(await failureOf(zipBomb(64, 4000), 'deck.csv.zip')).not.toBe('');
  });

  it('xlsx whose sheet unpacks to a thousand times its size', async () => {
    const sheet = sheetXmlOf(plainRows).replace('<sheetData>', `${' '.repeat(2 ** 26)}<sheetData>`);
    expect(await failureOf(workbookAround(sheet), 'deck.xlsx')).toMatch(/times|ratio|unpack/i);
  });

  it('limits of unpacked size hold for each container', async () => {
    const limits = limited({ unpackedBytesMax: 1000, packingRatioMax: 1_000_000 });
    const long = bytesOf(plainDeck.repeat(40));
    await failureOf(new Uint8Array(gzipSync(long)), 'deck.csv.gz', limits);
    await failureOf(zipBytes([{ name: 'deck.csv', content: long }]), 'deck.csv.zip', limits);
    await failureOf(workbookAround(sheetXmlOf(plainRows)), 'deck.xlsx', limits);
  });

  it('XML entities that multiply', async () => {
    const outcome = await openDeck(entityBomb(), 'deck.xlsx', {}, null).then(
      ({ deck }) => deck.rates.map(({ rate }) => rate.code),
      (error: unknown) => error,
    );
    if (!(outcome instanceof DeckReadError)) expect(outcome).toEqual(['43', '49']);
  });
});

describe('nesting', () => {
  it('a zip in a zip in a zip is not followed', async () => {
    await failureOf(zipsInZips(3), 'deck.zip');
    await failureOf(zipsInZips(40), 'deck.zip');
  });

  it('a gz in a gz is not followed', async () => {
    let bytes = bytesOf(plainDeck);
    for (let level = 0; level < 5; level += 1) bytes = new Uint8Array(gzipSync(bytes));
    await failureOf(bytes, 'deck.csv.gz');
  });

  it('cells in cells in cells, fifty thousand deep', async () => {
    const outcome = await openDeck(deepWorkbook(50_000), 'deck.xlsx', {}, null).then(
      ({ deck }) => deck.rates.map(({ rate }) => rate.code),
      (error: unknown) => error,
    );
    if (!(outcome instanceof DeckReadError)) expect(outcome).toEqual(['43', '49']);
  });
});

describe('sealed files say so', () => {
  it('xlsx with a password', async () => {
    expect(await failureOf(sealedWorkbook(), 'deck.xlsx')).toMatch(/password/i);
  });

  it('zip with a password', async () => {
    expect(await failureOf(sealedZip(), 'deck.zip')).toMatch(/password|encrypt/i);
  });
});

describe('damaged files', () => {
  it('xlsx, ods and xls that end early', async () => {
    const text = `sheet Rates\n${plainRows.map((row) => row.join(' | ')).join('\n')}\n`;
    for (const format of ['xlsx', 'ods'] as const) {
      const whole = await workbookBytes(text, format);
      for (const share of [0.2, 0.5, 0.9, 0.99]) {
        const part = whole.subarray(0, Math.floor(whole.length * share));
        await failureOf(part, `deck.${format}`);
      }
    }
    const whole = await workbookBytes(text, 'xls');
    await failureOf(whole.subarray(0, 700), 'deck.xls');
  });

  it('gz that ends early or has a wrong checksum', async () => {
    const whole = new Uint8Array(gzipSync(bytesOf(plainDeck)));
    await failureOf(whole.subarray(0, whole.length - 9), 'deck.csv.gz');
    const wrong = Uint8Array.from(whole);
    wrong[whole.length - 6] = wrong[whole.length - 6]! ^ 1;
    await failureOf(wrong, 'deck.csv.gz');
  });

  it('zip whose content does not have its checksum', async () => {
    const bytes = Buffer.from(zipBytes([{ name: 'deck.csv', content: bytesOf(plainDeck) }]));
    bytes[14] = bytes[14]! ^ 1;
    const listing = bytes.indexOf('PK\x01\x02', 0, 'latin1');
    bytes[listing + 16] = bytes[listing + 16]! ^ 1;
    await failureOf(new Uint8Array(bytes), 'deck.csv.zip');
  });

  it('nothing, blanks, a mark alone', async () => {
    await failureOf(new Uint8Array(), 'deck.csv');
    for (const text of ['\n\n\n', '   \t \n', '\uFEFF', ',,,\n,,,\n']) {
      const outcome = await openDeck(bytesOf(text), 'deck.csv', {}, null).then(
        ({ deck }) => deck.rates.length,
        (error: unknown) => error,
      );
      if (!(outcome instanceof DeckReadError)) expect(outcome).toBe(0);
    }
  });

  it('pictures, documents and bytes of nothing', async () => {
    const heads = [
      '\x89PNG\r\n\x1A\n\0\0\0\rIHDR',
      '%PDF-1.7\n%\xE2\xE3\xCF\xD3\n',
      '\0\0\0\0\0\0',
    ];
    for (const head of heads) {
      const bytes = new Uint8Array(Buffer.from(head + '\0\x01\x02'.repeat(100), 'latin1'));
      await failureOf(bytes, 'deck.csv');
    }
  });
});

describe('archives', () => {
  it('with several files are refused by name', async () => {
    const deck = bytesOf(plainDeck);
    const two = [
      { name: 'north.csv', content: deck },
      { name: 'south.csv', content: deck },
    ];
    const message = await failureOf(zipBytes(two), 'decks.zip');
    expect(message).toContain('north.csv');
    expect(message).toContain('south.csv');
  });

  it('with a name that climbs out are only read', async () => {
    const climbing = { name: '../../../etc/deck.csv', content: bytesOf(plainDeck) };
    expect(await ratesIn(zipBytes([climbing]), 'deck.zip')).toEqual(plainRates);
  });

  it('without a file are refused', async () => {
    await failureOf(zipBytes([]), 'deck.zip');
    await failureOf(zipBytes([{ name: 'folder/', content: new Uint8Array() }]), 'deck.zip');
  });
});

describe('size', () => {
  it('a cell of a megabyte spoils neither its neighbours nor goes unsaid', async () => {
    const bytes = bytesOf(`${plainDeck}39,${'Italy '.repeat(180_000)},0.0112\n`);
    const outcome = await openDeck(bytes, 'deck.csv', {}, null).catch((error: unknown) => error);
    if (outcome instanceof DeckReadError) return;
    const { file, recognition, deck } = outcome as Awaited<ReturnType<typeof openDeck>>;
    expect(deck.rates.slice(0, 2).map(({ rate }) => rate.code)).toEqual(['43', '49']);
    const said = [file, recognition, deck].flatMap(({ warnings }) => warnings);
    expect(deck.rejections.length + said.length).toBeGreaterThan(0);
    for (const { value, message } of deck.rejections) {
      expect(value.length + message.length, 'a message repeats the cell').toBeLessThan(2000);
    }
  });

  it('limits of rows, cells, sheets and bytes hold', async () => {
    const deck = bytesOf(plainDeck);
    expect(await failureOf(deck, 'deck.csv', limited({ rowsMax: 2 }))).toMatch(/rows/);
    expect(await failureOf(deck, 'deck.csv', limited({ cellsMax: 5 }))).toMatch(/cells/);
    await failureOf(deck, 'deck.csv', limited({ fileBytesMax: 20 }));
    const sheets = await workbookBytes('sheet A\n43 | 1\nsheet B\n49 | 2\n', 'xlsx');
    expect(await failureOf(sheets, 'deck.xlsx', limited({ sheetsMax: 1 }))).toMatch(/sheets/);
  });

  it('a line of a million cells', async () => {
    const bytes = bytesOf(`${plainDeck}${','.repeat(1_000_000)}\n39,Italy,0.0112\n`);
    const outcome = await ratesIn(bytes, 'deck.csv').catch((error: unknown) => error);
    if (!(outcome instanceof DeckReadError)) expect(outcome).toEqual([...plainRates, '39=0.0112']);
  });

  it('texts that make a pattern run for ever', async () => {
    const long = [
      '0'.repeat(50_000),
      '1-'.repeat(25_000),
      `${' '.repeat(50_000)}x`,
      '9,'.repeat(9000),
    ];
    for (const text of long) {
      const rows = [`"${text}",Long code,0.01`, `39,"${text}",0.01`, `34,Long price,"${text}"`];
      const bytes = bytesOf(`${plainDeck}${rows.join('\n')}\n`);
      const outcome = await ratesIn(bytes, 'deck.csv').catch((error: unknown) => error);
      if (!(outcome instanceof DeckReadError))
        expect(outcome).toEqual(expect.arrayContaining(plainRates));
    }
  });
});

it('names that mean something to JavaScript are names', async () => {
  const text = 'Prefix,Destination,Rate,__proto__,constructor\n43,toString,0.0137,1,2\n';
  expect(await ratesIn(bytesOf(text), '__proto__')).toEqual(['43=0.0137']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
