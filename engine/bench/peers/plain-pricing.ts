/**
 * Peer: event pricing as it is plainly written. An object a rate, versions in an array that is
 * walked, the number cleaned by a regular expression, money as BigInt. The lookup is given, so that
 * trie and `Map` share the rest. Knows what `deck.ts` draws: every code has a rate at all times,
 * the profile's zone is an hour ahead of UTC for the whole month (both make the peer faster than a
 * rater that has to care).
 */

import type { Rate } from '@ratedeck/engine';
import { buildDigitTrie, lookupInTrie } from './digit-trie.js';
import { buildPrefixMap, lookupInMap } from './prefix-map.js';

interface PlainRate {
  readonly fromMs: number;
  /** Ten-thousandths a minute. */
  readonly price: bigint;
  readonly fee: bigint;
  readonly firstInterval: number;
  readonly nextInterval: number;
}

interface PlainCode {
  readonly always: PlainRate[];
  readonly peak: PlainRate[];
}

export interface PlainRater {
  /** Position of the longest code among {@link codes}, or -1. */
  readonly byTrie: (number: string) => number;
  readonly byMap: (number: string) => number;
  readonly codes: readonly string[];
  readonly rates: readonly PlainCode[];
}

export function buildPlainRater(rates: readonly Rate[]): PlainRater {
  const byCode = new Map<string, PlainCode>();
  for (const rate of rates) {
    const entry = byCode.get(rate.code) ?? { always: [], peak: [] };
    byCode.set(rate.code, entry);
    (rate.timeProfile === undefined ? entry.always : entry.peak).push(toPlainRate(rate));
  }
  const codes = [...byCode.keys()];
  const trie = buildDigitTrie(codes);
  const map = buildPrefixMap(codes);
  const digits = new Uint8Array(32);
  return {
    codes,
    rates: [...byCode.values()],
    byTrie: (number) => {
      for (let at = 0; at < number.length; at += 1) digits[at] = number.charCodeAt(at) - 48;
      return lookupInTrie(trie, digits, number.length);
    },
    byMap: (number) => lookupInMap(map, number),
  };
}

function toPlainRate(rate: Rate): PlainRate {
  const tenThousandths = (text: string | undefined): bigint =>
    text === undefined ? 0n : BigInt(text.replace('.', ''));
  return {
    fromMs: rate.effectiveFrom === undefined ? 0 : Date.parse(rate.effectiveFrom),
    price: tenThousandths(rate.price),
    fee: tenThousandths(rate.setupFee),
    firstInterval: rate.firstInterval!,
    nextInterval: rate.nextInterval!,
  };
}

/** Millionths of the currency, -1 when there is no rate or no number. */
export function plainPrice(
  rater: PlainRater,
  lookup: (number: string) => number,
  to: string,
  atMs: number,
  durationMs: number,
): bigint {
  const cleaned = to.replace(/[\s\-.()/]/g, '').replace(/^\+/, '');
  if (!/^[0-9]{1,32}$/.test(cleaned)) return -1n;
  const position = lookup(cleaned);
  if (position < 0) return -1n;
  const { always, peak } = rater.rates[position]!;
  const rate = (isPeak(atMs) ? inForce(peak, atMs) : undefined) ?? inForce(always, atMs);
  return rate === undefined ? -1n : plainCharge(rate, durationMs);
}

function inForce(versions: readonly PlainRate[], atMs: number): PlainRate | undefined {
  let latest: PlainRate | undefined;
  for (const version of versions) {
    if (version.fromMs > atMs) continue;
    if (latest === undefined || version.fromMs >= latest.fromMs) latest = version;
  }
  return latest;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

function isPeak(atMs: number): boolean {
  const localMs = atMs + hourMs;
  // 1970-01-01 was a Thursday: 0 is Monday.
  const weekday = (Math.floor(localMs / dayMs) + 3) % 7;
  const hour = Math.floor((localMs % dayMs) / hourMs);
  return weekday < 5 && hour >= 8 && hour < 20;
}

function plainCharge(rate: PlainRate, durationMs: number): bigint {
  const seconds = Math.ceil(durationMs / 1000);
  if (seconds === 0) return 0n;
  const rest = seconds - rate.firstInterval;
  const billed =
    rest > 0
      ? rate.firstInterval + Math.ceil(rest / rate.nextInterval) * rate.nextInterval
      : rate.firstInterval;
  // Ten-thousandths times seconds times 100 are millionths times 60; half-up by adding 30.
  return (rate.price * BigInt(billed) * 100n + rate.fee * 6000n + 30n) / 60n;
}
