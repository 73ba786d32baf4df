/**
 * Rates written and read in bulk: the only statements that write rates. Every one runs inside an
 * open change set (see `change-recording/service.ts`), or the triggers refuse it.
 */

import { type RawBuilder, sql } from 'kysely';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import { type CopyValue, copyLine } from '../../platform/db/copy-line.js';
import { type FollowedRate, NextVersions } from './next-versions.js';
import {
  ALWAYS,
  contentColumns,
  identityFields,
  type RateContent,
  type StoredRate,
} from './record.js';

export interface ChangeSetPlace {
  readonly changeSetId: string;
  readonly rateTableId: string;
}

const CHUNK_COUNT = 2000;
/** Rates whose lines are made in one go: some milliseconds. */
const COPIED_COUNT = 1000;
const insertTarget = `rates (rate_table_id, added_in_id, next_from, ${contentColumns
  .map(({ column }) => column)
  .join(', ')})`;

function arrayText(items: readonly (string | null)[]): string {
  return `{${items.map((item) => item ?? 'NULL').join(',')}}`;
}

function copyValueOf(rate: RateContent, field: keyof RateContent): CopyValue {
  const value = rate[field];
  if (field === 'effectiveFrom') return value === null ? ALWAYS : (value as string);
  return Array.isArray(value) ? arrayText(value) : (value as CopyValue);
}

/** Piece by piece: a step of an asynchronous iteration for each rate costs as much as its line. */
type RatePieces = AsyncIterable<readonly RateContent[]>;

/**
 * Adds rates by COPY. They are fastest when sorted by code: the largest index then grows at its end.
 * Returns how many.
 */
export function insertRates(
  db: Transaction,
  { changeSetId, rateTableId }: ChangeSetPlace,
  rates: Iterable<RateContent> | RatePieces,
): Promise<number> {
  const lineOf = ({ rate, nextFrom }: FollowedRate): string => {
    const values = contentColumns.map(({ field }) => copyValueOf(rate, field));
    return copyLine([rateTableId, changeSetId, nextFrom, ...values]);
  };
  const textOf = (followed: readonly FollowedRate[]) => followed.map(lineOf).join('');
  async function* lines(): AsyncGenerator<string> {
    const versions = new NextVersions();
    const pieces = Symbol.asyncIterator in rates ? rates : inPieces(rates);
    for await (const piece of pieces) yield textOf(versions.take(piece));
    yield textOf(versions.rest());
  }
  return db.copyIn(insertTarget, lines());
}

function* inPieces(rates: Iterable<RateContent>): Generator<readonly RateContent[]> {
  let piece: RateContent[] = [];
  for (const rate of rates) {
    piece.push(rate);
    if (piece.length < COPIED_COUNT) continue;
    yield piece;
    piece = [];
  }
  yield piece;
}

export type ContentField = keyof RateContent;

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || (Array.isArray(one) && JSON.stringify(one) === JSON.stringify(other));

/** The fields in which any of these rates differ from what they were. */
export function changedFields(
  changes: readonly { readonly before: RateContent; readonly after: RateContent }[],
): ContentField[] {
  return contentColumns.flatMap(({ field }) =>
    changes.some(({ before, after }) => !isSame(before[field], after[field])) ? [field] : [],
  );
}

/**
 * Writes rates anew; each gets the next version number. Whoever knows which fields differ names them:
 * the others then need neither be sent nor read, which takes a third of the time of many.
 */
export async function updateRates(
  db: Transaction,
  rates: readonly StoredRate[],
  fields: readonly ContentField[] = [],
): Promise<void> {
  const columns = contentColumns.filter(
    ({ field }) => fields.length === 0 || fields.includes(field),
  );
  const assignments = columns.map(({ column }) => `${column} = edited.${column}`).join(', ');
  const types = columns.map(({ column, type }) => `${column} ${type}`).join(', ');
  for (let start = 0; start < rates.length; start += CHUNK_COUNT) {
    const rows = rates.slice(start, start + CHUNK_COUNT).map((rate) => {
      const row: Record<string, unknown> = { id: rate.id };
      for (const { column, field } of columns) {
        row[column] = field === 'effectiveFrom' ? (rate.effectiveFrom ?? ALWAYS) : rate[field];
      }
      return row;
    });
    await db.run(sql`
      UPDATE rates SET version = rates.version + 1, ${sql.raw(assignments)}
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS edited (id bigint, ${sql.raw(types)})
      WHERE rates.id = edited.id`);
  }
}

export async function deleteRates(db: Transaction, ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += CHUNK_COUNT * 5) {
    const chunk = ids.slice(start, start + CHUNK_COUNT * 5);
    await db.run(sql`DELETE FROM rates WHERE id = ANY(${chunk}::bigint[])`);
  }
}

/** Columns of `alias` as a stored rate. */
export function storedColumns(alias: string): RawBuilder<unknown> {
  const fixed = sql`${sql.ref(`${alias}.id`)}, ${sql.ref(`${alias}.version`)},
    ${sql.ref(`${alias}.rate_table_id`)} AS "rateTableId",
    ${sql.ref(`${alias}.added_in_id`)} AS "addedInId"`;
  const content = contentColumns.map(
    ({ column, field }) => sql`${sql.ref(`${alias}.${column}`)} AS ${sql.ref(field)}`,
  );
  return sql.join([fixed, ...content]);
}

/** Versions (stashed ones left out) of rates of these codes, oldest first. */
export async function versionsOfCodes(
  db: Connection,
  rateTableId: string,
  codes: readonly string[],
): Promise<StoredRate[]> {
  return db.rows(sql<StoredRate>`
    SELECT ${storedColumns('rates')} FROM rates
    WHERE rates.rate_table_id = ${rateTableId} AND NOT rates.stashed
      AND rates.code = ANY(${codes}::text[])
    ORDER BY rates.code, rates.effective_from, rates.id`);
}

/**
 * All rates of these codes, stashed ones too. Asked for apart, as each kind has an index of codes and
 * no index has both: together they were looked for in the whole table.
 */
export function ratesOfCodes(
  db: Connection,
  rateTableId: string,
  codes: readonly string[],
): Promise<StoredRate[]> {
  const ofKind = (isStashed: RawBuilder<boolean>) => sql`
    SELECT ${storedColumns('rates')} FROM rates
    WHERE rates.rate_table_id = ${rateTableId} AND ${isStashed}
      AND rates.code = ANY (${[...codes]}::text[])`;
  return db.rows(sql<StoredRate>`
    ${ofKind(sql`NOT rates.stashed`)} UNION ALL ${ofKind(sql`rates.stashed`)}
    ORDER BY id`);
}

const identityColumns = contentColumns.filter(({ field }) =>
  (identityFields as readonly string[]).includes(field),
);
/** Never null, so that plain equality, which an index serves, says it all. */
const ALWAYS_GIVEN = new Set(['code', 'service']);

/** Whether two aliases of rates stand for versions of one rate. */
export function sameIdentity(one: string, other: string): RawBuilder<boolean> {
  const equal = identityColumns.map(({ column }) => {
    const operator = ALWAYS_GIVEN.has(column) ? sql`=` : sql`IS NOT DISTINCT FROM`;
    return sql`${sql.ref(`${one}.${column}`)} ${operator} ${sql.ref(`${other}.${column}`)}`;
  });
  return sql`(${sql.join(equal, sql` AND `)})`;
}
