/** Rates as the API shows them: lists, single ones, versions. What writes them is in `bulk-store`. */

import { type RawBuilder, sql } from 'kysely';
import type { Principal } from '../../platform/access/principal.js';
import { inScope } from '../../platform/access/scope-conditions.js';
import { type Connection, plannedOnce } from '../../platform/db/connection.js';
import { longestCode } from '../../platform/db/digits.js';
import { type Page, pageRequest, readPage } from '../../platform/db/page.js';
import { sameIdentity, storedColumns } from '../stored-rates/bulk-store.js';
import type { StoredRate } from '../stored-rates/record.js';
import { type NamedRate, rateFromRow } from './image.js';
import { findRates, type Sight } from './page-store.js';
import { type Rate, type RateQuery, RateVersionsQuery } from './schema.js';

interface RateRow extends NamedRate {
  readonly sourceCodeName: string | null;
  readonly country: string | null;
  readonly previousId: string | null;
  readonly previousPrice: string | null;
  readonly previousFrom: string | null;
  readonly nextId: string | null;
  readonly nextPrice: string | null;
  readonly nextFrom: string | null;
}

const neighbour = (id: string | null, price: string | null, effectiveFrom: string | null) =>
  id === null ? null : { id, price, effectiveFrom };

function shownRate(row: RateRow, now: string): Rate {
  const { country, sourceCodeName } = row;
  const previous = neighbour(row.previousId, row.previousPrice, row.previousFrom);
  const next = neighbour(row.nextId, row.nextPrice, row.nextFrom);
  return rateFromRow(row, { country, sourceCodeName, previous, next }, now);
}

const shownSource = sql`rates
  JOIN names ON names.id = rates.name_id
  JOIN rate_tables ON rate_tables.id = rates.rate_table_id
  LEFT JOIN time_profiles ON time_profiles.id = rates.time_profile_id
  LEFT JOIN categories ON categories.id = rates.category_id
  LEFT JOIN special_rates ON special_rates.id = rates.special_rate_id
  LEFT JOIN LATERAL (
    ${longestCode(sql`rate_tables.code_deck_id`, sql`rates.code`)}
  ) AS located ON true
  LEFT JOIN LATERAL (
    ${longestCode(sql`rate_tables.source_code_deck_id`, sql`rates.source_code`)}
  ) AS source ON rates.source_code IS NOT NULL
  LEFT JOIN names AS source_names ON source_names.id = source.name_id
  LEFT JOIN LATERAL (
    SELECT id, price, effective_from FROM rates AS earlier
    WHERE earlier.rate_table_id = rates.rate_table_id AND ${sameIdentity('earlier', 'rates')}
      AND earlier.effective_from < rates.effective_from
      AND NOT earlier.stashed
    ORDER BY earlier.effective_from DESC LIMIT 1
  ) AS previous ON true
  LEFT JOIN LATERAL (
    SELECT id, price FROM rates AS later
    WHERE later.rate_table_id = rates.rate_table_id AND ${sameIdentity('later', 'rates')}
      AND later.effective_from = rates.next_from AND NOT later.stashed
  ) AS following ON rates.next_from IS NOT NULL`;

const shownColumns = sql`${storedColumns('rates')}, names.name, located.country,
  source_names.name AS "sourceCodeName",
  time_profiles.name AS "timeProfileName", categories.name AS "categoryName",
  special_rates.name AS "specialRateName",
  previous.id AS "previousId", previous.price AS "previousPrice",
  previous.effective_from AS "previousFrom", following.id AS "nextId",
  following.price AS "nextPrice", rates.next_from AS "nextFrom"`;

/** In the order of the ids; those that are not there are left out. */
export async function showRates(
  db: Connection,
  ids: readonly string[],
  now: string,
): Promise<Rate[]> {
  if (ids.length === 0) return [];
  const query = sql<RateRow>`
    SELECT ${shownColumns} FROM ${shownSource}
    WHERE rates.id = ANY(${ids}::bigint[]) ORDER BY array_position(${ids}::bigint[], rates.id)`;
  const rows = await db.rows(plannedOnce(query));
  return rows.map((row) => shownRate(row, now));
}

async function showPage(
  db: Connection,
  { items, nextCursor }: Page<{ readonly id: string }>,
  now: string,
): Promise<Page<Rate>> {
  const ids = items.map(({ id }) => id);
  return { items: await showRates(db, ids, now), nextCursor };
}

export async function listRates(
  db: Connection,
  rateTableId: string,
  query: RateQuery,
  sight: Sight,
): Promise<Page<Rate>> {
  return showPage(db, await findRates(db, rateTableId, query, sight), sight.now);
}

export async function findStoredRate(
  db: Connection,
  principal: Principal,
  id: string,
): Promise<StoredRate | null> {
  return db.row(sql<StoredRate>`
    SELECT ${storedColumns('rates')} FROM rates JOIN rate_tables ON rate_tables.id = rate_table_id
    WHERE rates.id = ${id} AND ${inScope(principal, sql`rate_tables.owner_id`)}`);
}

/** Of any table, if these conditions hold for it. */
export async function findRateWhere(
  db: Connection,
  id: string,
  conditions: readonly RawBuilder<unknown>[],
): Promise<StoredRate | null> {
  const where = sql.join([sql`rates.id = ${id}`, ...conditions], sql` AND `);
  return db.row(sql<StoredRate>`SELECT ${storedColumns('rates')} FROM rates WHERE ${where}`);
}

/** All versions of the rate, stashed ones too, as far as they are seen. */
export async function listVersions(
  db: Connection,
  rate: StoredRate,
  query: RateVersionsQuery,
  { now, seen = [] }: Sight,
): Promise<Page<Rate>> {
  const sorts = {
    effectiveFrom: { expression: sql`effective_from`, type: 'timestamptz' },
  } as const;
  const page = await readPage<{ readonly id: string }>(
    db,
    {
      ...{ columns: sql`id`, from: sql`rates`, id: sql`id`, sorts },
      where: [
        sql`rate_table_id = ${rate.rateTableId}`,
        sql`code = ${rate.code}`,
        sql`service = ${rate.service}`,
        sql`source_code IS NOT DISTINCT FROM ${rate.sourceCode}::text`,
        sql`number_length_min IS NOT DISTINCT FROM ${rate.numberLengthMin}::smallint`,
        sql`number_length_max IS NOT DISTINCT FROM ${rate.numberLengthMax}::smallint`,
        sql`time_profile_id IS NOT DISTINCT FROM ${rate.timeProfileId}::bigint`,
        sql`tag IS NOT DISTINCT FROM ${rate.tag}::text`,
        ...seen,
      ],
    },
    pageRequest(query, RateVersionsQuery),
  );
  return showPage(db, page, now);
}

/** Ids of the rates that a change set added, in order of id. */
export async function addedIds(
  db: Connection,
  changeSetId: string,
  limit: number,
): Promise<string[]> {
  const rows = await db.rows(sql<{ id: string }>`
    SELECT rates.id FROM change_sets JOIN rates
      ON rates.id BETWEEN first_added_id AND last_added_id AND added_in_id = change_sets.id
    WHERE change_sets.id = ${changeSetId} ORDER BY rates.id LIMIT ${limit}`);
  return rows.map(({ id }) => id);
}

/** For messages: the name of a special rate in quotes. */
export async function quotedSpecialRate(db: Connection, id: string): Promise<string> {
  const row = await db.row(sql<{ name: string }>`SELECT name FROM special_rates WHERE id = ${id}`);
  return JSON.stringify(row?.name ?? id);
}
