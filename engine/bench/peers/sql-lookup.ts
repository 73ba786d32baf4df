/**
 * Peers in PostgreSQL: the ways in which SQL-based switches find the longest prefix. A whole batch
 * of numbers is one statement, so no round trip is counted, and the answers come back to be
 * compared. Batches grow until one takes long enough to be measured.
 */

import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { codeLengthMax, codeLengthMin } from '../codes.js';
import type { Metrics, NotRun } from '../report.js';
import { PeerUnavailable, startTemporaryPostgres } from './temporary-postgres.js';

export interface SqlPeers {
  readonly peers: Record<string, Metrics | NotRun>;
  readonly notes: string[];
}

/** Compares the answers for the first numbers with the truth; throws where they differ. */
export type CheckAnswers = (name: string, answers: readonly number[]) => void;

interface SqlWay {
  readonly name: string;
  readonly prepare: readonly string[];
  /** Answers one row `(id, position)` for each number with `id < $1`. */
  readonly query: string;
  readonly indexName: string | null;
}

const batchSecondsMin = 2;
const batchStart = 10;

const prefixesOfNumber = Array.from(
  { length: codeLengthMax - codeLengthMin + 1 },
  (_, shorter) => `left(n.number, ${codeLengthMax - shorter})`,
).join(', ');

function lateral(table: string, condition: string, length: string): string {
  return `SELECT n.id, r.position FROM numbers n LEFT JOIN LATERAL (
    SELECT position FROM ${table} WHERE ${condition} ORDER BY ${length} DESC LIMIT 1
  ) r ON true WHERE n.id < $1 ORDER BY n.id`;
}

const ways: readonly SqlWay[] = [
  {
    name: 'postgresPlainSql',
    prepare: [],
    query: lateral('codes', "n.number LIKE code || '%'", 'length(code)'),
    indexName: null,
  },
  {
    name: 'postgresBtreeAnyPrefix',
    prepare: ['CREATE UNIQUE INDEX codes_btree ON codes (code)', 'ANALYZE codes'],
    query: lateral('codes', `code = ANY (ARRAY[${prefixesOfNumber}])`, 'length(code)'),
    indexName: 'codes_btree',
  },
  {
    name: 'postgresPrefixGist',
    prepare: [
      'CREATE EXTENSION prefix',
      'CREATE TABLE ranges AS SELECT code::prefix_range AS code, position FROM codes',
      'CREATE INDEX ranges_gist ON ranges USING gist (code gist_prefix_range_ops)',
      'ANALYZE ranges',
    ],
    query: lateral('ranges', 'code @> n.number::prefix_range', 'length(code)'),
    indexName: 'ranges_gist',
  },
];

export const sqlPeerNames: readonly string[] = ways.map(({ name }) => name);

export async function measureSqlPeers(
  codes: readonly string[],
  numbers: readonly string[],
  check: CheckAnswers,
): Promise<SqlPeers> {
  const peers: Record<string, Metrics | NotRun> = {};
  try {
    const postgres = await startTemporaryPostgres();
    try {
      await loadTables(postgres.client, codes, numbers);
      for (const way of ways) {
        peers[way.name] = await measureWay(postgres.client, way, codes, numbers, check);
      }
    } finally {
      await postgres.stop();
    }
    return {
      peers,
      notes: [
        `PostgreSQL ${postgres.version}: a temporary server on a unix socket, everything in shared ` +
          'buffers, one backend; a batch of numbers is one statement, no round trips counted',
      ],
    };
  } catch (error) {
    if (!(error instanceof PeerUnavailable)) throw error;
    for (const name of sqlPeerNames) peers[name] = { notRun: error.message };
    return { peers, notes: [] };
  }
}

async function loadTables(
  client: Client,
  codes: readonly string[],
  numbers: readonly string[],
): Promise<void> {
  await client.query('CREATE TABLE codes (code text NOT NULL, position integer NOT NULL)');
  await client.query('CREATE TABLE numbers (id integer PRIMARY KEY, number text NOT NULL)');
  await copyLines(client, 'codes (code, position)', codes);
  await copyLines(client, 'numbers (number, id)', numbers);
  await client.query('ANALYZE');
}

/** Each line is the text and its position. */
async function copyLines(client: Client, into: string, texts: readonly string[]): Promise<void> {
  const { from } = await import('pg-copy-streams');
  function* chunks(): Generator<string> {
    const perChunk = 10_000;
    for (let start = 0; start < texts.length; start += perChunk) {
      const part = texts.slice(start, start + perChunk);
      yield part.map((text, i) => `${text}\t${start + i}\n`).join('');
    }
  }
  const sink = client.query(from(`COPY ${into} FROM STDIN`));
  await pipeline(Readable.from(chunks(), { objectMode: false }), sink);
}

async function measureWay(
  client: Client,
  way: SqlWay,
  codes: readonly string[],
  numbers: readonly string[],
  check: CheckAnswers,
): Promise<Metrics | NotRun> {
  for (const statement of way.prepare) {
    try {
      await client.query(statement);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return {
        notRun: `${statement}: ${reason} (on Debian: apt-get install postgresql-15-prefix)`,
      };
    }
  }
  const metrics = await measureBatches(client, way, numbers.length, check);
  if (way.indexName === null) return metrics;
  const size = await client.query<{ bytes: string }>('SELECT pg_relation_size($1) AS bytes', [
    way.indexName,
  ]);
  return { ...metrics, bytesPerCode: Number(size.rows[0]!.bytes) / codes.length };
}

async function measureBatches(
  client: Client,
  way: SqlWay,
  countMax: number,
  check: CheckAnswers,
): Promise<Metrics> {
  for (let count = Math.min(batchStart, countMax); ; count = Math.min(count * 4, countMax)) {
    const start = performance.now();
    const answer = await client.query<{ position: number | null }>(way.query, [count]);
    const seconds = (performance.now() - start) / 1000;
    check(
      way.name,
      answer.rows.map(({ position }) => position ?? -1),
    );
    if (seconds >= batchSecondsMin || count === countMax) {
      return { lookupsPerSecond: count / seconds };
    }
  }
}
