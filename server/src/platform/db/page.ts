/**
 * Lists in pages by keyset: a page begins after the last row of the one before, so the thousandth
 * page is as fast as the first, and rows that come or go never shift the others.
 *
 * Where a page ended stands in the cursor, see `cursor.ts`.
 */

import { type RawBuilder, sql } from 'kysely';
import type { Connection } from './connection.js';
import { decodeCursor, encodeCursor, notACursor } from './cursor.js';

export interface SortColumn {
  /** Expression that is never null, the same as in the index that serves it. */
  readonly expression: RawBuilder<unknown>;
  readonly type: 'text' | 'bigint' | 'numeric' | 'timestamptz' | 'integer';
  /** Collation of a text expression, when it isn't the database's own. */
  readonly collation?: 'C';
}

export interface PageRequest {
  /** `name`, or `-name` for descending. */
  readonly sort: string;
  readonly cursor: string | null;
  readonly limit: number;
}

/** Items a page, unless the caller says how many. */
export const PAGE_LIMIT = 50;

interface PageQuery {
  readonly sort?: string;
  readonly cursor?: string;
  readonly limit?: number;
}

/** The schema of such a query, as `listQuery` makes it. */
interface PageQuerySchema {
  readonly properties: { readonly sort: { readonly default: string } };
}

/** What the query of a list asks for, and what its schema says of what it leaves out. */
export function pageRequest(query: PageQuery, { properties }: PageQuerySchema): PageRequest {
  return {
    sort: query.sort ?? properties.sort.default,
    cursor: query.cursor ?? null,
    limit: query.limit ?? PAGE_LIMIT,
  };
}

export interface PageSource {
  /** `accounts.id, accounts.name AS "name"`. */
  readonly columns: RawBuilder<unknown>;
  /** `accounts JOIN ...`. */
  readonly from: RawBuilder<unknown>;
  readonly where: readonly RawBuilder<unknown>[];
  readonly id: RawBuilder<unknown>;
  readonly sorts: Readonly<Record<string, SortColumn>>;
}

export interface Page<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
}

interface Place {
  readonly value: string;
  readonly id: string;
}

function placeOf(cursor: string, sort: string): Place {
  const [value, id] = decodeCursor(cursor, sort);
  if (!/^[0-9]{1,18}$/.test(id) || value.includes('\0') || value.length > 5000) throw notACursor();
  return { value, id };
}

const typeTexts: Readonly<Record<SortColumn['type'], RegExp>> = {
  text: /^/,
  bigint: /^-?[0-9]{1,18}$/,
  integer: /^-?[0-9]{1,9}$/,
  numeric: /^-?[0-9]{1,40}([.][0-9]{1,20})?$/,
  timestamptz: /^(-?infinity|[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.+]{8,24})$/,
};

function afterPlace(
  { expression, type, collation }: SortColumn,
  id: RawBuilder<unknown>,
  place: Place,
  isDescending: boolean,
): RawBuilder<unknown> {
  if (!typeTexts[type].test(place.value)) throw notACursor();
  const collate = collation === undefined ? sql`` : sql` COLLATE "C"`;
  const value = sql`${place.value}::${sql.raw(type)}${collate}`;
  return isDescending
    ? sql`(${expression}, ${id}) < (${value}, ${place.id}::bigint)`
    : sql`(${expression}, ${id}) > (${value}, ${place.id}::bigint)`;
}

/** Where a row stands in the order of a list. */
interface RowPlace {
  readonly placeValue: string;
  readonly placeId: string;
}

export type WithPlace<Row> = Row & RowPlace;
/** What is left of a row that was found without its place: the row. */
type Item<Row> = Omit<WithPlace<Row>, keyof RowPlace>;

/** Which rows of a sort come after the page that a cursor tells of; null: without a cursor, all. */
export function afterCursor(
  column: SortColumn,
  id: RawBuilder<unknown>,
  { sort, cursor }: PageRequest,
): RawBuilder<unknown> | null {
  return cursor === null
    ? null
    : afterPlace(column, id, placeOf(cursor, sort), sort.startsWith('-'));
}

/** One page of `source`. An unknown sort is a defect of the caller, who checks it before. */
export async function readPage<Row extends object>(
  connection: Connection,
  source: PageSource,
  { sort, cursor, limit }: PageRequest,
): Promise<Page<Item<Row>>> {
  const isDescending = sort.startsWith('-');
  const column = source.sorts[isDescending ? sort.slice(1) : sort];
  if (column === undefined) throw new Error(`no sort ${sort}`);
  const direction = isDescending ? sql`DESC` : sql`ASC`;
  const conditions = [...source.where];
  const after = afterCursor(column, source.id, { sort, cursor, limit });
  if (after !== null) conditions.push(after);
  const where = conditions.length === 0 ? sql`` : sql`WHERE ${sql.join(conditions, sql` AND `)}`;
  const found = await connection.rows(sql<WithPlace<Row>>`
    SELECT ${source.columns}, (${column.expression})::text AS "placeValue", ${source.id} AS "placeId"
    FROM ${source.from} ${where}
    ORDER BY ${column.expression} ${direction}, ${source.id} ${direction}
    LIMIT ${limit + 1}`);
  return pageOfRows(found, { sort, cursor, limit });
}

/** The page of rows of which one more than its limit was looked for. */
export function pageOfRows<Row extends object>(
  found: readonly WithPlace<Row>[],
  { sort, limit }: PageRequest,
): Page<Item<Row>> {
  const hasMore = found.length > limit;
  const rows = hasMore ? found.slice(0, limit) : found;
  const last = rows.at(-1);
  const nextCursor =
    hasMore && last !== undefined ? encodeCursor(sort, last.placeValue, last.placeId) : null;
  return {
    items: rows.map(({ placeValue: _, placeId: __, ...row }) => row),
    nextCursor,
  };
}

/** Whether a text holds another, capitals or not; no character of it has a meaning of its own. */
export function contains(column: RawBuilder<unknown>, text: string): RawBuilder<boolean> {
  return sql`position(lower(${text}) in lower(${column})) > 0`;
}
