import { describe, expect, it } from 'vitest';
import type { ChargeParameters } from '../book/book.js';
import { formatScaled } from '../values/money.js';
import type { RoundingMode, Service } from '../values/scalars.js';
import {
  billedVolumeOf,
  type Charged,
  countIntervals,
  isFree,
  partsOf,
  roundTotal,
  totalOf,
} from './charge-parts.js';
import { ChargeTable } from './charge-table.js';
import { resolveTerms, TermsList } from './terms.js';

const MINUTE = 60_000;

function chargeFast(
  parameters: ChargeParameters,
  volume: number,
  decimals: number,
  mode: RoundingMode,
) {
  const terms = TermsList.of([resolveTerms(parameters, {}, 'voice')]);
  const charged: Charged = { billedVolume: -1, amount: -1, wide: null };
  new ChargeTable(terms, MINUTE, decimals).charge(0, volume, mode, charged);
  return { billed: charged.billedVolume, amount: charged.wide ?? BigInt(charged.amount) };
}

function chargeExact(
  parameters: ChargeParameters,
  volume: number,
  decimals: number,
  mode: RoundingMode,
) {
  const terms = resolveTerms(parameters, {}, 'voice');
  if (isFree(terms, volume)) return { billed: 0, amount: 0n };
  const parts = partsOf(terms, MINUTE, volume);
  return {
    billed: billedVolumeOf(parts),
    amount: roundTotal(totalOf(parts, terms), decimals, mode),
  };
}

describe('charge', () => {
  it('counts whole intervals', () => {
    expect(countIntervals(0, 6)).toBe(0);
    expect(countIntervals(-5, 6)).toBe(0);
    expect(countIntervals(1, 6)).toBe(1);
    expect(countIntervals(6, 6)).toBe(1);
    expect(countIntervals(7, 6)).toBe(2);
    expect(countIntervals(Number.MAX_SAFE_INTEGER, 1)).toBe(Number.MAX_SAFE_INTEGER);
    expect(countIntervals(Number.MAX_SAFE_INTEGER, 2)).toBe(2 ** 52);
  });

  const seed = Number(process.env['RATEDECK_SEED'] ?? 99);
  it(`charges the same in safe integers and in fractions (seed ${seed})`, () => {
    let state = seed;
    const random = (limit: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((state / 2 ** 31) * limit);
    };
    const maybe = <T>(value: T): T | undefined => (random(3) === 0 ? value : undefined);
    const money = (): string =>
      formatScaled(BigInt(random(1_000_000_000)) * 10n ** BigInt(random(12)), random(11));
    const modes: readonly RoundingMode[] = ['up', 'half-up', 'half-even', 'down'];
    for (let i = 0; i < 3_000; i += 1) {
      const written = {
        price: money(),
        firstPrice: maybe(money()),
        firstInterval: maybe(random(90)),
        nextInterval: maybe(1 + random(60)),
        freeVolume: maybe(random(30)),
        setupFee: maybe(money()),
        setupFeeMode: maybe('minimum' as const),
        graceVolume: maybe(random(10)),
        graceMode: maybe('exclusive' as const),
        surcharge: maybe(`0.${random(10_000)}`),
        maxCharge: maybe(money()),
      };
      const parameters = Object.fromEntries(
        Object.entries(written).filter(([, value]) => value !== undefined),
      ) as ChargeParameters;
      const volume = random(2) === 0 ? random(120) * 1000 : random(7_200_000);
      const decimals = random(11);
      const mode = modes[random(4)]!;
      const label = `seed ${seed}, ${volume} ms, ${decimals} ${mode}: ${JSON.stringify(parameters)}`;
      expect(chargeFast(parameters, volume, decimals, mode), label).toEqual(
        chargeExact(parameters, volume, decimals, mode),
      );
    }
  });

  it.each<[string, Service]>([
    ['900719.9254740992', 'voice'],
    ['999999999999999.9999999999', 'voice'],
  ])('keeps every digit of a price of %s', (price, service) => {
    const terms = TermsList.of([resolveTerms({ price }, {}, service)]);
    expect(formatScaled(terms.get(0).price, 10)).toBe(price);
    expect(chargeFast({ price }, 60_000, 10, 'half-up').amount).toBe(terms.get(0).price);
  });
});
