/** Accounts, trunks and tables of a state of pricing, found by id or name, with whom each belongs to. */

import type {
  Configuration,
  PricedAccount,
  PricedPlan,
  PricedTable,
  PricedTrunk,
} from '../configuration/service.js';

const byId = <Thing extends { readonly id: string }>(things: readonly Thing[]) =>
  new Map(things.map((thing) => [thing.id, thing]));

export class PricedThings {
  readonly accounts: ReadonlyMap<string, PricedAccount>;
  readonly trunks: ReadonlyMap<string, PricedTrunk>;
  readonly tables: ReadonlyMap<string, PricedTable>;
  readonly plans: ReadonlyMap<string, PricedPlan>;
  readonly accountsByName: ReadonlyMap<string, PricedAccount>;
  readonly trunksByName: ReadonlyMap<string, PricedTrunk>;

  constructor({ accounts, trunks, tables, plans }: Omit<Configuration, 'book'>) {
    this.accounts = byId(accounts);
    this.trunks = byId(trunks);
    this.tables = byId(tables);
    this.plans = byId(plans);
    this.accountsByName = new Map(accounts.map((account) => [account.name, account]));
    this.trunksByName = new Map(trunks.map((trunk) => [trunk.name, trunk]));
  }

  /** Whether an account is another one or stands below it. */
  isWithin(accountId: string, aboveId: string): boolean {
    for (let at: string | null = accountId; at !== null; ) {
      if (at === aboveId) return true;
      at = this.accounts.get(at)?.parentId ?? null;
    }
    return false;
  }
}
