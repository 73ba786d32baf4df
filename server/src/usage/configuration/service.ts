/**
 * The configuration that is stored, but for the rates: as the parts of a book, and as the lists by
 * which callers, their ids and what they may see are found. Read in a few queries from one snapshot.
 */

import type { ReadCall } from '../../platform/access/call.js';
import { type BookParts, bookParts } from './book-document.js';
import { readStoredThings } from './stored-things.js';

export type { BookParts };

export interface PricedTable {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  /** Its name in events and in the book: the name, with the owner where that is needed. */
  readonly reference: string;
  readonly scope: 'customer' | 'carrier' | 'reseller' | 'device';
  readonly currency: string;
}

export interface PricedPlan {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  /** Its name in events and in the book. */
  readonly reference: string;
  /** Null: it has no tables yet. */
  readonly scope: PricedTable['scope'] | null;
  readonly currency: string;
  readonly tableIds: readonly string[];
  readonly status: 'active' | 'archived';
}

/** Whom a price list was given to, whenever it holds: whoever has it sees it. */
export interface PricedAssignment {
  /** Of a trunk: the account that has it. */
  readonly accountId: string;
  readonly planId: string | null;
  readonly tableId: string | null;
}

export interface PricedAccount {
  readonly id: string;
  readonly name: string;
  readonly kind: 'operator' | 'customer' | 'reseller' | 'carrier' | 'device';
  /** Null: the operator. */
  readonly parentId: string | null;
  readonly currency: string | null;
  readonly status: 'active' | 'blocked';
}

export interface PricedTrunk {
  readonly id: string;
  readonly name: string;
  readonly accountId: string;
  readonly techPrefix: string;
  /** Addresses and networks that its calls come from. */
  readonly addresses: readonly string[];
}

export interface Configuration {
  /** Its rate tables stand in the order of `tables`, and so do profiles and plans. */
  readonly book: BookParts;
  readonly profiles: readonly { readonly id: string; readonly name: string }[];
  readonly tables: readonly PricedTable[];
  readonly plans: readonly PricedPlan[];
  readonly accounts: readonly PricedAccount[];
  readonly trunks: readonly PricedTrunk[];
  readonly assignments: readonly PricedAssignment[];
}

export async function readConfiguration(call: Pick<ReadCall, 'db'>): Promise<Configuration> {
  const things = await readStoredThings(call);
  const trunkAccounts = new Map(things.trunks.map(({ id, account }) => [id, account.id]));
  return {
    book: bookParts(things),
    profiles: things.timeProfiles.map(({ id, name }) => ({ id, name })),
    tables: things.rateTables.map(({ thing, reference }) => {
      const { id, name, owner, scope, currency } = thing;
      return { id, name, ownerId: owner.id, reference, scope, currency };
    }),
    plans: things.ratingPlans.map(({ thing, reference }) => {
      const { id, name, owner, scope, currency, status, entries } = thing;
      const tableIds = entries.map(({ rateTable }) => rateTable.id);
      return { id, name, ownerId: owner.id, reference, scope, currency, status, tableIds };
    }),
    accounts: things.accounts.map(({ id, name, kind, parent, currency, status }) => {
      return { id, name, kind, parentId: parent?.id ?? null, currency, status };
    }),
    trunks: things.trunks.map(({ id, name, account, techPrefix, addresses }) => {
      return { id, name, accountId: account.id, techPrefix, addresses };
    }),
    assignments: things.assignments.map(({ accountId, trunkId, ratingPlanId, rateTableId }) => ({
      accountId: accountId ?? trunkAccounts.get(trunkId ?? '')!,
      planId: ratingPlanId,
      tableId: rateTableId,
    })),
  };
}
