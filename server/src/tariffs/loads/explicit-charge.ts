/**
 * The charge of a rate, written so that it costs in another table what it costs in its own, with
 * prices edited on the way. Pure.
 *
 * What the rate leaves out comes from the defaults of its table, or by the rating rules. It is left
 * out again where the other table says the same, and is written out where it does not.
 */

import { effectiveCharge, isSameParameter } from '@ratedeck/engine';
import { type PriceEditor, type PriceField, priceFields } from '../bulk-changes/price-edit.js';
import type { Refusal } from '../bulk-changes/refusals.js';
import { type ChargeRow, chargeFromRow, chargeToRow } from '../charge/charge-row.js';
import { type Charge, chargeNames } from '../charge/schema.js';
import type { RateContent } from '../stored-rates/record.js';

type Name = keyof Charge;
type Given = Partial<Charge>;

export interface ChargeMove {
  /** Defaults of the table that the rate comes from, and of the one that it goes to. */
  readonly source: Given;
  readonly target: Given;
  readonly prices: ReadonlyMap<PriceField, PriceEditor>;
}

export type MovedCharge =
  | { readonly ok: true; readonly charge: ChargeRow }
  | { readonly ok: false; readonly faults: readonly Refusal[] };

export function movedCharge(rate: RateContent, move: ChargeMove): MovedCharge {
  const own = chargeFromRow(rate);
  // A blocked rate prices nothing, so no default matters.
  const source = rate.blocked ? own : move.source;
  const target = rate.blocked ? own : move.target;
  const faults: Refusal[] = [];
  const held = editedPrices(heldBy(own, source), move.prices, faults);
  if (faults.length > 0) return { ok: false, faults };
  const rules = effectiveCharge(held, {});
  const written: Record<string, unknown> = {};
  for (const name of chargeNames) {
    if (own[name] !== null) written[name] = held[name];
    else if (!isSameParameter(name, held[name], target[name])) {
      written[name] = rules[name];
      if (rules[name] === null) faults.push(inTheWay(name));
    }
  }
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, charge: chargeToRow(written as Given) };
}

/** The parameters as they hold in the table of `defaults`, before the rating rules. */
function heldBy(own: Charge, defaults: Given): Charge {
  const entries = chargeNames.map((name) => [name, own[name] ?? defaults[name] ?? null]);
  return Object.fromEntries(entries) as Charge;
}

function editedPrices(held: Charge, prices: ChargeMove['prices'], faults: Refusal[]): Charge {
  const edited: Partial<Record<Name, string | null>> = {};
  for (const field of priceFields) {
    const result = prices.get(field)?.(held[field]);
    if (result === undefined) continue;
    if (result.ok) edited[field] = result.price;
    else faults.push({ code: 'below_zero', message: `${field}: ${result.message}` });
  }
  return { ...held, ...edited } as Charge;
}

function inTheWay(name: Name): Refusal {
  const message = `this table has a default ${name}, which the rate would get: it has none where it comes from`;
  return { code: 'default_in_the_way', message };
}
