/** Accounts and trunks of a compiled book, with what prices each of them from which date on. */

import type { Account, AccountKind, Assignment, Trunk } from '../book/book.js';
import { parseInstant } from '../values/instant.js';
import type { NumberRules } from '../values/number.js';
import { latestAt } from './dated.js';
import type { PriceSource } from './table.js';

interface DatedSource {
  readonly fromMs: number;
  /** Nothing is in force from here on; an older assignment does not come back. */
  readonly toMs: number;
  readonly source: PriceSource;
}

export interface CompiledAccount {
  readonly name: string;
  readonly kind: AccountKind;
  readonly currency: string | null;
  readonly parent: CompiledAccount | null;
  /** By rising activation. */
  readonly assignments: readonly DatedSource[];
  /** Accounts of kind customer above, nearest first. */
  readonly customersAbove: readonly CompiledAccount[];
  readonly resellersAbove: readonly CompiledAccount[];
}

export interface CompiledTrunk {
  readonly name: string;
  readonly account: CompiledAccount;
  readonly rules: NumberRules;
  readonly assignments: readonly DatedSource[];
}

/** Intervals are half-open: the instant of the end does not belong. */
export const sourceInForce = (
  assignments: readonly DatedSource[],
  atMs: number,
): PriceSource | null => {
  const latest = latestAt(assignments, atMs);
  return latest !== null && atMs < latest.toMs ? latest.source : null;
};

export interface OpenAssignments {
  readonly accounts: ReadonlyMap<string, DatedSource[]>;
  readonly trunks: ReadonlyMap<string, DatedSource[]>;
}

export function openAssignments(
  assignments: readonly Assignment[],
  tables: ReadonlyMap<string, PriceSource>,
  plans: ReadonlyMap<string, PriceSource>,
): OpenAssignments {
  const accounts = new Map<string, DatedSource[]>();
  const trunks = new Map<string, DatedSource[]>();
  for (const assignment of assignments) {
    const { account, trunk, ratingPlan, rateTable, activatesAt, endsAt } = assignment;
    const source = ratingPlan === undefined ? tables.get(rateTable!)! : plans.get(ratingPlan)!;
    const fromMs =
      activatesAt === undefined ? Number.NEGATIVE_INFINITY : parseInstant(activatesAt)!;
    const toMs = endsAt === undefined ? Number.POSITIVE_INFINITY : parseInstant(endsAt)!;
    const [map, name] = account === undefined ? [trunks, trunk!] : [accounts, account];
    const list = map.get(name) ?? [];
    map.set(name, list);
    list.push({ fromMs, toMs, source });
  }
  for (const list of [...accounts.values(), ...trunks.values()]) {
    list.sort((a, b) => (a.fromMs < b.fromMs ? -1 : 1));
  }
  return { accounts, trunks };
}

export function openAccounts(
  accounts: readonly Account[],
  assignments: ReadonlyMap<string, DatedSource[]>,
): Map<string, CompiledAccount> {
  const written = new Map(accounts.map((account) => [account.name, account]));
  const opened = new Map<string, CompiledAccount>();
  const open = (account: Account): CompiledAccount => {
    const known = opened.get(account.name);
    if (known !== undefined) return known;
    const parent = account.parent === undefined ? null : open(written.get(account.parent)!);
    const above: CompiledAccount[] = [];
    for (let at = parent; at !== null; at = at.parent) above.push(at);
    const compiled: CompiledAccount = {
      name: account.name,
      kind: account.kind,
      currency: account.currency ?? null,
      parent,
      assignments: assignments.get(account.name) ?? [],
      customersAbove: above.filter(({ kind }) => kind === 'customer'),
      resellersAbove: above.filter(({ kind }) => kind === 'reseller'),
    };
    opened.set(account.name, compiled);
    return compiled;
  };
  for (const account of accounts) open(account);
  return opened;
}

export function openTrunks(
  trunks: readonly Trunk[],
  accounts: ReadonlyMap<string, CompiledAccount>,
  assignments: ReadonlyMap<string, DatedSource[]>,
): Map<string, CompiledTrunk> {
  return new Map(
    trunks.map((trunk) => [
      trunk.name,
      {
        name: trunk.name,
        account: accounts.get(trunk.account)!,
        rules: { techPrefix: trunk.techPrefix, numberRules: trunk.numberRules },
        assignments: assignments.get(trunk.name) ?? [],
      },
    ]),
  );
}
