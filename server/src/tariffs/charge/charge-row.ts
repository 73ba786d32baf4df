/**
 * The parameters of a charge as columns, and conversions to and from what the API and the book say.
 * Null is "left out" everywhere.
 */

import { type Charge, chargeNames, type Tier } from './schema.js';

/** Charge parameters as columns: tiers are three lists of one length. */
export interface ChargeRow {
  readonly price: string | null;
  readonly firstPrice: string | null;
  readonly firstInterval: string | null;
  readonly nextInterval: string | null;
  readonly freeVolume: string | null;
  readonly setupFee: string | null;
  readonly setupFeeMode: Charge['setupFeeMode'];
  readonly graceVolume: string | null;
  readonly graceMode: Charge['graceMode'];
  readonly surcharge: string | null;
  readonly tierFroms: readonly string[] | null;
  readonly tierPrices: readonly string[] | null;
  readonly tierIntervals: readonly (string | null)[] | null;
  readonly maxCharge: string | null;
}

/** Column of the table `rates` to field of the row; tables have the same with `default_`. */
export const chargeColumns = {
  price: 'price',
  first_price: 'firstPrice',
  first_interval: 'firstInterval',
  next_interval: 'nextInterval',
  free_volume: 'freeVolume',
  setup_fee: 'setupFee',
  setup_fee_mode: 'setupFeeMode',
  grace_volume: 'graceVolume',
  grace_mode: 'graceMode',
  surcharge: 'surcharge',
  tier_froms: 'tierFroms',
  tier_prices: 'tierPrices',
  tier_intervals: 'tierIntervals',
  max_charge: 'maxCharge',
} as const satisfies Readonly<Record<string, keyof ChargeRow>>;

/** Volumes have at most three decimals and are below 2^53 / 1000, so a number holds them exactly. */
const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));
const textOf = (value: number | null | undefined): string | null =>
  value == null ? null : String(value);

function tiersFromRow({ tierFroms, tierPrices, tierIntervals }: ChargeRow): Tier[] | null {
  if (tierFroms === null) return null;
  return tierFroms.map((from, index) => {
    const interval = tierIntervals?.[index];
    return {
      from: Number(from),
      price: tierPrices![index]!,
      interval: interval == null ? null : Number(interval),
    };
  });
}

export function chargeFromRow(row: ChargeRow): Charge {
  return {
    price: row.price,
    firstPrice: row.firstPrice,
    firstInterval: numberOf(row.firstInterval),
    nextInterval: numberOf(row.nextInterval),
    freeVolume: numberOf(row.freeVolume),
    setupFee: row.setupFee,
    setupFeeMode: row.setupFeeMode,
    graceVolume: numberOf(row.graceVolume),
    graceMode: row.graceMode,
    surcharge: row.surcharge,
    tiers: tiersFromRow(row),
    maxCharge: row.maxCharge,
  };
}

/** What is left out is null; of a book too. */
interface GivenCharge extends Partial<Omit<Charge, 'tiers'>> {
  readonly tiers?: readonly Tier[] | null;
}

export function chargeToRow(charge: GivenCharge): ChargeRow {
  const { tiers } = charge;
  return {
    price: charge.price ?? null,
    firstPrice: charge.firstPrice ?? null,
    firstInterval: textOf(charge.firstInterval),
    nextInterval: textOf(charge.nextInterval),
    freeVolume: textOf(charge.freeVolume),
    setupFee: charge.setupFee ?? null,
    setupFeeMode: charge.setupFeeMode ?? null,
    graceVolume: textOf(charge.graceVolume),
    graceMode: charge.graceMode ?? null,
    surcharge: charge.surcharge ?? null,
    tierFroms: tiers?.map(({ from }) => String(from)) ?? null,
    tierPrices: tiers?.map(({ price }) => price) ?? null,
    tierIntervals: tiers?.map(({ interval }) => textOf(interval)) ?? null,
    maxCharge: charge.maxCharge ?? null,
  };
}

/** Without what is left out, as the book has it. */
export function chargeForBook(charge: Partial<Charge>): Record<string, unknown> {
  const given = chargeNames.filter((name) => charge[name] != null);
  return Object.fromEntries(given.map((name) => [name, charge[name]]));
}
