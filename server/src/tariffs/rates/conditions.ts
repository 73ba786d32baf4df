/**
 * Which rates a filter selects, as conditions on `rates`; shared by lists, mass edits and loads.
 *
 * A search in names looks through the names first, of which there are some thousand, and then takes
 * their rates by index: a million rates are never read to find a few.
 */

import { type RawBuilder, sql } from 'kysely';
import type { Connection } from '../../platform/db/connection.js';
import { beginsWith, prefixesOf } from '../../platform/db/digits.js';
import { contains } from '../../platform/db/page.js';
import { sameIdentity } from '../stored-rates/bulk-store.js';
import type { RateFilter } from './schema.js';
import { type DateColumns, hasState, isInForce } from './state-conditions.js';

export type Condition = RawBuilder<unknown>;

/** The price as it is sorted and compared, the expression of an index. */
export const priceInOrder = sql`coalesce(rates.price, -1)`;

async function namesWith(db: Connection, text: string): Promise<number[]> {
  const rows = await db.rows(
    sql<{ id: number }>`SELECT id FROM names WHERE ${contains(sql`name`, text)}`,
  );
  return rows.map(({ id }) => id);
}

/** Looked up by itself: whoever plans the rest has to know whether it is a name of many rates. */
async function namedSo(db: Connection, name: string): Promise<Condition> {
  const found = await db.row(sql<{ id: number }>`SELECT id FROM names WHERE name = ${name}`);
  return found === null ? sql`false` : sql`rates.name_id = ${found.id}`;
}

/** The begin of codes for which a search looks, or null: it looks for names. */
function searchedCode(text: string): string | null {
  const digits = text.replace(/[+\s]/g, '');
  return /^[0-9]{1,32}$/.test(digits) ? digits : null;
}

async function searched(db: Connection, text: string): Promise<Condition> {
  const code = searchedCode(text);
  if (code !== null) return beginsWith(sql`rates.code`, code);
  return sql`rates.name_id = ANY(${await namesWith(db, text)}::integer[])`;
}

/** All conditions of a filter on the rates of one table. */
export async function rateConditions(
  db: Connection,
  rateTableId: string,
  filter: RateFilter,
  now: string,
  dates?: DateColumns,
): Promise<Condition[]> {
  const where: Condition[] = [sql`rates.rate_table_id = ${rateTableId}`];
  const { state, at } = filter;
  if (state !== undefined) where.push(hasState(state, now, dates));
  else where.push(sql`NOT rates.stashed`);
  if (at !== undefined) where.push(isInForce(at, dates));
  if (filter.search !== undefined) where.push(await searched(db, filter.search));
  if (filter.code !== undefined) where.push(beginsWith(sql`rates.code`, filter.code));
  if (filter.number !== undefined) {
    where.push(sql`rates.code = ANY(${prefixesOf(filter.number)}::text[])`);
  }
  if (filter.name !== undefined) where.push(await namedSo(db, filter.name));
  if (filter.service !== undefined) where.push(sql`rates.service = ${filter.service}`);
  if (filter.tag !== undefined) where.push(sql`rates.tag = ${filter.tag}`);
  if (filter.categoryId !== undefined) where.push(sql`rates.category_id = ${filter.categoryId}`);
  if (filter.timeProfileId !== undefined) {
    where.push(sql`rates.time_profile_id = ${filter.timeProfileId}`);
  }
  if (filter.specialRateId !== undefined) {
    where.push(sql`rates.special_rate_id = ${filter.specialRateId}`);
  }
  return [...where, ...priceBounds(filter)];
}

/**
 * Of one table, named by `=`: its rates stand in the index in the order of codes, as those that they
 * are held against, so that the database walks both side by side. Asked of a list of tables, it looks
 * up each rate.
 */
const isNotIn = (nearerId: string): Condition => sql`NOT EXISTS (
  SELECT FROM rates AS nearer WHERE nearer.rate_table_id = ${nearerId}
    AND ${sameIdentity('nearer', 'rates')} AND NOT nearer.stashed)`;

/**
 * What a caller sees of a table that it does not own: no rates that are put aside, and of a parent those
 * that no nearer table has, by one of the `ways`; null: all of it is the caller's price.
 */
export function pricingConditions(ways: readonly (readonly string[])[] | null): Condition[] {
  if (ways === null) return [sql`NOT rates.stashed`];
  const open = ways.map((nearer) =>
    nearer.length === 0 ? sql`true` : sql`(${sql.join(nearer.map(isNotIn), sql` AND `)})`,
  );
  return [
    sql`NOT rates.stashed`,
    open.length === 0 ? sql`false` : sql`(${sql.join(open, sql` OR `)})`,
  ];
}

/** As the index of prices has them, in which those without a price stand at -1. */
function priceBounds({ priceFrom, priceTo }: RateFilter): Condition[] {
  if (priceFrom === undefined && priceTo === undefined) return [];
  const from = sql`${priceInOrder} >= ${priceFrom ?? '0'}::numeric`;
  return priceTo === undefined ? [from] : [from, sql`${priceInOrder} <= ${priceTo}::numeric`];
}

/**
 * What a filter says of the column by which a list is sorted: where in its index the chosen rates
 * begin and end. They follow from `rateConditions`.
 */
export function sortBounds(
  sort: 'code' | 'name' | 'price' | 'effectiveFrom' | 'validTo',
  filter: RateFilter,
  now: string,
): Condition[] {
  const { state, at } = filter;
  const isHeld = state === 'current' || state === 'ending' || state === 'blocked';
  switch (sort) {
    case 'price':
      return priceBounds(filter);
    case 'code':
      return [filter.code, searchedCode(filter.search ?? '')].flatMap((code) =>
        typeof code === 'string' ? [beginsWith(sql`rates.code`, code)] : [],
      );
    case 'name':
      return filter.name === undefined ? [] : [sql`names.name = ${filter.name}`];
    case 'effectiveFrom':
      return [
        ...(state === 'future' ? [sql`rates.effective_from > ${now}`] : []),
        ...(isHeld || state === 'ended' ? [sql`rates.effective_from <= ${now}`] : []),
        ...(at === undefined ? [] : [sql`rates.effective_from <= ${at}`]),
      ];
    case 'validTo':
      return [
        ...(state === 'ended' ? [sql`rates.valid_to <= ${now}`] : []),
        ...(isHeld || state === 'future' ? [sql`rates.valid_to > ${now}`] : []),
        ...(at === undefined ? [] : [sql`rates.valid_to > ${at}`]),
      ];
  }
}

/** Which rates of a table: all, those that a filter finds, or those with these ids. */
export interface RateSelection {
  readonly rateTableId: string;
  readonly filter?: RateFilter | undefined;
  readonly rateIds?: readonly string[] | undefined;
  /** Of these, only what is in force then. */
  readonly inForceAt?: string | null;
}

export async function selectionConditions(
  db: Connection,
  { rateTableId, filter, rateIds, inForceAt = null }: RateSelection,
  now: string,
): Promise<Condition[]> {
  const where =
    filter === undefined
      ? [sql`rates.rate_table_id = ${rateTableId}`]
      : await rateConditions(db, rateTableId, filter, now);
  if (rateIds !== undefined) where.push(sql`rates.id = ANY(${rateIds}::bigint[])`);
  if (inForceAt !== null) where.push(isInForce(inForceAt));
  return where;
}
