/**
 * The columns of CSV, as files are read here and as decks write them, held to the schema of a rate
 * and to the list of charge parameters: a field that one of them lacks fails here by its name.
 */

import { canonicalCsvLines, restore } from '@ratedeck/decks';
import {
  bookJsonSchema,
  CHARGE_PARAMETERS,
  type ChargeParameter,
  type Rate,
} from '@ratedeck/engine';
import { describe, expect, it } from 'vitest';
import { columnOfField, parseRatesCsv } from './rates-csv.js';

function chargeValue(parameter: ChargeParameter): unknown {
  switch (parameter.kind) {
    case 'money':
    case 'fraction':
      return '0.125';
    case 'volume':
      return 7;
    case 'choice':
      return parameter.choices[1];
    case 'tiers':
      return [{ from: 60, price: '0.01' }];
  }
}

const charge: readonly (readonly [string, unknown])[] = CHARGE_PARAMETERS.map((parameter) => [
  parameter.name,
  chargeValue(parameter),
]);
/** Every field of a rate but those of its charge, with a value. */
const others: readonly (readonly [string, unknown])[] = Object.entries({
  service: 'sms',
  name: '=Austria',
  description: 'a, "b"',
  sourceCode: '49',
  numberLength: { min: 5, max: 12 },
  timeProfile: 'Peak',
  tag: 'gold',
  category: 'Mobile',
  blocked: true,
  stashed: true,
  effectiveFrom: '2026-01-01T00:00:00Z',
  effectiveTo: '2027-01-01T00:00:00Z',
  notes: 'first\nsecond',
});
const fields = [...others, ...charge];

const asFile = (rate: Rate, all: boolean): string =>
  [...canonicalCsvLines([rate], { all })].join('\n');

describe('columns of rates in CSV', () => {
  it('are tried here for every field that a rate has', () => {
    const { $defs } = bookJsonSchema() as {
      $defs: Record<string, { properties: Record<string, unknown> }>;
    };
    const known = Object.keys($defs['Rate']!.properties);
    expect(['code', ...fields.map(([name]) => name)].toSorted()).toEqual(known.toSorted());
  });

  it.each(fields)('are written and read for %s', (name, value) => {
    const rate = { code: '43', [name]: value } as Rate;
    for (const all of [false, true]) {
      const { rates, faults } = parseRatesCsv(asFile(rate, all), 'rates.csv', restore);
      expect(faults).toEqual([]);
      expect(rates).toEqual([rate]);
    }
  });

  it.each(charge)('stand under the very name of the parameter %s', (name, value) => {
    const [header] = asFile({ code: '43', [name]: value } as Rate, false).split('\n');
    expect(header).toBe(`code,${name}`);
    expect(columnOfField(name)).toBe(name);
  });
});
