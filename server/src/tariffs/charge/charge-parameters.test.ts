/**
 * Holds everything that names the parameters of a charge to the engine's one list: wire schema,
 * columns, conversions, options of commands, equality. It fails where a parameter is missing.
 */

import { CHARGE_PARAMETERS, type ChargeParameter } from '@ratedeck/engine';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { embeddedServer, testDatabase } from '../../../test/support/test-database.js';
import { chargeOptions } from '../../platform/client/rate-options.js';
import { contentColumns } from '../stored-rates/record.js';
import { chargeColumns, chargeFromRow, chargeToRow } from './charge-row.js';
import { isSameChargeRow, isSameValue } from './same-value.js';
import { type Charge, chargeFields, chargeNames } from './schema.js';

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const names = CHARGE_PARAMETERS.map(({ name }) => name);

/** Tiers are three columns, everything else is one. */
const columnsOf = ({ name, kind }: ChargeParameter): string[] =>
  kind === 'tiers' ? ['tier_froms', 'tier_prices', 'tier_intervals'] : [snake(name)];
const columns = CHARGE_PARAMETERS.flatMap(columnsOf);

/** A value of the kind, and the same one written otherwise where that can be. */
function valuesOf(parameter: ChargeParameter): [unknown, unknown] {
  switch (parameter.kind) {
    case 'money':
    case 'fraction':
      return ['0.1', '0.10'];
    case 'volume':
      return [60, 60];
    case 'choice':
      return [parameter.choices[1], parameter.choices[1]];
    case 'tiers':
      return [
        [{ from: 60, price: '0.1', interval: null }],
        [{ from: 60, price: '0.10', interval: null }],
      ];
  }
}

describe('the parameters of a charge', () => {
  const test = testDatabase(embeddedServer());

  it('are fields of the API, choices and bounds included', () => {
    expect(chargeNames).toEqual(names);
    for (const parameter of CHARGE_PARAMETERS) {
      const field = chargeFields[parameter.name] as { enum?: unknown[]; minimum?: number };
      if (parameter.kind === 'choice') expect(field.enum).toEqual([...parameter.choices, null]);
      if (parameter.kind === 'volume') expect(field.minimum).toBe(parameter.min);
    }
  });

  it('are columns of rates, of their history, and of tables as defaults', async () => {
    expect(Object.keys(chargeColumns)).toEqual(columns);
    expect(contentColumns.map(({ column }) => column)).toEqual(expect.arrayContaining(columns));
    const found = await test.database.read.rows(sql<{ name: string; type: string }>`
      SELECT table_name || '.' || column_name AS name,
        CASE data_type WHEN 'ARRAY' THEN substr(udt_name, 2) || '[]' ELSE udt_name END AS type
      FROM information_schema.columns WHERE table_schema = 'public'`);
    const types = new Map(found.map(({ name, type }) => [name, type]));
    for (const { column, type } of contentColumns.filter((it) => columns.includes(it.column))) {
      expect(types.get(`rates.${column}`), column).toBe(type);
      expect(types.get(`rate_changes.${column}`), column).toBe(type);
      expect(types.get(`rate_tables.default_${column}`), column).toBe(type);
    }
  });

  it('are named by every trigger that keeps what calls were rated by', async () => {
    const functions = await test.database.read.rows(sql<{ name: string; text: string }>`
      SELECT proname AS name, prosrc AS text FROM pg_proc
      WHERE pronamespace = 'public'::regnamespace AND prosrc ~ 'grace_mode'`);
    expect(functions.length).toBeGreaterThan(0);
    for (const { name, text } of functions) {
      for (const column of columns) expect(text, name).toMatch(new RegExp(`\\b${column}\\b`));
    }
  });

  it('are options of the commands on rates and on tables', () => {
    expect(chargeOptions('rate').map(({ field }) => field)).toEqual(names);
    expect(chargeOptions('table').map(({ field }) => field)).toEqual(
      names.map((name) => `defaults.${name}`),
    );
  });

  it.each(CHARGE_PARAMETERS.map((parameter) => [parameter.name, parameter] as const))(
    'go to a row and back, and are compared by value: %s',
    (name, parameter) => {
      const [value, other] = valuesOf(parameter);
      const row = chargeToRow({ [name]: value } as Partial<Charge>);
      expect(chargeFromRow(row)[name]).toEqual(value);
      expect(isSameChargeRow(row, chargeToRow({}))).toBe(false);
      expect(isSameChargeRow(row, chargeToRow({ [name]: other } as Partial<Charge>))).toBe(true);
    },
  );

  it('are told apart where they differ', () => {
    expect(isSameValue('price', '0.1', '0.11')).toBe(false);
    expect(isSameValue('tierPrices', ['1', '2'], ['1.0', '2.00'])).toBe(true);
    expect(isSameValue('tierPrices', ['1'], ['1', '2'])).toBe(false);
    expect(isSameValue('tierIntervals', ['1', null], ['1', null])).toBe(true);
    expect(isSameValue('graceMode', 'inclusive', 'exclusive')).toBe(false);
    expect(isSameValue('notes', '1', '1.0')).toBe(false);
  });
});
