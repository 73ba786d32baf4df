import {
  CHARGE_PARAMETERS,
  type ChargeParameter,
  effectiveCharge,
  type Rate,
} from '@ratedeck/engine';
import { describe, expect, it } from 'vitest';
import { compareTerms } from './rate-terms.js';

/** So that a mode of the fee or of the grace matters. */
const BASE: Rate = { code: '43', price: '0.5', setupFee: '0.1', graceVolume: 3 };

function otherValue(parameter: ChargeParameter): unknown {
  switch (parameter.kind) {
    case 'money':
    case 'fraction':
      return '0.9';
    case 'volume':
      return 17;
    case 'choice':
      return parameter.choices.at(-1);
    case 'tiers':
      return [{ from: 60, price: '0.1' }];
  }
}

const others = CHARGE_PARAMETERS.filter(({ name }) => name !== 'price');

describe('terms of two rates', () => {
  it.each(others.map((parameter) => [parameter.name, parameter] as const))(
    'differ by %s',
    (name, parameter) => {
      const { fields } = compareTerms(BASE, { ...BASE, [name]: otherValue(parameter) });
      expect(fields).toContain(name);
    },
  );

  it("are the same when the engine's defaults are written out", () => {
    const written = Object.entries(effectiveCharge(BASE, {})).filter(([, value]) => value !== null);
    const next = { ...BASE, ...Object.fromEntries(written) };
    expect(compareTerms(BASE, next)).toEqual({ fields: [], direction: 'same' });
    expect(compareTerms(next, BASE)).toEqual({ fields: [], direction: 'same' });
  });
});
