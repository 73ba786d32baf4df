/**
 * The price of an event of the benchmarks, straight from the words of the rating rules: all rates
 * are looked at, local time comes from `Intl`, money is a BigInt fraction. Knows what `deck.ts`
 * draws (versions, one profile, increments, set-up fee; half-up to 6 decimals), nothing else.
 */

import type { Rate } from '@ratedeck/engine';

export interface NaivePrice {
  readonly rate: Rate;
  /** Billed seconds. */
  readonly billedVolume: number;
  /** Millionths of the currency. */
  readonly amountMicros: bigint;
}

export interface NaiveEvent {
  /** Digits only. */
  readonly number: string;
  readonly atMs: number;
  readonly durationMs: number;
}

const priceScale = 10_000n;
const microsScale = 1_000_000n;

export function naivePrice(rates: Iterable<Rate>, event: NaiveEvent): NaivePrice | null {
  const rate = naiveRate(rates, event);
  return rate === null ? null : { rate, ...naiveCharge(rate, event.durationMs) };
}

function naiveRate(rates: Iterable<Rate>, event: NaiveEvent): Rate | null {
  const inForce = new Map<string, Rate>();
  for (const rate of rates) {
    if (!event.number.startsWith(rate.code) || startOf(rate) > event.atMs) continue;
    const identity = `${rate.code}/${rate.timeProfile ?? ''}`;
    const other = inForce.get(identity);
    if (other === undefined || startOf(other) < startOf(rate)) inForce.set(identity, rate);
  }
  const candidates = [...inForce.values()]
    .filter((rate) => rate.timeProfile === undefined || isPeak(event.atMs))
    .sort(
      (a, b) =>
        b.code.length - a.code.length ||
        Number(b.timeProfile !== undefined) - Number(a.timeProfile !== undefined),
    );
  return candidates[0] ?? null;
}

function startOf(rate: Rate): number {
  return rate.effectiveFrom === undefined
    ? Number.NEGATIVE_INFINITY
    : Date.parse(rate.effectiveFrom);
}

const viennaTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Vienna',
  weekday: 'short',
  hour: '2-digit',
  hourCycle: 'h23',
});

/** Monday to Friday, 08:00 to 20:00 in Vienna. */
function isPeak(atMs: number): boolean {
  const parts = viennaTime.formatToParts(atMs);
  const part = (type: string): string => parts.find((one) => one.type === type)!.value;
  const hour = Number(part('hour'));
  return !['Sat', 'Sun'].includes(part('weekday')) && hour >= 8 && hour < 20;
}

/** Duration is rounded up to the second; nothing is due for a call of 0 seconds. */
function naiveCharge(rate: Rate, durationMs: number): Omit<NaivePrice, 'rate'> {
  const seconds = Math.ceil(durationMs / 1000);
  if (seconds === 0) return { billedVolume: 0, amountMicros: 0n };
  const first = rate.firstInterval!;
  const next = rate.nextInterval!;
  let billedVolume = first;
  while (billedVolume < seconds) billedVolume += next;
  const minutePrice = decimal(rate.price!);
  const fee = decimal(rate.setupFee ?? '0.0000');
  const numerator = (minutePrice * BigInt(billedVolume) + fee * 60n) * microsScale;
  const denominator = priceScale * 60n;
  return { billedVolume, amountMicros: (2n * numerator + denominator) / (2n * denominator) };
}

/** Ten-thousandths of a price with exactly 4 decimals. */
function decimal(text: string): bigint {
  if (!/^[0-9]+\.[0-9]{4}$/.test(text)) throw new Error(`${text} has not exactly 4 decimals`);
  return BigInt(text.replace('.', ''));
}

/** `0.330000` as it is written in results: without trailing zeros. */
export function microsText(micros: bigint): string {
  const digits = String(micros).padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0+$/, '');
  const whole = digits.slice(0, -6);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** The inverse of {@link microsText}; -1 for no amount. */
export function microsOf(text: string | null): number {
  if (text === null || text === '') return -1;
  const [whole, fraction = ''] = text.split('.');
  return Number(`${whole}${fraction.padEnd(6, '0')}`);
}
