import { type RawBuilder, sql } from 'kysely';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import { type Page, pageRequest, readPage } from '../../platform/db/page.js';
import { type ExchangeRate, ExchangeRateQuery, type NewExchangeRate } from './schema.js';

const columns = sql`
  exchange_rates.id, exchange_rates.version, exchange_rates.from_currency AS "from",
  exchange_rates.to_currency AS "to", exchange_rates.rate,
  exchange_rates.effective_from AS "date", exchange_rates.created_at AS "createdAt"`;

const sorts = {
  date: { expression: sql`exchange_rates.effective_from`, type: 'timestamptz' },
  createdAt: { expression: sql`exchange_rates.created_at`, type: 'timestamptz' },
} as const;

export function listExchangeRates(
  db: Connection,
  query: ExchangeRateQuery,
): Promise<Page<ExchangeRate>> {
  const where: RawBuilder<unknown>[] = [];
  if (query.from !== undefined) where.push(sql`from_currency = ${query.from}`);
  if (query.to !== undefined) where.push(sql`to_currency = ${query.to}`);
  return readPage<ExchangeRate>(
    db,
    { columns, from: sql`exchange_rates`, where, id: sql`exchange_rates.id`, sorts },
    pageRequest(query, ExchangeRateQuery),
  );
}

/** By pair and date. */
export function allExchangeRates(db: Connection): Promise<ExchangeRate[]> {
  return db.rows(sql<ExchangeRate>`
    SELECT ${columns} FROM exchange_rates ORDER BY from_currency, to_currency, effective_from`);
}

const one = (id: string) =>
  sql<ExchangeRate>`SELECT ${columns} FROM exchange_rates WHERE id = ${id}`;

export function findExchangeRate(db: Connection, id: string): Promise<ExchangeRate | null> {
  return db.row(one(id));
}

/** Nobody else edits it until the transaction ends. */
export function lockExchangeRate(db: Transaction, id: string): Promise<ExchangeRate | null> {
  return db.row(sql<ExchangeRate>`${one(id)} FOR UPDATE`);
}

/** Null: the pair has a rate of this instant already. */
export async function insertExchangeRate(
  db: Transaction,
  { from, to, rate, date }: NewExchangeRate,
): Promise<string | null> {
  const row = await db.row(sql<{ id: string }>`
    INSERT INTO exchange_rates (from_currency, to_currency, rate, effective_from)
    VALUES (${from}, ${to}, ${rate}, ${date})
    ON CONFLICT (from_currency, to_currency, effective_from) DO NOTHING
    RETURNING id`);
  return row?.id ?? null;
}

export async function updateExchangeRate(db: Transaction, id: string, rate: string): Promise<void> {
  await db.run(sql`
    UPDATE exchange_rates SET version = version + 1, rate = ${rate} WHERE id = ${id}`);
}

export async function deleteExchangeRate(db: Transaction, id: string): Promise<void> {
  await db.run(sql`DELETE FROM exchange_rates WHERE id = ${id}`);
}
