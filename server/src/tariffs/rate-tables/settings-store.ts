/** What is written of a rate table itself: a column for each setting and each default. */

import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/connection.js';
import { type ChargeRow, chargeColumns } from '../charge/charge-row.js';
import type { RateTable } from './schema.js';

/** What can be set; scope, currency and service only on insert. */
export interface RateTableSettings extends ChargeRow {
  readonly name: string;
  readonly status: RateTable['status'];
  readonly unit: number | null;
  readonly parentId: string | null;
  readonly codeDeckId: string | null;
  readonly sourceCodeDeckId: string | null;
  readonly taxIncluded: boolean;
  readonly taxRate: string;
  readonly roundingDecimals: number;
  readonly roundingMode: string;
  readonly durationRounding: string;
  readonly timeBasis: string;
}

function assignments(settings: RateTableSettings): [column: string, value: unknown][] {
  const charge = Object.entries(chargeColumns).map(([column, field]): [string, unknown] => [
    `default_${column}`,
    settings[field],
  ]);
  return [
    ['name', settings.name],
    ['status', settings.status],
    ['unit', settings.unit],
    ['parent_id', settings.parentId],
    ['code_deck_id', settings.codeDeckId],
    ['source_code_deck_id', settings.sourceCodeDeckId],
    ['tax_included', settings.taxIncluded],
    ['tax_rate', settings.taxRate],
    ['rounding_decimals', settings.roundingDecimals],
    ['rounding_mode', settings.roundingMode],
    ['duration_rounding', settings.durationRounding],
    ['time_basis', settings.timeBasis],
    ...charge,
  ];
}

export async function insertRateTable(
  db: Transaction,
  fixed: Pick<RateTable, 'scope' | 'currency' | 'service'> & { readonly ownerId: string },
  settings: RateTableSettings,
): Promise<string> {
  const { ownerId, scope, currency, service } = fixed;
  const values: [string, unknown][] = [
    ['owner_id', ownerId],
    ['scope', scope],
    ['currency', currency],
    ['service', service],
    ...assignments(settings),
  ];
  const row = await db.row(sql<{ id: string }>`
    INSERT INTO rate_tables (${sql.join(values.map(([column]) => sql.ref(column)))})
    VALUES (${sql.join(values.map(([, value]) => sql`${value}`))}) RETURNING id`);
  return row!.id;
}

export async function updateRateTable(
  db: Transaction,
  id: string,
  settings: RateTableSettings,
): Promise<void> {
  const set = assignments(settings).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await db.run(sql`
    UPDATE rate_tables SET version = version + 1, ${sql.join(set)} WHERE id = ${id}`);
}
