/**
 * The rate table that benchmarks price with, drawn from random codes.
 *
 * Prices have 4 decimals (2,500 different ones, as in decks: a destination has one price and many
 * codes), increments are those of the trade, one rate in sixteen has a set-up fee. `world`: one
 * rate a code. `history`: besides, every tenth code has ten versions and every other tenth a second
 * rate for the peak hours, so that choosing a version and a profile is real work.
 */

import type { Book, Rate, TimeProfile } from '@ratedeck/engine';
import { below, pick, type Random } from './random.js';

export type DeckKind = 'world' | 'history';

export const tableName = 'world';
export const planName = 'retail';
const versionsPerCode = 10;

/** Traffic is of this month; versions start before and within it. */
export const trafficStartMs = Date.UTC(2026, 10, 1);
export const trafficDurationMs = 30 * 86_400_000;
const firstVersionMs = Date.UTC(2026, 9, 15);
const versionStepMs = 4 * 86_400_000;

const peakProfile: TimeProfile = {
  name: 'peak',
  timeZone: 'Europe/Vienna',
  windows: [{ weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' }],
};

const priceCount = 2500;

const increments = [
  [1, 1],
  [60, 60],
  [30, 6],
  [6, 6],
  [60, 1],
] as const;

export function randomDeck(codes: readonly string[], kind: DeckKind, random: Random): Rate[] {
  const prices = Array.from({ length: priceCount }, () => randomPrice(random));
  const randomRate = (code: string): Rate => {
    const [firstInterval, nextInterval] = pick(random, increments);
    const rate = { code, price: pick(random, prices), firstInterval, nextInterval };
    return below(random, 16) === 0 ? { ...rate, setupFee: '0.0500' } : rate;
  };
  const rates: Rate[] = [];
  codes.forEach((code, position) => {
    rates.push(randomRate(code));
    if (kind === 'world') return;
    if (position % 10 === 0) {
      for (let version = 1; version < versionsPerCode; version += 1) {
        const startMs = firstVersionMs + version * versionStepMs;
        const effectiveFrom = new Date(startMs).toISOString();
        rates.push({ ...randomRate(code), effectiveFrom });
      }
    } else if (position % 10 === 5) {
      rates.push({ ...randomRate(code), timeProfile: peakProfile.name });
    }
  });
  return rates;
}

/** From 0.0001 to 1.9999. */
function randomPrice(random: Random): string {
  const tenThousandths = 1 + below(random, 19_999);
  const whole = Math.floor(tenThousandths / 10_000);
  return `${whole}.${String(tenThousandths % 10_000).padStart(4, '0')}`;
}

export function bookOf(rates: readonly Rate[]): Book {
  return {
    book: 1,
    timeProfiles: [peakProfile],
    rateTables: [{ name: tableName, currency: 'EUR', rates }],
    ratingPlans: [{ name: planName, currency: 'EUR', entries: [{ rateTable: tableName }] }],
  };
}
