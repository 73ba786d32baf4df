/**
 * What questions read, counted in blocks of the database's memory. At the size of a test a wrong way
 * to an answer takes no time, but it shows here.
 */

import { sql } from 'kysely';
import type { Connection, Query } from '../../src/platform/db/connection.js';

interface Plan {
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
}

/** Asks as it is asked, and adds up what each question reads. */
export function countingBlocks(connection: Connection) {
  const counted = { blocks: 0 };
  const rows = async <Row>(query: Query<Row>): Promise<Row[]> => {
    const explained = await connection.row(
      sql<{ 'QUERY PLAN': [{ Plan: Plan }] }>`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${query}`,
    );
    const plan = explained!['QUERY PLAN'][0].Plan;
    counted.blocks += plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
    return connection.rows(query);
  };
  const row = async <Row>(query: Query<Row>) => (await rows(query))[0] ?? null;
  return { counted, connection: { rows, row } satisfies Connection };
}
