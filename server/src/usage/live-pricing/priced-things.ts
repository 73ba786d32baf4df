/**
 * Accounts, trunks and price lists of a state of pricing, found by id or name, with whom each belongs to
 * and whom it was given to.
 */

import type {
  Configuration,
  PricedAccount,
  PricedPlan,
  PricedTable,
  PricedTrunk,
} from '../configuration/service.js';
import { type Address, TrunkAddresses } from './trunk-addresses.js';

const byId = <Thing extends { readonly id: string }>(things: readonly Thing[]) =>
  new Map(things.map((thing) => [thing.id, thing]));

const NOBODY: ReadonlySet<string> = new Set();

function note(into: Map<string, Set<string>>, id: string, accountId: string): void {
  const accounts = into.get(id) ?? new Set();
  into.set(id, accounts.add(accountId));
}

export class PricedThings {
  readonly accounts: ReadonlyMap<string, PricedAccount>;
  readonly trunks: ReadonlyMap<string, PricedTrunk>;
  readonly tables: ReadonlyMap<string, PricedTable>;
  readonly plans: ReadonlyMap<string, PricedPlan>;
  readonly accountsByName: ReadonlyMap<string, PricedAccount>;
  readonly trunksByName: ReadonlyMap<string, PricedTrunk>;
  readonly tablesByReference: ReadonlyMap<string, PricedTable>;

  readonly operator: PricedAccount;
  /** In the order of their names. */
  readonly carriers: readonly PricedAccount[];
  readonly #addresses: TrunkAddresses;
  /** Accounts that a plan or a table was given to, by its id. */
  readonly #planAccounts = new Map<string, Set<string>>();
  readonly #tableAccounts = new Map<string, Set<string>>();

  constructor(configuration: Omit<Configuration, 'book'>) {
    const { accounts, trunks, tables, plans } = configuration;
    this.accounts = byId(accounts);
    this.trunks = byId(trunks);
    this.tables = byId(tables);
    this.plans = byId(plans);
    this.accountsByName = new Map(accounts.map((account) => [account.name, account]));
    this.operator = accounts.find(({ kind }) => kind === 'operator')!;
    this.carriers = accounts.filter(({ kind }) => kind === 'carrier');
    this.#addresses = new TrunkAddresses(trunks);
    this.trunksByName = new Map(trunks.map((trunk) => [trunk.name, trunk]));
    this.tablesByReference = new Map(tables.map((table) => [table.reference, table]));
    for (const { accountId, planId, tableId } of configuration.assignments) {
      if (planId !== null) note(this.#planAccounts, planId, accountId);
      const tableIds = planId === null ? [tableId!] : this.plans.get(planId)!.tableIds;
      for (const id of tableIds) note(this.#tableAccounts, id, accountId);
    }
  }

  /** Trunks of the narrowest network around an address of which any fits. */
  trunksAround(address: Address, fits: (trunk: PricedTrunk) => boolean): readonly PricedTrunk[] {
    return this.#addresses.around(address, fits);
  }

  /** Accounts that have, had or will have this plan, or this table alone or in a plan. */
  assignedTo(kind: 'plan' | 'table', id: string): ReadonlySet<string> {
    return (kind === 'plan' ? this.#planAccounts : this.#tableAccounts).get(id) ?? NOBODY;
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
