/** Decks put into the engine: what a call costs is what the carrier's sheet says it costs. */

import { type Book, compile } from '@ratedeck/engine';
import { expect, it } from 'vitest';
import { openDeck } from '../src/index.js';

interface Call {
  readonly to: string;
  readonly at: string;
  readonly volume?: number;
}

/** Amounts, or the reason why there is none. */
async function priced(text: string, calls: readonly Call[]): Promise<string[]> {
  const bytes = new Uint8Array(Buffer.from(text, 'utf8'));
  const { deck } = await openDeck(bytes, 'deck.csv', { yes: true }, null);
  const rates = deck.rates.filter(({ change }) => change === 'set').map(({ rate }) => rate);
  const book: Book = {
    book: 1,
    timeProfiles: deck.timeProfiles,
    rateTables: [{ name: 'Deck', rates }],
  };
  const rater = compile(book);
  return calls.map(({ to, at, volume = 60 }) => {
    const result = rater.rate({ to, at, volume, service: 'voice' }, { table: 'Deck' });
    return result.amount ?? `${result.outcome} ${result.reason ?? ''}`.trim();
  });
}

it('peak and off-peak cover every hour of the week, each with its own price', async () => {
  const text =
    'Prefix,Destination,Cost on weekdays from 8am to 8pm,Cost on weekdays from 8pm to 8am and weekend\n' +
    '43,Austria,0.30,0.10\n49,Germany,0.40,0.20\n39,Italy,0.50,0.50\n';
  const calls = [
    { to: '4312345', at: '2026-12-02T12:00:00Z' },
    { to: '4312345', at: '2026-12-02T07:59:59Z' },
    { to: '4312345', at: '2026-12-02T08:00:00Z' },
    { to: '4312345', at: '2026-12-02T20:00:00Z' },
    { to: '4312345', at: '2026-12-05T12:00:00Z' },
    { to: '3912345', at: '2026-12-02T03:00:00Z' },
  ];
  expect(await priced(text, calls)).toEqual(['0.3', '0.1', '0.3', '0.1', '0.1', '0.5']);
});

it('the longest code wins, the empty one takes what is left, a blocked one nothing', async () => {
  const text =
    'Prefix,Destination,Rate,Billing,Status\n43,Austria,0.06,60/1,New\n' +
    '43664,Austria Mobile,0.12,30/6,Increase\n850,North Korea,,1/1,Blocked\n' +
    ',All other destinations,6.00,60/60,New\n';
  const at = '2026-12-02T12:00:00Z';
  const calls = [
    { to: '4312345', at, volume: 61 },
    { to: '43664123', at, volume: 31 },
    { to: '85012345', at },
    { to: '88112345', at, volume: 61 },
  ];
  const [austria, mobile, blocked, rest] = await priced(text, calls);
  expect([austria, mobile, rest]).toEqual(['0.061', '0.072', '12']);
  expect(blocked).toContain('blocked');
});

it('a later version takes over at its date', async () => {
  const text =
    'Prefix,Destination,Rate,Effective\n43,Austria,0.60,2026-11-01\n43,Austria,0.90,2026-12-01\n' +
    '49,Germany,0.30,2026-11-01\n';
  const calls = [
    { to: '4312345', at: '2026-11-30T23:59:59Z' },
    { to: '4312345', at: '2026-12-01T00:00:00Z' },
    { to: '4312345', at: '2026-10-01T00:00:00Z' },
  ];
  const [before, after, tooEarly] = await priced(text, calls);
  expect([before, after]).toEqual(['0.6', '0.9']);
  expect(tooEarly).toContain('not_yet_effective');
});

it('a label keeps no call from its rate', async () => {
  const text =
    'Code,Country,Price,Route Class\n45,Denmark,0.02,Direct\n4520,Denmark Mobile,0.03,Direct\n' +
    '46,Sweden,0.04,Direct\n';
  const at = '2026-12-02T12:00:00Z';
  const calls = [
    { to: '4571234567', at },
    { to: '4520123456', at, volume: 90 },
  ];
  expect(await priced(text, calls)).toEqual(['0.02', '0.045']);
});

it('a least charge in money is what a short call costs, and no more for a long one', async () => {
  const text =
    'Prefix,Destination,Rate/min,Minimum Charge\n45,Denmark,0.006,0.02\n4520,Denmark Mobile,0.018,0.02\n';
  const at = '2026-12-02T12:00:00Z';
  const calls = [
    { to: '4571234567', at, volume: 20 },
    { to: '4571234567', at, volume: 600 },
    { to: '4520123456', at, volume: 600 },
  ];
  expect(await priced(text, calls)).toEqual(['0.02', '0.06', '0.18']);
});

it('barred in place of a price, and -1, refuse what a shorter code would sell', async () => {
  const text =
    'Prefix,Destination,Rate\n371,Latvia,0.02\n37120,Latvia Mobile,Barred\n37125,Latvia Special,-1\n' +
    '372,Estonia,0.03\n';
  const at = '2026-12-02T12:00:00Z';
  const calls = [
    { to: '37120123456', at },
    { to: '37125123456', at },
    { to: '37167123456', at },
  ];
  const [mobile, special, fixed] = await priced(text, calls);
  expect(mobile).toContain('blocked');
  expect(special).toContain('blocked');
  expect(fixed).toBe('0.02');
});

it('units of rows make the price of a minute or of a call', async () => {
  const text =
    'Code,Destination,Price,Unit\n45,Denmark,0.06,min\n4520,Denmark Mobile,0.001,sec\n' +
    '4590,Denmark Service,0.5,call\n';
  const at = '2026-12-02T12:00:00Z';
  const calls = [
    { to: '4571234567', at },
    { to: '4520123456', at, volume: 90 },
    { to: '4590123456', at, volume: 600 },
  ];
  expect(await priced(text, calls)).toEqual(['0.06', '0.09', '0.5']);
});
