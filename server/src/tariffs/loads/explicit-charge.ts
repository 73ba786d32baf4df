/**
 * The charge of a rate, written so that it costs in another table what it costs in its own, with
 * prices edited on the way. Pure.
 *
 * What the rate leaves out comes from the defaults of its table, or by the rating rules. It is left
 * out again where the other table says the same, and is written out where it does not.
 */

import { comparePrices } from '@ratedeck/decks';
import type { PriceEditor } from '../bulk-changes/price-edit.js';
import { type PriceField, priceFields } from '../bulk-changes/price-edit.js';
import type { Refusal } from '../bulk-changes/refusals.js';
import { type ChargeRow, chargeColumns } from '../charge/service.js';
import type { RateContent } from '../rates/service.js';

type Field = keyof ChargeRow;
type Values = { readonly [Name in Field]: ChargeRow[Name] };

const VOLUMES: ReadonlySet<Field> = new Set([
  ...(['firstInterval', 'nextInterval', 'freeVolume', 'graceVolume'] as const),
]);
const DECIMALS: ReadonlySet<Field> = new Set([
  ...(['price', 'firstPrice', 'setupFee', 'surcharge', 'maxCharge'] as const),
]);
const TIERS = ['tierFroms', 'tierPrices', 'tierIntervals'] as const;

/** Equal for pricing: zeros at the end of a number don't count. */
export function isSameValue(field: Field, a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (DECIMALS.has(field)) return comparePrices(a as string, b as string) === 0;
  if (VOLUMES.has(field)) return Number(a) === Number(b);
  return Array.isArray(a) && Array.isArray(b) && isSameList(field, a, b);
}

function isSameList(field: Field, a: readonly unknown[], b: readonly unknown[]): boolean {
  const single = field === 'tierPrices' ? 'price' : 'firstInterval';
  return a.length === b.length && a.every((item, index) => isSameValue(single, item, b[index]));
}

/** What the rating rules say of a parameter that neither rate nor table names; null: nothing. */
function ruleOf(field: Field, charge: Values): string | null {
  switch (field) {
    case 'firstPrice':
      return charge.price;
    case 'firstInterval':
      return charge.nextInterval ?? '1';
    case 'nextInterval':
      return '1';
    case 'freeVolume':
    case 'setupFee':
    case 'graceVolume':
    case 'surcharge':
      return '0';
    case 'setupFeeMode':
      return 'add';
    case 'graceMode':
      return 'inclusive';
    default:
      return null;
  }
}

const fields: readonly Field[] = Object.values(chargeColumns);

/** The parameters as they hold in the table of `defaults`, before the rating rules. */
function effective(rate: ChargeRow, defaults: ChargeRow): Values {
  const values = Object.fromEntries(
    fields.map((field) => [field, rate[field] ?? defaults[field]]),
  ) as unknown as Values;
  if (rate.tierFroms === null) return values;
  // Tiers are one parameter in three lists.
  const { tierFroms, tierPrices, tierIntervals } = rate;
  return { ...values, tierFroms, tierPrices, tierIntervals };
}

export interface ChargeMove {
  readonly source: ChargeRow;
  readonly target: ChargeRow;
  readonly prices: ReadonlyMap<PriceField, PriceEditor>;
}

export type MovedCharge =
  | { readonly ok: true; readonly charge: ChargeRow }
  | { readonly ok: false; readonly faults: readonly Refusal[] };

export function movedCharge(rate: RateContent, move: ChargeMove): MovedCharge {
  // A blocked rate prices nothing, so no default matters.
  const source = rate.blocked ? rate : move.source;
  const target = rate.blocked ? rate : move.target;
  const edited = editedPrices(effective(rate, source), move.prices);
  if (!edited.ok) return edited;
  const { charge } = edited;
  const faults: Refusal[] = [];
  const written: Record<string, unknown> = {};
  for (const field of fields) {
    const value = charge[field];
    if (isKept(rate, field)) {
      written[field] = value;
    } else if (isSameValue(field, value, target[field])) {
      written[field] = null;
    } else {
      written[field] = value ?? ruleOf(field, charge);
      if (written[field] === null && field !== 'tierPrices' && field !== 'tierIntervals') {
        faults.push(inTheWay(field));
      }
    }
  }
  if (faults.length > 0) return { ok: false, faults };
  // Where one of the three lists has to be written out, all are.
  const tiers = TIERS.some((field) => written[field] !== null) ? tiersOf(charge) : {};
  return { ok: true, charge: { ...(written as unknown as ChargeRow), ...tiers } };
}

const isKept = (rate: ChargeRow, field: Field): boolean =>
  rate[field] !== null || (rate.tierFroms !== null && TIERS.some((tier) => tier === field));

const tiersOf = ({ tierFroms, tierPrices, tierIntervals }: Values) => ({
  tierFroms,
  tierPrices,
  tierIntervals,
});

function inTheWay(field: Field): Refusal {
  const name = field === 'tierFroms' ? 'tiers' : field;
  const message = `this table has a default ${name}, which the rate would get: it has none where it comes from`;
  return { code: 'default_in_the_way', message };
}

function editedPrices(values: Values, prices: ChargeMove['prices']): MovedCharge {
  const faults: Refusal[] = [];
  const edited: Partial<Record<Field, string | null>> = {};
  for (const field of priceFields) {
    const result = prices.get(field)?.(values[field]);
    if (result === undefined) continue;
    if (result.ok) edited[field] = result.price;
    else faults.push({ code: 'below_zero', message: `${field}: ${result.message}` });
  }
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, charge: { ...values, ...edited } as ChargeRow };
}
