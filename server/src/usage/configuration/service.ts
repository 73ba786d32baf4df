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
}

export async function readConfiguration(call: Pick<ReadCall, 'db'>): Promise<Configuration> {
  const things = await readStoredThings(call);
  return {
    book: bookParts(things),
    profiles: things.timeProfiles.map(({ id, name }) => ({ id, name })),
    tables: things.rateTables.map(({ thing, reference }) => {
      const { id, name, owner, scope, currency } = thing;
      return { id, name, ownerId: owner.id, reference, scope, currency };
    }),
    plans: things.ratingPlans.map(({ thing, reference }) => {
      const { id, name, owner, scope, currency } = thing;
      return { id, name, ownerId: owner.id, reference, scope, currency };
    }),
    accounts: things.accounts.map(({ id, name, kind, parent, currency, status }) => {
      return { id, name, kind, parentId: parent?.id ?? null, currency, status };
    }),
    trunks: things.trunks.map(({ id, name, account, techPrefix, addresses }) => {
      return { id, name, accountId: account.id, techPrefix, addresses };
    }),
  };
}
