/** Every constraint of the schema, on each database: what a caller is told who runs into it. */

import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/test-api.js';
import { databaseServers } from '../../../test/support/test-database.js';
import { problemKinds } from '../problems/catalogue.js';
import { constraintWords, problemOfConstraint, type Violation } from './constraint-problems.js';

const CODES = { u: '23505', p: '23505', f: '23503', c: '23514' } as const;

/** What our own triggers refuse to our own program: met, it is a defect, and no caller's business. */
const OF_THE_PROGRAM = [
  'change_sets_are_final',
  'change_sets_keep_their_rates',
  'never_truncated',
  'rate_changes_are_final',
  'rate_table_usage_kept',
  'rate_tables_counts_kept',
  'rates_within_a_change_set',
];

describe.each(databaseServers())('constraints on $name', (server) => {
  const api = testApi(server);

  const ofTables = async (): Promise<Violation[]> => {
    const { read } = api.database;
    const constraints = await read.rows(sql<Violation & { kind: keyof typeof CODES }>`
      SELECT conname AS constraint, conrelid::regclass::text AS table, contype AS kind
      FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace AND contype IN ('u', 'p', 'f', 'c')`);
    const indexes = await read.rows(sql<Violation>`
      SELECT indexrelid::regclass::text AS constraint, indrelid::regclass::text AS table,
        '23505' AS code
      FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
      WHERE indisunique AND relnamespace = 'public'::regnamespace`);
    return [...constraints.map((it) => ({ ...it, code: CODES[it.kind] })), ...indexes];
  };

  const ofTriggers = async (): Promise<string[]> => {
    const rows = await api.database.read.rows(sql<{ name: string }>`
      SELECT DISTINCT (regexp_matches(prosrc, 'CONSTRAINT = ''([a-z_]+)''', 'g'))[1] AS name
      FROM pg_proc WHERE pronamespace = 'public'::regnamespace`);
    return rows.map(({ name }) => name).sort();
  };

  it('are each told in words, without their names', async () => {
    const violations = await ofTables();
    expect(violations.length).toBeGreaterThan(100);
    for (const violation of violations) {
      const { constraint } = violation;
      expect(constraintWords(violation), `${constraint} of ${violation.table}`).not.toBeNull();
      const { code, message } = problemOfConstraint(violation)!;
      expect(problemKinds[code].status, constraint).toBe(409);
      expect(message, constraint).not.toContain('_');
      expect(message.length, constraint).toBeGreaterThan(20);
    }
  });

  it('of triggers are told in words, or are those of the program alone', async () => {
    const untold = (await ofTriggers()).filter((constraint) => {
      const violation = { code: '23001', constraint, table: '' };
      return problemOfConstraint(violation) === null;
    });
    expect(untold).toEqual(OF_THE_PROGRAM);
  });

  it('tell whoever was second what happened', async () => {
    const admin = api.as('admin');
    const { body: account } = await admin.post('/accounts', { name: 'Going', kind: 'customer' });
    const both = await Promise.all([
      admin.delete(`/accounts/${account.id}`),
      admin.post('/trunks', { name: 'Coming', accountId: account.id }),
      ...[1, 2, 3].map(() => admin.post('/categories', { name: 'Once' })),
      ...[1, 2, 3].map(() => admin.post('/users', { login: 'once', name: 'O', role: 'rates' })),
    ]);
    for (const { status, body } of both) {
      expect([200, 201, 204, 400, 409], JSON.stringify(body)).toContain(status);
      expect(JSON.stringify(body ?? '')).not.toMatch(/fkey|_key|violates/);
    }
  });
});
