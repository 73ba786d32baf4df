/**
 * Finds the rates of one page of a list, their ids only: in any order, of any choice, among a million
 * rates within a fifth of a second.
 *
 * The database would have to know how many rates a choice has, and where in the order they stand, to
 * choose the right way; of tables that differ it knows neither. A wrong guess reads a million rates
 * one by one in order to find a handful at the end. So both ways are bounded here. First a few
 * thousand rates are walked in the order of the list, by its index: enough where the choice is a
 * frequent one. Where that does not fill the page, the chosen rates are collected by the indexes of
 * the choice, or by reading the table, and the first of them are kept.
 */

import { type RawBuilder, sql } from 'kysely';
import type { Connection } from '../../platform/db/connection.js';
import {
  afterCursor,
  type Page,
  type PageRequest,
  pageOfRows,
  pageRequest,
  type SortColumn,
  type WithPlace,
} from '../../platform/db/page.js';
import { priceInOrder, rateConditions, sortBounds } from './conditions.js';
import { type RateFilter, RateQuery } from './schema.js';
import { BY_NO_INDEX, type DateColumns } from './state-conditions.js';

type Condition = RawBuilder<unknown>;
type Found = WithPlace<{ readonly id: string }>;

interface RateSort extends SortColumn {
  /** The same order in a form that no index has: what is sorted by it is collected first. */
  readonly collected: RawBuilder<unknown>;
}

/** The other arguments of nullif are values that never occur, or that stand where null is sorted. */
const sorts = {
  code: {
    ...{ expression: sql`rates.code`, type: 'text', collation: 'C' },
    collected: sql`nullif(rates.code, ':')`,
  },
  name: {
    ...{ expression: sql`names.name`, type: 'text', collation: 'C' },
    collected: sql`nullif(names.name, ':')`,
  },
  price: {
    ...{ expression: priceInOrder, type: 'numeric' },
    collected: sql`nullif(${priceInOrder}, -2)`,
  },
  effectiveFrom: {
    ...{ expression: sql`rates.effective_from`, type: 'timestamptz' },
    collected: sql`nullif(rates.effective_from, 'infinity')`,
  },
  validTo: {
    ...{ expression: sql`rates.valid_to`, type: 'timestamptz' },
    collected: sql`nullif(rates.valid_to, 'infinity')`,
  },
} as const satisfies Readonly<Record<string, RateSort>>;
type SortName = keyof typeof sorts;

const WALKED_MAX = 5000;
/** Names whose rates are walked by name; each costs a search in an index, even without a rate. */
const WALKED_NAMES_MAX = 2000;
/** From so many rates on a choice of dates is a large one. */
const COUNTED_MAX = 20_000;

interface Search extends PageRequest {
  readonly column: RateSort;
  readonly isByName: boolean;
  readonly isSeenInPart: boolean;
  readonly direction: RawBuilder<unknown>;
  readonly rateTableId: string;
  /** What was chosen. */
  readonly where: readonly Condition[];
  /** What follows from it for the column of the sort. */
  readonly bounds: readonly Condition[];
}

/** At which instant, and what of the table the caller sees. */
export interface Sight {
  readonly now: string;
  readonly seen?: readonly Condition[];
}

export async function findRates(
  db: Connection,
  rateTableId: string,
  query: RateQuery,
  { now, seen = [] }: Sight,
): Promise<Page<{ readonly id: string }>> {
  const request = pageRequest(query, RateQuery);
  const { sort, limit } = request;
  const name = sort.replace('-', '') as SortName;
  const chosen = async (dates?: DateColumns) => [
    ...(await rateConditions(db, rateTableId, query, now, dates)),
    ...seen,
  ];
  const search: Search = {
    ...request,
    rateTableId,
    column: sorts[name],
    isByName: name === 'name',
    isSeenInPart: seen.length > 0,
    direction: sort.startsWith('-') ? sql`DESC` : sql`ASC`,
    where: await chosen(),
    bounds: sortBounds(name, query, now),
  };
  const walked = canBeWalked(query) ? await db.rows(walk(search)) : [];
  if (walked.length > limit) return pageOfRows<{ readonly id: string }>(walked, search);
  const isLed = await isLedByCodes(db, rateTableId, query, now);
  const where = isLed ? await chosen(BY_NO_INDEX) : search.where;
  const found = await db.rows(collect({ ...search, where }));
  return pageOfRows<{ readonly id: string }>(found, search);
}

/** Stashed rates stand in no index but that of codes; a number has but a few codes. */
const canBeWalked = ({ state, number }: RateFilter): boolean =>
  state !== 'stashed' && number === undefined;

const joined = (conditions: readonly (Condition | null)[]) =>
  sql.join(
    conditions.filter((condition) => condition !== null),
    sql` AND `,
  );

/** The first rates in the order of the list, and those of them that are chosen. */
function walk(search: Search): RawBuilder<Found> {
  const { column, direction, where, limit } = search;
  const inOrder = search.isByName ? walkByName(search) : walkByRates(search);
  return sql<Found>`
    SELECT rates.id, rates.place::text AS "placeValue", rates.id AS "placeId"
    FROM (${inOrder}) AS rates WHERE ${joined(where)}
    ORDER BY rates.place${column.collation === 'C' ? sql` COLLATE "C"` : sql``} ${direction},
      rates.id ${direction} LIMIT ${limit + 1}`;
}

function walkByRates(search: Search): RawBuilder<unknown> {
  const { column, direction, rateTableId, bounds } = search;
  const after = afterCursor(column, sql`rates.id`, search);
  return sql`
    SELECT rates.*, ${column.expression} AS place FROM rates
    WHERE ${joined([sql`rates.rate_table_id = ${rateTableId}`, sql`NOT rates.stashed`, ...bounds, after])}
    ORDER BY ${column.expression} ${direction}, rates.id ${direction} LIMIT ${WALKED_MAX}`;
}

/** Name by name, so that of a name with very many rates only the first ones are read. */
function walkByName(search: Search): RawBuilder<unknown> {
  const { column, direction, rateTableId, sort, bounds } = search;
  const after = afterCursor(column, sql`rates.id`, search);
  // The name at which the page before ended may have more rates.
  const ownId = sort.startsWith('-') ? sql`-1` : sql`9223372036854775807`;
  const from = afterCursor(column, ownId, search);
  return sql`
    SELECT rates.*, names.name AS place
    FROM (
      SELECT * FROM names WHERE ${joined([sql`true`, ...bounds, from])}
      ORDER BY name ${direction} LIMIT ${WALKED_NAMES_MAX}
    ) AS names
    CROSS JOIN LATERAL (
      SELECT * FROM rates
      WHERE ${joined([sql`rates.rate_table_id = ${rateTableId}`, sql`rates.name_id = names.id`, after])}
        AND NOT rates.stashed
      ORDER BY rates.id ${direction} LIMIT ${WALKED_MAX}
    ) AS rates
    ORDER BY names.name ${direction}, rates.id ${direction} LIMIT ${WALKED_MAX}`;
}

/** By which column a choice of dates would be found; null: it is none, or has an index of its own. */
function dateColumnOf({ state, at }: RateFilter): 'validTo' | 'effectiveFrom' | null {
  if (state === 'future') return 'effectiveFrom';
  if (state === 'current' || state === 'ended') return 'validTo';
  return state === undefined && at !== undefined ? 'validTo' : null;
}

/**
 * Whether the codes that the choice asks for have to be the way to it, because its dates are none: so
 * many rates are current, say, that reading them in the order of their dates, all over the table,
 * costs several times what reading the codes does. The database takes the one that chooses less, by
 * figures that are of all tables together where dates differ; a few thousand entries of an index are
 * counted instead.
 */
async function isLedByCodes(
  db: Connection,
  rateTableId: string,
  query: RateQuery,
  now: string,
): Promise<boolean> {
  const column = dateColumnOf(query);
  if (column === null || sortBounds('code', query, now).length === 0) return false;
  const ofTable = sql`rates.rate_table_id = ${rateTableId}`;
  const dates = [ofTable, sql`NOT rates.stashed`, ...sortBounds(column, query, now)];
  const row = await db.row(sql<{ count: number }>`
    SELECT count(*)::integer AS count FROM (
      SELECT FROM rates WHERE ${joined(dates)} LIMIT ${COUNTED_MAX}
    ) AS dated`);
  return row!.count === COUNTED_MAX;
}

/**
 * All that is chosen, of which the first are kept. What a nearer table hides is left out before the
 * rest is put in order (`OFFSET 0`): the database would expect to find the first ones soon, and look
 * up a million rates one by one where all are hidden.
 */
function collect(search: Search): RawBuilder<Found> {
  const { column, direction, where, limit, isByName, isSeenInPart } = search;
  const from = isByName ? sql`rates JOIN names ON names.id = rates.name_id` : sql`rates`;
  return sql<Found>`
    SELECT id, place::text AS "placeValue", id AS "placeId"
    FROM (
      SELECT rates.id, ${column.expression} AS place, ${column.collected} AS in_order
      FROM ${from} WHERE ${joined([...where, afterCursor(column, sql`rates.id`, search)])}
      ${isSeenInPart ? sql`OFFSET 0` : sql``}
    ) AS chosen
    ORDER BY in_order ${direction}, id ${direction} LIMIT ${limit + 1}`;
}
