/**
 * The parameters of a charge, once: name, kind, and what holds where neither a rate nor its table
 * says (rating rules, section 4). Schema, compiler, wire, columns and commands are made of this
 * list or held to it by a test; TypeScript refuses a list that differs from the interface
 * `ChargeParameters`.
 */

import type { DecimalString } from '../values/scalars.js';
import type { ChargeParameters, Tier } from './book.js';

export type ChargeParameterName = keyof ChargeParameters;

/** Where neither the rate nor its table says: a value, that of another parameter, or nothing. */
type Default<Value> =
  | { readonly rule: 'value'; readonly value: Value }
  | { readonly rule: 'same-as'; readonly parameter: ChargeParameterName }
  /** Unless the rate is blocked. */
  | { readonly rule: 'required' }
  | { readonly rule: 'none' };

interface MoneyParameter {
  readonly kind: 'money';
  readonly default: Default<DecimalString>;
}

interface FractionParameter {
  readonly kind: 'fraction';
  readonly default: Default<DecimalString>;
}

interface VolumeParameter {
  readonly kind: 'volume';
  /** The least that makes sense. */
  readonly min: 0 | 1;
  readonly default: Default<number>;
}

interface ChoiceParameter<Value> {
  readonly kind: 'choice';
  readonly choices: readonly Value[];
  readonly default: Default<Value>;
}

interface TiersParameter {
  readonly kind: 'tiers';
  readonly default: Default<readonly Tier[]>;
}

/**
 * What a parameter may be, by the type of its values. In brackets: a union of choices as a whole.
 */
type ParameterOf<Value> = [Value] extends [number]
  ? VolumeParameter
  : [Value] extends [readonly Tier[]]
    ? TiersParameter
    : string extends Value
      ? MoneyParameter | FractionParameter
      : ChoiceParameter<Value>;

const none = { rule: 'none' } as const;
const zero = { rule: 'value', value: '0' } as const;
const noVolume = { rule: 'value', value: 0 } as const;

/** In the order in which rates are written. */
const BY_NAME = {
  price: { kind: 'money', default: { rule: 'required' } },
  firstPrice: { kind: 'money', default: { rule: 'same-as', parameter: 'price' } },
  firstInterval: {
    kind: 'volume',
    min: 0,
    default: { rule: 'same-as', parameter: 'nextInterval' },
  },
  nextInterval: { kind: 'volume', min: 1, default: { rule: 'value', value: 1 } },
  freeVolume: { kind: 'volume', min: 0, default: noVolume },
  setupFee: { kind: 'money', default: zero },
  setupFeeMode: {
    kind: 'choice',
    choices: ['add', 'minimum'],
    default: { rule: 'value', value: 'add' },
  },
  graceVolume: { kind: 'volume', min: 0, default: noVolume },
  graceMode: {
    kind: 'choice',
    choices: ['inclusive', 'exclusive'],
    default: { rule: 'value', value: 'inclusive' },
  },
  surcharge: { kind: 'fraction', default: zero },
  tiers: { kind: 'tiers', default: none },
  maxCharge: { kind: 'money', default: none },
} as const satisfies {
  readonly [Name in ChargeParameterName]-?: ParameterOf<NonNullable<ChargeParameters[Name]>>;
};

type Described = typeof BY_NAME;

/** One parameter of a charge. */
export type ChargeParameter = {
  readonly [Name in ChargeParameterName]: { readonly name: Name } & Described[Name];
}[ChargeParameterName];

/** The names of the parameters of a kind, as a type: `ChargeParameterOfKind<'money'>`. */
export type ChargeParameterOfKind<Kind extends ChargeParameter['kind']> = Extract<
  ChargeParameter,
  { readonly kind: Kind }
>['name'];

/** All parameters of a charge, in the order in which rates are written. */
export const CHARGE_PARAMETERS: readonly ChargeParameter[] = Object.entries(BY_NAME).map(
  ([name, described]) => ({ name, ...described }) as ChargeParameter,
);

const PARAMETERS = Object.fromEntries(
  CHARGE_PARAMETERS.map((parameter) => [parameter.name, parameter]),
) as { readonly [Name in ChargeParameterName]: ChargeParameter };

/** @example chargeParameter('nextInterval').min === 1 */
export function chargeParameter<Name extends ChargeParameterName>(
  name: Name,
): { readonly name: Name } & Described[Name] {
  return PARAMETERS[name] as { readonly name: Name } & Described[Name];
}

/**
 * The names of the parameters of a kind, in their order.
 *
 * @example chargeParameterNames('money').join() === 'price,firstPrice,setupFee,maxCharge'
 */
export function chargeParameterNames<Kind extends ChargeParameter['kind']>(
  kind: Kind,
): readonly ChargeParameterOfKind<Kind>[] {
  return CHARGE_PARAMETERS.filter((parameter) => parameter.kind === kind).map(
    ({ name }) => name as ChargeParameterOfKind<Kind>,
  );
}
