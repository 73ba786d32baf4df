/**
 * Rates that a condition selects, by code, in chunks that never part the rates of one code: what
 * rates of one code mean for each other can be judged within a chunk.
 *
 * Read through a cursor, which sees the rates as they stood when it began. What is written between
 * two chunks is therefore never selected again, and memory does not grow with the number of rates.
 */

import { type RawBuilder, sql } from 'kysely';
import type { Connection, Transaction } from '../../platform/db/connection.js';
import { storedColumns } from './bulk-store.js';
import type { StoredRate } from './record.js';

const FETCH_COUNT = 4000;

export async function* ratesByCode(
  db: Transaction,
  where: readonly RawBuilder<unknown>[],
): AsyncGenerator<StoredRate[]> {
  // All of it will be read; the planner would prepare for the first rows only.
  await db.run(sql`SET LOCAL cursor_tuple_fraction = 1`);
  await db.run(sql`
    DECLARE rates_by_code NO SCROLL CURSOR FOR
    SELECT ${storedColumns('rates')} FROM rates WHERE ${sql.join([...where], sql` AND `)}
    ORDER BY rates.code, rates.effective_from, rates.id`);
  try {
    yield* wholeCodes(() =>
      db.rows(sql<StoredRate>`FETCH ${sql.raw(String(FETCH_COUNT))} FROM rates_by_code`),
    );
  } finally {
    // After a failed statement nothing runs any more, and the rollback closes it as well.
    await db.run(sql`CLOSE rates_by_code`).catch(() => undefined);
  }
}

/** How many there are; stops counting when it is more than `countMax`. */
export async function countRates(
  db: Connection,
  where: readonly RawBuilder<unknown>[],
  countMax: number | null,
): Promise<number> {
  const limit = countMax === null ? sql`` : sql`LIMIT ${countMax + 1}`;
  const row = await db.row(sql<{ count: number }>`
    SELECT count(*)::integer AS count
    FROM (SELECT FROM rates WHERE ${sql.join([...where], sql` AND `)} ${limit}) AS selected`);
  return row!.count;
}

/** The last code of what came may go on in what comes next, so it is held back until then. */
async function* wholeCodes(fetch: () => Promise<StoredRate[]>): AsyncGenerator<StoredRate[]> {
  let held: StoredRate[] = [];
  for (;;) {
    const fetched = await fetch();
    const rates = [...held, ...fetched];
    if (fetched.length < FETCH_COUNT) {
      if (rates.length > 0) yield rates;
      return;
    }
    const lastCode = rates.at(-1)!.code;
    const lastStart = rates.findLastIndex(({ code }) => code !== lastCode) + 1;
    held = rates.slice(lastStart);
    if (lastStart > 0) yield rates.slice(0, lastStart);
  }
}
