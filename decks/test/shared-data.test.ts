/**
 * Real decks, code decks and call records that other projects published. They are read where they
 * lie, beside the checkout, because none may be copied; what is expected of each was counted from
 * the files themselves, not from what Ratedeck reads.
 */

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Deck, DeckOptions } from '../src/deck/deck.js';
import { checkDeck, openDeck } from '../src/index.js';
import { plainAmount, wordsOfRate } from './deck-words.js';

const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const isThere = existsSync(`${folder}README.md`);

const ten = 10n;
const decimals = 10;

async function open(name: string, options: DeckOptions = {}) {
  const bytes = new Uint8Array(readFileSync(`${folder}${name}`));
  const opened = await openDeck(bytes, name, options, null);
  for (const { rows, headers, rateRows, ignored, rejected } of opened.deck.accounts) {
    expect(headers + rateRows + ignored + rejected).toBe(rows);
  }
  const questions = [...new Set(opened.recognition.questions.map(({ code }) => code))].sort();
  return { ...opened, questions, isDeck: opened.recognition.sheets.some((one) => one.isDeck) };
}

/** Amounts as whole ten-thousand-millionths. */
function scaled(text: string): bigint {
  const [whole, fraction = ''] = text.split('.');
  return BigInt(whole!) * ten ** BigInt(decimals) + BigInt(fraction.padEnd(decimals, '0'));
}

function pricesOf(deck: Deck): { min: string; max: string; sum: string } {
  const prices = deck.rates.map(({ rate }) => scaled(rate.price!)).sort((a, b) => (a < b ? -1 : 1));
  const sum = prices.reduce((total, price) => total + price, 0n);
  const text = (amount: bigint): string => {
    const digits = String(amount).padStart(decimals + 1, '0');
    return plainAmount(`${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`);
  };
  return { min: text(prices[0]!), max: text(prices.at(-1)!), sum: text(sum) };
}

function codesOf(deck: Deck): Set<string> {
  return new Set(deck.rates.map(({ rate }) => rate.code));
}

function rateOf(deck: Deck, code: string, ...fields: string[]): string {
  const rates = deck.rates.filter(({ rate }) => rate.code === code).map(wordsOfRate);
  return rates.map((words) => fields.map((field) => words.get(field) ?? '-').join(' ')).join('; ');
}

function rowsOf(deck: Deck): [rateRows: number, ignored: number, rejected: number] {
  const total = (pick: (account: Deck['accounts'][number]) => number): number =>
    deck.accounts.reduce((sum, account) => sum + pick(account), 0);
  return [total((a) => a.rateRows), total((a) => a.ignored), total((a) => a.rejected)];
}

function rateDecks(): void {
  it('ivozprovider-prices.csv', async () => {
    const { deck, questions } = await open('ivozprovider-prices.csv');
    expect(questions).toEqual([]);
    expect(rowsOf(deck)).toEqual([4743, 0, 0]);
    expect(codesOf(deck).size).toBe(4743);
    expect(new Set(deck.rates.map(({ rate }) => rate.name)).size).toBe(225);
    expect(pricesOf(deck)).toEqual({ min: '0.008', max: '2339', sum: '375236.374' });
    const fields = ['name', 'price', 'setupFee', 'firstInterval', 'nextInterval'] as const;
    expect(rateOf(deck, '9377', ...fields)).toBe('Afghanistan 0.273 0.273 1 1');
    expect(rateOf(deck, '263', ...fields)).toBe('Zimbabwe 0.136 0.136 1 1');
    expect(deck.rates.every(({ rate }) => rate.price === rate.setupFee)).toBe(true);
  });

  it('asterisell-az-decimal-comma.csv', async () => {
    const { deck, questions } = await open('asterisell-az-decimal-comma.csv');
    expect(questions).toEqual([]);
    expect(rowsOf(deck)).toEqual([11_894, 0, 0]);
    expect(codesOf(deck).size).toBe(11_894);
    expect(pricesOf(deck)).toEqual({ min: '0.0121', max: '1.9989', sum: '858.1432' });
    expect(rateOf(deck, '88299', 'name', 'price')).toBe('AeroMobile - GSM aircraft 1.9989');
    expect(rateOf(deck, '5511', 'name', 'price')).toBe('Brazil - S¿Paulo 0.0218');
  });

  it('za-retail-city-code-lists.csv', async () => {
    const { deck, questions } = await open('za-retail-city-code-lists.csv');
    expect(questions).toEqual([]);
    expect(rowsOf(deck)).toEqual([1154, 0, 0]);
    expect(deck.rates.length).toBe(17_350);
    expect(codesOf(deck).size).toBe(17_350);
    expect(deck.currency).toBe('ZAR');
    expect(pricesOf(deck)).toEqual({ min: '0.18', max: '69.46', sum: '20370.72' });
    expect(rateOf(deck, '67212', 'price')).toBe('10.63');
    expect(rateOf(deck, '672672', 'price')).toBe('10.63');
    expect(rateOf(deck, '93', 'price')).toBe('2.64');
    // An area code that begins like its country code is joined all the same.
    expect(codesOf(deck).has('77272')).toBe(true);
  });

  it('interconn-names-only.csv', async () => {
    const { deck, questions } = await open('interconn-names-only.csv');
    expect(questions).toContain('names_only');
    expect(deck.rates).toEqual([]);
    const [rateRows, ignored, rejected] = rowsOf(deck);
    expect([rateRows, ignored + rejected]).toEqual([0, 1162]);
    expect(deck.unresolvedNames.length).toBe(1070);
  });

  it('plivo-network-prices.csv', async () => {
    const { deck } = await open('plivo-network-prices.csv');
    const check = checkDeck(deck, {});
    expect(codesOf(deck).has('')).toBe(false);
    expect(codesOf(deck).size).toBe(217);
    expect(rowsOf(deck)).toEqual([1489, 0, 7]);
    expect(deck.currency).toBe('USD');
    // A second price for a code, whatever network it is for.
    const contested = new Set(check.conflicts.map(({ second }) => second.rate.code));
    expect([check.conflicts.length, contested.size]).toEqual([269, 114]);
  });

  it('pt-special-services-mixed-decimals.csv', async () => {
    const { deck, questions } = await open('pt-special-services-mixed-decimals.csv');
    expect(questions).toContain('peak_hours');
    expect(rowsOf(deck)).toEqual([7, 17, 0]);
    const codes = ['1820', '1696', '16200', '16996', '1693', '16105', '16916'];
    expect([...codesOf(deck)].sort()).toEqual(codes.sort());
    const pricesAndFee = (code: string): string[] =>
      deck.rates
        .filter(({ rate }) => rate.code === code)
        .flatMap((one) => [
          wordsOfRate(one).get('price')!,
          wordsOfRate(one).get('setupFee') ?? '0',
        ]);
    expect(new Set(pricesAndFee('1820'))).toEqual(new Set(['0.5691', '0.813']));
    expect(new Set(pricesAndFee('1693'))).toEqual(new Set(['0.38', '0']));
    expect(new Set(pricesAndFee('1696'))).toEqual(new Set(['0.467', '0.38']));
    expect(new Set(pricesAndFee('16105'))).toEqual(new Set(['0', '0.2']));
    expect(deck.rates.filter(({ rate }) => rate.maxCharge !== undefined)).toEqual([]);
  });

  it('tcxc-acme-rate-notice.csv gives what its origin made of it', async () => {
    const { deck, questions } = await open('tcxc-acme-rate-notice.csv');
    const { deck: converted } = await open('tcxc-acme-rate-notice-converted.csv', {
      now: '2026-09-18T00:00:00Z',
    });
    expect(questions).toEqual([]);
    expect(rowsOf(deck)[0]).toBe(8);
    expect(rowsOf(deck)[2]).toBe(0);
    expect(deck.rates.length).toBe(25);
    expect(deck.currency).toBe('USD');
    const terms = (one: Deck): string[] =>
      [...codesOf(one)]
        .map((code) =>
          [code, rateOf(one, code, 'price', 'firstInterval', 'nextInterval')].join(' '),
        )
        .sort();
    expect(terms(deck)).toEqual(terms(converted));
    const closed = deck.rates.filter(({ change }) => change === 'close');
    expect(closed.map(({ rate }) => rate.code)).toEqual(['234805']);
    expect(rateOf(deck, '234805', 'date')).toBe('2026-09-20');
    expect(rateOf(deck, '49172', 'date')).toBe('2026-09-23');
    expect(rateOf(deck, '521', 'date')).toBe('2026-10-01');
    expect(rateOf(deck, '33607', 'date')).toBe('2026-09-16');
  });

  it('tcxc-acme-rate-notice-converted.csv', async () => {
    const { deck, questions } = await open('tcxc-acme-rate-notice-converted.csv', {
      now: '2026-09-18T00:00:00Z',
    });
    expect(questions).toEqual([]);
    expect(rowsOf(deck)).toEqual([25, 0, 0]);
    const gone = deck.rates.filter(({ change }) => change !== 'set');
    expect(gone.map(({ rate }) => rate.code)).toEqual(['234805']);
    expect(rateOf(deck, '49', 'date')).toBe('2026-09-18');
    expect(rateOf(deck, '49152', 'date')).toBe('2026-09-23');
  });
}

function otherFiles(): void {
  it('mcc-mnc-lists.xlsx: network codes are no telephone prefixes', async () => {
    const { file, deck, isDeck, questions } = await open('mcc-mnc-lists.xlsx');
    const [sheet] = file.sheets;
    expect([sheet!.name, sheet!.rows.length]).toEqual(['sheet1', 8]);
    expect(sheet!.rows.map(({ cells }) => cells[1])).toEqual([
      ...['MCC', '455', 240, 242, '345', '232', 300, 212],
    ]);
    expect(sheet!.rows[5]!.cells[2]).toBe('06; 01;03');
    expect(isDeck && questions.length === 0 && deck.rates.length > 0).toBe(false);
  });

  it('mcc-mnc-lists.xlsx: when told, its lists keep their zeros', async () => {
    const map = { countryCode: 'MCC', areaCode: 'MNC', price: 'Rate' };
    const { deck } = await open('mcc-mnc-lists.xlsx', { map });
    expect([...codesOf(deck)].sort()).toEqual([
      ...['21202', '23201', '23203', '23206', '24001', '24002', '24005', '24207'],
      ...['30002', '30005', '34501', '34506', '45501'],
    ]);
    expect(rateOf(deck, '23206', 'price')).toBe('0.7');
  });

  for (const name of [
    'code-deck-world-prefixes.csv',
    'code-deck-nanp-npa-report.csv',
    'code-deck-ru-ranges.csv',
    'cdr-freepbx-header.csv',
    'cdr-asterisk-master-noheader.csv',
  ]) {
    it(`${name} is never taken for a deck of rates without a question`, async () => {
      const { deck, isDeck, questions } = await open(name);
      expect(isDeck && questions.length === 0).toBe(false);
      if (!isDeck) expect(deck.rates).toEqual([]);
    });
  }

  it('texts are read with their encoding, quotes and rows', async () => {
    const counts: Record<string, number> = {
      'code-deck-world-prefixes.csv': 10_063,
      'code-deck-nanp-npa-report.csv': 802,
      'code-deck-ru-ranges.csv': 31,
      'cdr-freepbx-header.csv': 101,
      'cdr-asterisk-master-noheader.csv': 14,
    };
    for (const [name, count] of Object.entries(counts)) {
      const { file } = await open(name);
      expect([name, file.sheets[0]!.rows.length]).toEqual([name, count]);
    }
    const world = await open('code-deck-world-prefixes.csv');
    expect(world.file.sheets[0]!.rows[1]!.cells.slice(0, 3)).toEqual([
      ...['937', 'Afghanistan', 'Mobile Line'],
    ]);
    const russia = await open('code-deck-ru-ranges.csv');
    expect(russia.file.delimiter).toBe(';');
    expect(russia.file.sheets[0]!.rows[1]!.cells[4]).toBe('ПАО "Мобильные ТелеСистемы"');
    expect(russia.file.sheets[0]!.rows[1]!.cells[1]).toBe('0000000');
  });
}

if (isThere) {
  describe('decks of the wild', rateDecks);
  describe('files that are no decks of rates', otherFiles);
} else {
  describe('decks of the wild', () => {
    it('are not beside this checkout (../shared/data), because they may not be copied', () => {
      expect(isThere).toBe(false);
    });
  });
}
