/**
 * What is allowed but seldom meant: prices of zero, above a cap, raised by much, or raised at
 * shorter notice than agreed. All comparisons are of exact decimals.
 */

import {
  type DecimalString,
  formatInstant,
  INSTANT_MAX_MS,
  parseInstant,
  type Rate,
} from '@ratedeck/engine';
import { comparePrices, percentChange, priceUnits } from '../compare/price-difference.js';
import { groupOf } from '../compare/rate-index.js';
import type { DeckRate } from '../deck/deck.js';
import type { WarningList } from '../deck/warning-list.js';

export interface PriceLimits {
  /** Rates of today: what raises and notice are measured from. */
  readonly previous?: readonly Rate[];
  /** Per cent, decimal string: a raise by more is worth a look. */
  readonly raisePercentMax?: DecimalString;
  readonly priceMax?: DecimalString;
  /** ISO 8601: the instant that notice is counted from. */
  readonly now?: string;
  /** Days between `now` and a dearer price. */
  readonly noticeDays?: number;
}

const DAY_MS = 86_400_000;
const PERCENT_UNITS = 100n * priceUnits('1');

export function warnOfPrices(
  rates: readonly DeckRate[],
  limits: PriceLimits,
  warnings: WarningList,
): void {
  const { priceMax } = limits;
  const before = limits.previous === undefined ? null : new PreviousRates(limits.previous);
  const noticeEnd = noticeEndOf(limits);
  for (const deckRate of rates) {
    const { rate, sheet, row } = deckRate;
    const { price } = rate;
    if (price !== undefined && rate.blocked !== true && deckRate.change === 'set') {
      if (isZero(price)) {
        const message = `code ${shownCode(rate)} is free of charge: its price is 0`;
        warnings.add('zero_price', sheet, row, message);
      }
      if (priceMax !== undefined && comparePrices(price, priceMax) > 0) {
        const message = `code ${shownCode(rate)} costs ${price}, above the cap of ${priceMax}`;
        warnings.add('price_over_cap', sheet, row, message);
      }
    }
    if (before === null) {
      if (noticeEnd !== null) warnOfDate(deckRate, limits, noticeEnd, warnings);
    } else {
      const old = before.inForceFor(rate, limits.now);
      if (old !== null) warnOfChange(deckRate, old, limits, noticeEnd, warnings);
    }
  }
}

export const shownCode = ({ code }: Rate): string => (code === '' ? '"" (every number)' : code);

/** Most prices begin with another digit or show it soon; none has to become a number for this. */
const isZero = (price: DecimalString): boolean => price === '0' || /^0+(?:\.0*)?$/.test(price);

function noticeEndOf({ now, noticeDays }: PriceLimits): string | null {
  if (noticeDays === undefined || now === undefined) return null;
  const nowMs = parseInstant(now);
  if (nowMs === null) throw new RangeError(`now is no instant: ${JSON.stringify(now)}`);
  return formatInstant(Math.min(nowMs + noticeDays * DAY_MS, INSTANT_MAX_MS));
}

/** Without the rates of today a raise cannot be told: every date to come counts, no past one. */
function warnOfDate(
  { rate, sheet, row }: DeckRate,
  { now, noticeDays }: PriceLimits,
  noticeEnd: string,
  warnings: WarningList,
): void {
  const from = rate.effectiveFrom;
  if (from === undefined || isBefore(from, now!) || !isBefore(from, noticeEnd)) return;
  const notice = `less than the ${noticeDays} days of notice agreed`;
  const message = `code ${shownCode(rate)} changes at ${from}, ${notice} (from ${noticeEnd} on)`;
  warnings.add('short_notice', sheet, row, message);
}

function warnOfChange(
  deckRate: DeckRate,
  old: Rate,
  limits: PriceLimits,
  noticeEnd: string | null,
  warnings: WarningList,
): void {
  const { rate, sheet, row } = deckRate;
  const worse = worsening(deckRate, old);
  if (worse === null) return;
  const at = deckRate.change === 'close' ? rate.effectiveTo : rate.effectiveFrom;
  if (noticeEnd !== null && (at === undefined || isBefore(at, noticeEnd))) {
    const when = at === undefined ? 'at once' : `at ${at}`;
    const notice = `less than the ${limits.noticeDays} days of notice agreed`;
    const message = `code ${shownCode(rate)} ${worse} ${when}, ${notice} (from ${noticeEnd} on)`;
    warnings.add('short_notice', sheet, row, message);
  }
  const { raisePercentMax } = limits;
  if (raisePercentMax === undefined || rate.price === undefined || old.price === undefined) return;
  if (!isRaisedBeyond(old.price, rate.price, raisePercentMax)) return;
  const percent = percentChange(old.price, rate.price);
  const raise = percent === null ? 'from nothing' : `by ${percent} %`;
  const message = `code ${shownCode(rate)} is raised ${raise}, from ${old.price} to ${rate.price}`;
  warnings.add('raise', sheet, row, `${message}; the limit is ${raisePercentMax} %`);
}

/** What is worse than before for whoever buys at these rates; null when nothing is. */
function worsening({ rate, change }: DeckRate, old: Rate): string | null {
  if (change !== 'set') return 'ends';
  if (rate.blocked === true) return old.blocked === true ? null : 'is blocked';
  if (rate.price === undefined || old.price === undefined) return null;
  return comparePrices(rate.price, old.price) > 0 ? 'is raised' : null;
}

/** new / old > 1 + percent / 100, without a division. */
function isRaisedBeyond(old: DecimalString, next: DecimalString, percent: DecimalString): boolean {
  const [before, after] = [priceUnits(old), priceUnits(next)];
  return after > before && (after - before) * PERCENT_UNITS > priceUnits(percent) * before;
}

/** The versions of today by identity; finds the one in force when a new one begins. */
class PreviousRates {
  readonly #versions = new Map<string, Rate[]>();

  constructor(rates: readonly Rate[]) {
    for (const rate of rates) {
      if (rate.stashed === true) continue;
      const identity = groupOf(rate) + rate.code;
      const versions = this.#versions.get(identity);
      if (versions === undefined) this.#versions.set(identity, [rate]);
      else versions.push(rate);
    }
  }

  /** With neither a date of its own nor a `now`, against the latest version there is. */
  inForceFor(rate: Rate, now: string | undefined): Rate | null {
    const versions = this.#versions.get(groupOf(rate) + rate.code);
    if (versions === undefined) return null;
    const at = rate.effectiveFrom ?? rate.effectiveTo ?? now;
    const atMs = at === undefined ? Number.POSITIVE_INFINITY : instantMsOf(at);
    let found: Rate | null = null;
    let foundMs = Number.NEGATIVE_INFINITY;
    for (const version of versions) {
      const beginMs =
        version.effectiveFrom === undefined
          ? Number.NEGATIVE_INFINITY
          : instantMsOf(version.effectiveFrom);
      // A version that begins at the same instant is replaced by the new one, so it counts too.
      if (beginMs > atMs || (found !== null && beginMs < foundMs)) continue;
      found = version;
      foundMs = beginMs;
    }
    if (found === null || found.effectiveTo === undefined) return found;
    return instantMsOf(found.effectiveTo) < atMs ? null : found;
  }
}

const isBefore = (a: string, b: string): boolean => instantMsOf(a) < instantMsOf(b);

function instantMsOf(text: string): number {
  const instantMs = parseInstant(text);
  if (instantMs === null) throw new RangeError(`not an instant: ${JSON.stringify(text)}`);
  return instantMs;
}
