/**
 * A transaction that has every query prepared and described by a real database and runs none but
 * those that later ones need; it answers with rows made of what the description says.
 */

import pg from 'pg';
import { type Transaction, transactionOf } from '../../src/platform/db/connection.js';

interface PgField {
  readonly name: string;
  readonly tableID: number;
  readonly columnID: number;
  readonly dataTypeID: number;
}

export interface DescribedColumn {
  readonly name: string;
  /** `int8`, `timestamptz`; of an enum the kind: `enum`. */
  readonly type: string;
  readonly isArray: boolean;
  /** Of an enum. */
  readonly labels: readonly string[] | null;
  /** A column of a table that may be null, or one of which the database does not say. */
  readonly mayBeNull: boolean | null;
}

export interface Asked {
  readonly text: string;
  readonly stack: string;
  readonly columns: readonly DescribedColumn[];
}

/** As pg calls it: parse and describe, without a run. */
class Description implements pg.Submittable {
  fields: readonly PgField[] = [];
  readonly done: Promise<void>;
  readonly #text: string;
  #resolve: () => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;

  constructor(text: string) {
    this.#text = text;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: pg.Connection): void {
    connection.parse({ name: '', text: this.#text, types: [] }, true);
    connection.describe({ type: 'S', name: '' }, true);
    connection.sync();
  }

  handleRowDescription({ fields }: { readonly fields: readonly PgField[] }): void {
    this.fields = fields;
  }

  handleError(error: Error): void {
    this.#reject(error);
  }

  handleReadyForQuery(): void {
    this.#resolve();
  }
}

/** What it says of everything that may be true or not; `nothing`: it has no rows. */
export const ANSWERS = ['yes', 'no', 'now yes, now no', 'nothing'] as const;
export type Answer = (typeof ANSWERS)[number];

/** Cursors and temporary tables are there for the queries that follow. */
const NEEDED = /^\s*(DECLARE|CREATE TEMP)/i;
/** A function that goes on for ever with what it gets is stopped. */
const STATEMENTS_MAX = 60;

class StopAsking extends Error {}

interface PgType {
  readonly oid: number;
  readonly name: string;
  readonly elementOid: number;
  readonly labels: readonly string[] | null;
}

export class Describer {
  readonly #client: pg.Client;
  readonly #types = new Map<number, PgType>();
  readonly #nullable = new Map<string, boolean>();

  constructor(config: pg.ClientConfig) {
    this.#client = new pg.Client(config);
  }

  async open(): Promise<void> {
    await this.#client.connect();
    const types = await this.#client.query<PgType>(`
      SELECT oid, typname AS name, CASE WHEN typcategory = 'A' THEN typelem ELSE 0 END AS "elementOid",
        (SELECT array_agg(enumlabel::text) FROM pg_enum WHERE enumtypid = pg_type.oid) AS labels
      FROM pg_type`);
    for (const type of types.rows) this.#types.set(type.oid, type);
    const columns = await this.#client.query<{ key: string; nullable: boolean }>(`
      SELECT attrelid || '.' || attnum AS key, NOT attnotnull AS nullable FROM pg_attribute
      JOIN pg_class ON pg_class.oid = attrelid WHERE relkind = 'r'`);
    for (const { key, nullable } of columns.rows) this.#nullable.set(key, nullable);
  }

  close(): Promise<void> {
    return this.#client.end();
  }

  /** Runs `use` and forgets whatever it did to the database. */
  async within(use: () => Promise<void>): Promise<void> {
    await this.#client.query('BEGIN');
    try {
      await use();
    } finally {
      await this.#client.query('ROLLBACK');
    }
  }

  transaction(answer: Answer, onAsked: (asked: Asked) => void): Transaction {
    let count = 0;
    const ask = async (text: string, values: readonly unknown[]): Promise<object[]> => {
      const { stack = '' } = new Error();
      count += 1;
      if (count > STATEMENTS_MAX) throw new StopAsking();
      const description = this.#client.query(new Description(text));
      await description.done;
      const columns = description.fields.map((field) => this.#columnOf(field));
      onAsked({ text, stack, columns });
      if (NEEDED.test(text)) await this.#client.query(text, [...values]);
      return answer === 'nothing' ? [] : [rowOf(columns, answer)];
    };
    const client = {
      query: async (query: string | pg.QueryConfig, values: readonly unknown[] = []) => {
        const rows =
          typeof query === 'string'
            ? await ask(query, values)
            : await ask(query.text, query.values ?? []);
        return { rows, rowCount: rows.length };
      },
    };
    return {
      ...transactionOf(client as unknown as pg.ClientBase),
      copyIn: async (target, lines) => {
        await ask(`INSERT INTO ${target} SELECT ${nullsFor(target)} WHERE false`, []);
        let lineCount = 0;
        for await (const _ of lines) lineCount += 1;
        return lineCount;
      },
      copyOut: (query) => {
        const asked = ask(query, []);
        return (async function* bytes() {
          await asked;
          yield Buffer.alloc(0);
        })();
      },
    };
  }

  #columnOf({ name, tableID, columnID, dataTypeID }: PgField): DescribedColumn {
    const type = this.#types.get(dataTypeID)!;
    const isArray = type.elementOid !== 0;
    const single = isArray ? this.#types.get(type.elementOid)! : type;
    return {
      name,
      type: single.labels === null ? single.name : 'enum',
      isArray,
      labels: single.labels,
      mayBeNull: tableID === 0 ? null : (this.#nullable.get(`${tableID}.${columnID}`) ?? null),
    };
  }
}

const nullsFor = (target: string): string =>
  target
    .slice(target.indexOf('('))
    .split(',')
    .map(() => 'NULL')
    .join(', ');

function rowOf(columns: readonly DescribedColumn[], answer: Answer): object {
  let isTrue = answer !== 'no';
  const values = columns.map((column) => {
    const value = valueFor(column, isTrue);
    if (column.type === 'bool' && answer === 'now yes, now no') isTrue = !isTrue;
    return [column.name, value];
  });
  return Object.fromEntries(values);
}

function valueFor(column: DescribedColumn, isTrue: boolean): unknown {
  const { name, type, isArray, labels } = column;
  // SQL of the database itself, of which a later statement is made.
  if (name === 'definition') return 'CHECK (true)';
  const value = type === 'bool' ? isTrue : (labels?.[0] ?? VALUES[type] ?? '1');
  return isArray ? [value] : value;
}

const VALUES: Readonly<Record<string, unknown>> = {
  int2: 1,
  int4: 1,
  timestamptz: '2026-01-01T00:00:00.000Z',
  date: '2026-01-01',
  bytea: Buffer.from('1'),
};
