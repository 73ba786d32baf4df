/**
 * Every parameter of a charge reaches the price: two rates that differ in it alone are kept apart
 * by the compiler, whose lists name the parameters by hand for speed.
 */

import { describe, expect, it } from 'vitest';
import {
  CHARGE_PARAMETERS,
  type ChargeParameter,
  type ChargeParameters,
  compile,
} from '../src/index.js';

/** With it each of the others matters: a fee, a grace, a first interval, a price above zero. */
const BASE: ChargeParameters = {
  ...{ price: '0.6', firstInterval: 30, nextInterval: 6, freeVolume: 12 },
  ...{ setupFee: '0.4', graceVolume: 5, graceMode: 'inclusive' },
};
const VOLUMES = Array.from({ length: 130 }, (_, index) => index + 1);

/** Two values that `BASE` does not have, in the kind of the parameter. */
function twoValues(parameter: ChargeParameter): readonly [unknown, unknown] {
  switch (parameter.kind) {
    case 'money':
      return ['0.3', '0.7'];
    case 'fraction':
      return ['0.1', '0.2'];
    case 'volume':
      return [7, 18];
    case 'choice':
      return [parameter.choices[0], parameter.choices[1]];
    case 'tiers':
      return [[{ from: 60, price: '0.1' }], [{ from: 60, price: '0.2' }]];
  }
}

function amountsOf(rates: readonly ChargeParameters[]): string[][] {
  const coded = rates.map((rate, index) => ({ code: String(index + 1), ...rate }));
  const rater = compile({ book: 1, rateTables: [{ name: 'T', rates: coded }] });
  return rates.map((_, index) =>
    VOLUMES.map((volume) => {
      const event = { to: `${index + 1}5550100`, at: '2026-11-21T10:00:00Z', volume, table: 'T' };
      return JSON.stringify(rater.rate(event).amount);
    }),
  );
}

describe('two rates that differ in one parameter alone', () => {
  it.each(CHARGE_PARAMETERS.map((parameter) => [parameter.name, parameter] as const))(
    'cost differently by %s',
    (name, parameter) => {
      const [one, other] = twoValues(parameter);
      const [a, b, again] = amountsOf([
        { ...BASE, [name]: one },
        { ...BASE, [name]: other },
        { ...BASE, [name]: one },
      ]);
      expect(a).not.toEqual(b);
      expect(again).toEqual(a);
    },
  );
});
