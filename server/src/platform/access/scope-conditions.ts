/**
 * Whose things a principal sees: those of its account and of all accounts below. Every query on
 * things with an owner carries this condition.
 */

import { type RawBuilder, sql } from 'kysely';
import type { Principal } from './principal.js';

/** A condition on the column that holds the owner's account id. */
export function inScope(principal: Principal, owner: RawBuilder<unknown>): RawBuilder<boolean> {
  if (principal.isOperator) return sql`true`;
  return sql`${owner} IN (SELECT account_subtree(${principal.accountId}::bigint))`;
}
