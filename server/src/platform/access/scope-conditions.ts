/**
 * Whose things a principal sees: those of its account and of all accounts below. Every query on
 * things with an owner carries this condition.
 *
 * Tables and plans are seen, though not changed, by whom they price as well: what is assigned to an
 * account of the principal's, with the parents of such tables.
 */

import { type RawBuilder, sql } from 'kysely';
import type { Principal } from './principal.js';

export type Scope = Pick<Principal, 'isOperator' | 'accountId'>;

/** For what the program itself reads. */
export const EVERYTHING: Scope = { isOperator: true, accountId: '0' };

/** A condition on the column that holds the owner's account id. */
export function inScope(principal: Scope, owner: RawBuilder<unknown>): RawBuilder<boolean> {
  if (principal.isOperator) return sql`true`;
  return sql`${owner} IN (SELECT account_subtree(${principal.accountId}::bigint))`;
}

/** `table` is a table's name in the query: that of rate tables or one that stands for it. */
export function seesRateTable(principal: Scope, table: string): RawBuilder<boolean> {
  if (principal.isOperator) return sql`true`;
  return sql`(${inScope(principal, sql.ref(`${table}.owner_id`))} OR ${sql.ref(`${table}.id`)} IN (
    SELECT assigned.rate_table_id FROM assigned_rate_tables(${principal.accountId}::bigint) AS assigned))`;
}

export function seesRatingPlan(principal: Scope, table: string): RawBuilder<boolean> {
  if (principal.isOperator) return sql`true`;
  return sql`(${inScope(principal, sql.ref(`${table}.owner_id`))} OR ${sql.ref(`${table}.id`)} IN (
    SELECT assigned_rating_plans(${principal.accountId}::bigint)))`;
}
