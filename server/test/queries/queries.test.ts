/**
 * Every query of the server, prepared by each database and held to the type of its rows.
 *
 * The compiler tells where the source asks the database and what it expects. All functions of these
 * files are called with arguments made from their types, on a connection that has the database
 * describe what it is asked. A place that is never reached fails, so no query can hide from this test.
 */

import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Transaction } from '../../src/platform/db/connection.js';
import { databaseServers, testDatabase } from '../support/test-database.js';
import {
  type DeclaredField,
  type QuerySite,
  readDeclaredQueries,
  type StoreFunction,
} from './declared-queries.js';
import { ANSWERS, type Asked, type DescribedColumn, Describer } from './described-connection.js';
import { anyCondition, SampleArguments } from './sample-arguments.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const declared = readDeclaredQueries();

/** What the driver makes of a column's type; see `platform/db/value-types`. */
const JAVASCRIPT_TYPES: Readonly<Record<string, DeclaredField['type']>> = {
  int2: 'number',
  int4: 'number',
  bool: 'boolean',
  bytea: 'bytes',
};
/** The database does not say what is in these. */
const DOCUMENTS = new Set(['json', 'jsonb']);
/** Never null in the rows that the query chooses, though the column may be. */
const CHOSEN = new Set(['stashedById']);

function faultOf(field: DeclaredField | undefined, column: DescribedColumn | undefined) {
  if (field === undefined) return 'is not in the type';
  if (column === undefined) return 'is not in the answer';
  if (DOCUMENTS.has(column.type)) return null;
  const plain = JAVASCRIPT_TYPES[column.type] ?? 'string';
  const type = column.isArray ? `${plain}[]` : plain;
  if (field.type !== type) return `is ${column.type}, a ${type}, and not a ${field.type}`;
  if (column.mayBeNull === true && !field.isNullable && !CHOSEN.has(column.name)) {
    return 'may be null';
  }
  if (field.choices === null || column.labels === null) return null;
  const missing = column.labels.filter((label) => !field.choices!.includes(label));
  return missing.length > 0 ? `may be ${missing.join(', ')}` : null;
}

const OF_PAGES = new Set(['placeValue', 'placeId']);

function faultsOf({ fields, isPage }: QuerySite, columns: readonly DescribedColumn[]): string[] {
  if (fields === null) return [];
  const found = new Map(columns.map((column) => [column.name, column]));
  const names = new Set([...Object.keys(fields), ...found.keys()]);
  const faults = columns.length > found.size ? ['two columns have one name'] : [];
  for (const name of names) {
    if (isPage && OF_PAGES.has(name)) continue;
    const fault = faultOf(fields[name], found.get(name));
    if (fault !== null) faults.push(`${name} ${fault}`);
  }
  return faults;
}

/** The innermost place that is known. */
function placeOf({ stack }: Asked): string | null {
  const places = stack.matchAll(/(?:\(|at )(?:file:\/\/)?(\/[^():]+):([0-9]+):[0-9]+/g);
  for (const [, file = '', line = ''] of places) {
    const place = `${file.replace(ROOT, '')}:${line}`;
    if (declared.sites.has(place)) return place;
  }
  return null;
}

type Callable = (...args: unknown[]) => unknown;

describe('the comparison of an answer with a type', () => {
  const column = { name: 'at', type: 'text', isArray: false, labels: null, mayBeNull: false };
  const field: DeclaredField = { type: 'string', isNullable: false, choices: null };
  const site = (fields: Record<string, DeclaredField>): QuerySite => {
    return { place: '', isPage: false, fields };
  };

  it.each<[string, Partial<DescribedColumn>, Partial<DeclaredField>, string[]]>([
    ['the same', {}, {}, []],
    ['a number', { type: 'int4' }, {}, ['at is int4, a number, and not a string']],
    ['a list', { isArray: true }, {}, ['at is text, a string[], and not a string']],
    ['what may be null', { mayBeNull: true }, {}, ['at may be null']],
    ['what may be null, and is said to', { mayBeNull: true }, { isNullable: true }, []],
    ['choices', { type: 'enum', labels: ['a', 'b'] }, { choices: ['a'] }, ['at may be b']],
    ['more choices', { type: 'enum', labels: ['a'] }, { choices: ['a', 'b'] }, []],
  ])('tells of %s', (_, isColumn, isField, faults) => {
    const fields = { at: { ...field, ...isField } };
    expect(faultsOf(site(fields), [{ ...column, ...isColumn }])).toEqual(faults);
  });

  it('tells of what is missing on either side, and of what is there twice', () => {
    expect(faultsOf(site({ at: field }), [])).toEqual(['at is not in the answer']);
    expect(faultsOf(site({ by: field }), [{ ...column, name: 'by' }, column])).toEqual([
      'at is not in the type',
    ]);
    expect(faultsOf(site({ at: field }), [column, column])).toEqual(['two columns have one name']);
  });
});

describe.each(databaseServers())('the queries of the server on $name', (server) => {
  const test = testDatabase(server);
  const reached = new Set<string>();
  const faults = new Set<string>();
  let describer: Describer;

  beforeAll(async () => {
    describer = new Describer(test.config);
    await describer.open();
    for (const one of declared.functions) await callAll(one);
  });
  afterAll(() => describer.close());

  async function callAll({ file, name, signature }: StoreFunction): Promise<void> {
    const module = (await import(/* @vite-ignore */ ROOT + file)) as Record<string, unknown>;
    const store = module[name] as Callable;
    for (const answer of ANSWERS) {
      const db = describer.transaction(answer, judge);
      const database = {
        read: db,
        transaction: (work: (own: Transaction) => Promise<unknown>) => work(db),
      };
      const given = {
        'Pick<Database, "read" | "transaction">': database,
        Connection: db,
        Transaction: db,
        Writer: db,
        RawBuilder: anyCondition,
        AbortSignal: new AbortController().signal,
      };
      const samples = new SampleArguments(declared.checker, given);
      for (const args of samples.variantsFor(signature)) {
        await describer.within(() => call(store, args, name, samples.ofAnswer(signature)));
      }
    }
  }

  /** To its end: what it answers with may ask too. */
  async function call(store: Callable, args: unknown[], name: string, further: unknown[]) {
    try {
      const answer = await store(...args);
      if (typeof answer === 'function') await (answer as Callable)(...further);
      if (typeof answer !== 'object' || answer === null) return;
      if (Symbol.asyncIterator in answer) {
        for await (const _ of answer as AsyncIterable<unknown>);
      }
    } catch (error) {
      // What a function says of made-up values is not what this test is about.
      if (error instanceof pg.DatabaseError) faults.add(`${name}: ${String(error)}`);
    }
  }

  function judge(asked: Asked): void {
    const place = placeOf(asked);
    if (place === null) {
      faults.add(`nobody knows where this is asked: ${asked.text}`);
      return;
    }
    reached.add(place);
    for (const fault of faultsOf(declared.sites.get(place)!, asked.columns)) {
      faults.add(`${place}: ${fault}`);
    }
  }

  it('are all prepared', () => {
    expect(declared.sites.size).toBeGreaterThan(180);
    expect([...declared.sites.keys()].filter((place) => !reached.has(place))).toEqual([]);
  });

  it('answer with the columns that their types have', () => {
    expect([...faults].toSorted()).toEqual([]);
  });
});
