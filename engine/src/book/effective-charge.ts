/**
 * Which values hold for a rate: its own, else its table's defaults, else those of the rating rules
 * (section 4). And whether two values of a parameter are the same, which is by value: `0.10` is
 * `0.1`.
 */

import { isSameMoney } from '../values/decimal-text.js';
import type { ChargeParameters, Tier } from './book.js';
import {
  CHARGE_PARAMETERS,
  type ChargeParameterName,
  chargeParameter,
} from './charge-parameters.js';

/** Books leave an interval out, databases have null. */
type GivenTier = Omit<Tier, 'interval'> & { readonly interval?: number | null | undefined };
type GivenValue<Name extends ChargeParameterName> = Name extends 'tiers'
  ? readonly GivenTier[]
  : ChargeParameters[Name];
type Given = {
  readonly [Name in ChargeParameterName]?: GivenValue<Name> | null | undefined;
};

/**
 * The parameters that rate, table and rules together leave open: there is no such price, cap, tier.
 */
type MayBeNone = 'price' | 'firstPrice' | 'tiers' | 'maxCharge';

/** Every parameter as it holds; null where there is none. */
export type EffectiveCharge = {
  readonly [Name in ChargeParameterName]-?:
    | NonNullable<ChargeParameters[Name]>
    | (Name extends MayBeNone ? null : never);
};

/**
 * @param defaults of the table that holds the rate
 * @example effectiveCharge({ price: '0.1', nextInterval: 6 }, { graceVolume: 3 }).firstInterval === 6
 */
export function effectiveCharge(rate: Given, defaults: Given): EffectiveCharge {
  const held: Record<string, unknown> = {};
  for (const { name } of CHARGE_PARAMETERS) held[name] = heldValue(rate, defaults, name);
  return held as EffectiveCharge;
}

function heldValue(rate: Given, defaults: Given, name: ChargeParameterName): unknown {
  const given = rate[name] ?? defaults[name];
  if (given !== undefined && given !== null) return given;
  const rule = chargeParameter(name).default;
  if (rule.rule === 'value') return rule.value;
  return rule.rule === 'same-as' ? heldValue(rate, defaults, rule.parameter) : null;
}

/**
 * Whether two values of a parameter mean the same; none (null, left out) is the same as none only.
 *
 * @example isSameParameter('price', '0.10', '0.1') === true
 */
export function isSameParameter<Name extends ChargeParameterName>(
  name: Name,
  a: Given[Name],
  b: Given[Name],
): boolean {
  if (a === b) return true;
  if (a === null || a === undefined || b === null || b === undefined) {
    return (a ?? null) === (b ?? null);
  }
  switch (chargeParameter(name).kind) {
    case 'money':
    case 'fraction':
      return isSameMoney(a as string, b as string);
    case 'tiers':
      return isSameTiers(a as readonly GivenTier[], b as readonly GivenTier[]);
    default:
      return a === b;
  }
}

function isSameTiers(a: readonly GivenTier[], b: readonly GivenTier[]): boolean {
  return (
    a.length === b.length &&
    a.every((tier, index) => {
      const other = b[index]!;
      return (
        tier.from === other.from &&
        (tier.interval ?? null) === (other.interval ?? null) &&
        isSameMoney(tier.price, other.price)
      );
    })
  );
}

/** Whether two rates or two sets of defaults say the same of every parameter. */
export function isSameCharge(a: Given, b: Given): boolean {
  return CHARGE_PARAMETERS.every(({ name }) => isSameParameter(name, a[name], b[name]));
}
