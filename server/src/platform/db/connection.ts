/**
 * How everything talks to the database: queries with parameters, COPY in and out.
 *
 * A store function takes a `Connection` first and never keeps it: a query that ran outside the open
 * transaction would see other data and outlive its rollback. Queries are written with the `sql` tag
 * of Kysely, which turns every value into a parameter; there is no way here to run glued text.
 */

import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely';
import type { ClientBase, Pool, QueryResultRow } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

export type Query<Row = unknown> = Pick<RawBuilder<Row>, 'compile'>;

/** A query that a library has written, with the values of its parameters `$1`, `$2` ... */
export function foreignQuery<Row>(text: string, values: readonly unknown[]): Query<Row> {
  return { compile: () => CompiledQuery.raw(text, [...values]) as CompiledQuery<Row> };
}

/** Reads. What writes takes a `Transaction`, so that a reader cannot be made to write. */
export interface Connection {
  /** All rows of the answer. */
  rows<Row>(query: Query<Row>): Promise<Row[]>;
  /** The first row, or null. */
  row<Row>(query: Query<Row>): Promise<Row | null>;
}

/** Writes. */
export interface Writer {
  /** Runs a statement; the number of rows that it touched. */
  run(query: Query): Promise<number>;
}

/** A connection inside an open transaction: reads and writes. */
export interface Transaction extends Connection, Writer {
  /**
   * COPY into a table: `target` is `rates (id, code)`, a text of the program itself; `lines` are
   * rows in COPY's text format with their line ends. Returns the number of rows.
   */
  copyIn(target: string, lines: Iterable<string> | AsyncIterable<string>): Promise<number>;
  /** COPY of a query without parameters out, as chunks of bytes in COPY's text format, or CSV. */
  copyOut(query: string, format?: 'text' | 'csv'): AsyncIterable<Buffer>;
}

/** Only compiles: what it compiles is run by pg. */
const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

const planned = new WeakSet<object>();

/**
 * Marks a query whose plan each connection keeps: for those that take longer to plan than to run, and
 * whose text is always the same. Plans are kept by that text.
 */
export function plannedOnce<Row>(query: Query<Row>): Query<Row> {
  planned.add(query);
  return query;
}

async function run<Row>(client: Pool | ClientBase, query: Query<Row>) {
  const { sql: text, parameters } = query.compile(compiler);
  const values = [...parameters];
  if (!planned.has(query)) return client.query<QueryResultRow & Row>(text, values);
  const name = createHash('sha256').update(text).digest('base64url');
  return client.query<QueryResultRow & Row>({ name, text, values });
}

export function connectionOf(client: Pool | ClientBase): Connection {
  return {
    rows: async (query) => (await run(client, query)).rows,
    row: async (query) => (await run(client, query)).rows[0] ?? null,
  };
}

export function writerOf(client: Pool | ClientBase): Writer {
  return { run: async (query) => (await run(client, query)).rowCount ?? 0 };
}

/** Rows go to the server in pieces of this size: one write for each row would cost more than it. */
const COPY_CHUNK_LENGTH = 64 * 1024;

async function* chunksOf(lines: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const line of lines) {
    chunk += line;
    if (chunk.length < COPY_CHUNK_LENGTH) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

export function transactionOf(client: ClientBase): Transaction {
  return {
    ...connectionOf(client),
    ...writerOf(client),
    copyIn: async (target, lines) => {
      const stream = client.query(copyFrom(`COPY ${target} FROM STDIN`));
      await pipeline(Readable.from(chunksOf(lines), { objectMode: false }), stream);
      return stream.rowCount;
    },
    copyOut: (query, format = 'text') =>
      readToItsEnd(client.query(copyTo(`COPY (${query}) TO STDOUT (FORMAT ${format})`))),
  };
}

/** Rows that nobody took would stand before the answer of the next statement, the rollback too. */
async function* readToItsEnd(stream: Readable): AsyncGenerator<Buffer> {
  try {
    yield* stream.iterator({ destroyOnReturn: false });
  } finally {
    if (!stream.destroyed) for await (const _ of stream);
  }
}
