/**
 * What is written is read again: random decks in random encodings, delimiters, line ends, decimal
 * marks and quotes; as spreadsheets; packed; and codes joined into ranges and taken apart.
 */

import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Random } from '../../engine/test/random.js';
import type { Deck } from '../src/deck/deck.js';
import { openDeck } from '../src/index.js';
import { plainAmount } from './deck-words.js';
import {
  foreignWord,
  type PlainRate,
  randomLayout,
  randomRates,
  writeDeckText,
} from './random-deck.js';
import { encodeText } from './text-encoding.js';
import { workbookBytes } from './workbook-text.js';
import { zipBytes } from './zip-bytes.js';

const seed = Number(process.env['RATEDECK_SEED'] ?? Date.now() % 1_000_000);
const decks = Number(process.env['RATEDECK_DECKS'] ?? 60);

console.log(`round-trip.test.ts: RATEDECK_SEED=${seed} RATEDECK_DECKS=${decks}`);

/** One generator for each deck, so that a failure replays alone. */
function eachDeck(run: (random: Random, where: string) => Promise<void>): () => Promise<void> {
  return async () => {
    for (let at = 0; at < decks; at += 1) {
      await run(new Random(seed + at), `RATEDECK_SEED=${seed + at} RATEDECK_DECKS=1`);
    }
  };
}

function plainRatesOf(deck: Deck): PlainRate[] {
  return deck.rates.map(({ rate }) => ({
    code: rate.code,
    name: rate.name ?? '',
    price: plainAmount(rate.price ?? ''),
    firstInterval: rate.firstInterval ?? rate.nextInterval ?? 1,
    nextInterval: rate.nextInterval ?? 1,
    effectiveFrom: (rate.effectiveFrom ?? '').slice(0, 10),
  }));
}

const withPlainAmounts = (rates: readonly PlainRate[]): PlainRate[] =>
  rates.map((rate) => ({ ...rate, price: plainAmount(rate.price) }));

async function expectSame(
  bytes: Uint8Array,
  name: string,
  rates: readonly PlainRate[],
  where: string,
): Promise<void> {
  const { deck, recognition } = await openDeck(bytes, name, {}, null);
  expect(recognition.questions, where).toEqual([]);
  expect(deck.rejections, where).toEqual([]);
  expect(plainRatesOf(deck), where).toEqual(withPlainAmounts(rates));
}

describe('written and read again', () => {
  it(
    'as text in any encoding, delimiter, line end and decimal mark',
    eachDeck(async (random, where) => {
      const layout = randomLayout(random);
      const rates = randomRates(random, random.between(8, 40)).map((rate) =>
        random.chance(60) ? { ...rate, name: foreignWord(random, layout.encoding) } : rate,
      );
      const bytes = encodeText(writeDeckText(rates, layout), layout.encoding, layout.mark);
      await expectSame(bytes, 'deck.csv', rates, `${where} ${JSON.stringify(layout)}`);
    }),
  );

  it(
    'with names full of quotes, line breaks and delimiters',
    eachDeck(async (random, where) => {
      const layout = { ...randomLayout(random), encoding: 'utf-8' as const };
      const marks = ['"', '""', ',', ';', '|', '\t', '\n', '\r\n', "'", ' '];
      const rates = randomRates(random, 20).map((rate) => ({
        ...rate,
        name: `North${random.pick(marks)}${random.pick(marks)}West`,
      }));
      const bytes = encodeText(writeDeckText(rates, layout), 'utf-8', true);
      const { deck } = await openDeck(bytes, 'deck.csv', {}, null);
      const flat = (list: readonly PlainRate[]): PlainRate[] =>
        list.map((rate) => ({ ...rate, name: rate.name.replace(/\s+/g, ' ') }));
      expect(flat(plainRatesOf(deck)), where).toEqual(flat(withPlainAmounts(rates)));
    }),
  );

  it(
    'packed',
    eachDeck(async (random, where) => {
      const rates = randomRates(random, 12);
      const content = encodeText(writeDeckText(rates, randomLayout(random)), 'utf-8', true);
      await expectSame(new Uint8Array(gzipSync(content)), 'deck.csv.gz', rates, where);
      const zip = zipBytes([{ name: 'deck.csv', content }]);
      await expectSame(zip, 'deck.zip', rates, where);
    }),
  );

  it('as spreadsheets', async () => {
    for (const format of ['xlsx', 'xls', 'ods'] as const) {
      const rates = randomRates(new Random(seed), 200);
      const rows = rates.map(({ code, name, price, firstInterval, nextInterval, effectiveFrom }) =>
        [`'${code}`, name, price, `${firstInterval}/${nextInterval}`, `@${effectiveFrom}`].join(
          ' | ',
        ),
      );
      const header = 'Prefix | Destination | Rate | Billing | Effective Date';
      const bytes = await workbookBytes(`sheet Rates\n${[header, ...rows].join('\n')}\n`, format);
      await expectSame(bytes, `deck.${format}`, rates, `RATEDECK_SEED=${seed} ${format}`);
    }
  });
});

describe('codes', () => {
  it(
    'joined into lists and ranges and taken apart again',
    eachDeck(async (random, where) => {
      const codes = new Set<string>();
      const length = random.between(4, 7);
      while (codes.size < 60) {
        const start = Number(String(random.between(1, 9)) + random.digits(length - 1));
        const size = random.between(1, 12);
        for (let at = 0; at < size; at += 1) {
          // A range beyond its first digit would cross from one country into another.
          if (String(start + at)[0] === String(start)[0]) codes.add(String(start + at));
        }
      }
      const sorted = [...codes].sort();
      const groups = [sorted.slice(0, 25), sorted.slice(25, 50), sorted.slice(50)];
      const lines = groups.map(
        (group, at) =>
          `"${rangesOf(group).join(random.pick([', ', ';', '; ', ',']))}",North ${at},0.01${at + 1}`,
      );
      const text = `Dial Codes,Destination,Rate\n${lines.join('\n')}\n`;
      const { deck, recognition } = await openDeck(
        encodeText(text, 'utf-8', false),
        'a.csv',
        {},
        null,
      );
      expect(recognition.questions, `${where}\n${text}`).toEqual([]);
      const found = deck.rates.map(({ rate }) => `${rate.code} ${rate.price}`).sort();
      const wanted = groups.flatMap((group, at) => group.map((code) => `${code} 0.01${at + 1}`));
      expect(found, `${where}\n${text}`).toEqual(wanted.sort());
    }),
  );
});

/** Neighbours of equal length as `first-last`. */
function rangesOf(sorted: readonly string[]): string[] {
  const ranges: string[] = [];
  let first = 0;
  for (let at = 1; at <= sorted.length; at += 1) {
    const previous = sorted[at - 1]!;
    const isNext = Number(sorted[at]) === Number(previous) + 1 && sorted[at]![0] === previous[0];
    if (isNext) continue;
    ranges.push(at - first === 1 ? sorted[first]! : `${sorted[first]}-${sorted[at - 1]}`);
    first = at;
  }
  return ranges;
}
