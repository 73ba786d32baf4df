/**
 * Pages of the codes of a deck, fast in decks of hundreds of thousands.
 *
 * A keyset like that of all lists, but its own: a code has no id, it is itself unique in its deck.
 * Names stand once each for many codes, so a search looks through the names first.
 */

import { type RawBuilder, sql } from 'kysely';
import type { Connection } from '../../platform/db/connection.js';
import { decodeCursor, encodeCursor, notACursor } from '../../platform/db/cursor.js';
import { beginsWith, prefixesOf } from '../../platform/db/digits.js';
import { contains, PAGE_LIMIT, type Page } from '../../platform/db/page.js';
import type { CodeDeckCode, CodesQuery } from './schema.js';

/**
 * Up to so many names, their codes are fetched and sorted. When more names fit, going through the
 * codes in order meets enough of them soon.
 */
const FEW_NAMES = 500;

interface Place {
  readonly name: string;
  readonly code: string;
}

function placeOf(cursor: string, sort: string): Place {
  const [name, code] = decodeCursor(cursor, sort);
  if (!/^[0-9]{0,32}$/.test(code) || name.includes('\0') || name.length > 2000) throw notACursor();
  return { name, code };
}

function afterPlace(sort: string, { name, code }: Place): RawBuilder<boolean> {
  switch (sort) {
    case 'code':
      return sql`codes.code > ${code}`;
    case '-code':
      return sql`codes.code < ${code}`;
    // The second condition says it all; the first one is what the index of names understands.
    case 'name':
      return sql`names.name >= ${name} AND (names.name, codes.code) > (${name}, ${code})`;
    default:
      return sql`names.name <= ${name} AND (names.name, codes.code) < (${name}, ${code})`;
  }
}

const orders: Readonly<Record<string, RawBuilder<unknown>>> = {
  code: sql`codes.code`,
  '-code': sql`codes.code DESC`,
  name: sql`names.name, codes.code`,
  '-name': sql`names.name DESC, codes.code DESC`,
};

async function hasName(db: Connection, text: string): Promise<RawBuilder<boolean>> {
  const condition = contains(sql`names.name`, text);
  const found = await db.rows(sql<{ id: number }>`
    SELECT id FROM names WHERE ${condition} LIMIT ${FEW_NAMES + 1}`);
  if (found.length > FEW_NAMES) return condition;
  return sql`codes.name_id = ANY (${found.map(({ id }) => id)}::integer[])`;
}

async function conditionsOf(db: Connection, query: CodesQuery): Promise<RawBuilder<boolean>[]> {
  const { search, country, number } = query;
  const conditions: RawBuilder<boolean>[] = [];
  const digits = search === undefined ? undefined : /^[+]?([0-9]+)$/.exec(search)?.[1];
  if (digits !== undefined) {
    conditions.push(beginsWith(sql`codes.code`, digits));
  } else if (search !== undefined) {
    conditions.push(await hasName(db, search));
  }
  if (country !== undefined) conditions.push(sql`codes.country = ${country}`);
  if (number !== undefined) {
    conditions.push(sql`codes.code = ANY (${prefixesOf(number)}::text[])`);
  }
  return conditions;
}

export async function listCodes(
  db: Connection,
  codeDeckId: string,
  query: CodesQuery,
): Promise<Page<CodeDeckCode>> {
  // Codes that one number begins with lie inside each other: descending is the longest first.
  const sort = query.sort ?? (query.number === undefined ? 'code' : '-code');
  const limit = query.limit ?? PAGE_LIMIT;
  const conditions = [
    sql`codes.code_deck_id = ${codeDeckId}`,
    ...(query.cursor === undefined ? [] : [afterPlace(sort, placeOf(query.cursor, sort))]),
    ...(await conditionsOf(db, query)),
  ];
  const found = await db.rows(sql<CodeDeckCode>`
    SELECT codes.code, names.name, codes.country
    FROM code_deck_codes AS codes JOIN names ON names.id = codes.name_id
    WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY ${orders[sort]!}
    LIMIT ${limit + 1}`);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const hasMore = found.length > limit && last !== undefined;
  return { items, nextCursor: hasMore ? encodeCursor(sort, last.name, last.code) : null };
}
