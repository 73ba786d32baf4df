/**
 * Everything that prices calls but the rates: as the document that the engine takes, and as the lists
 * by which callers, their ids and what they may see are found. Read in a few queries from one snapshot.
 */

import { ownedReferences, referenceTo } from '@ratedeck/engine';
import { allAccounts } from '../../catalogue/accounts/service.js';
import { allExchangeRates } from '../../catalogue/exchange-rates/service.js';
import { allTimeProfiles } from '../../catalogue/time-profiles/service.js';
import { allTrunks } from '../../catalogue/trunks/service.js';
import type { ReadCall } from '../../platform/access/call.js';
import { given } from '../../platform/book-rules/service.js';
import { allRateTables, tableForBook } from '../../tariffs/rate-tables/service.js';

export interface PricedTable {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  /** Its name in events and in the book: the name, with the owner where that is needed. */
  readonly reference: string;
  readonly scope: 'customer' | 'carrier' | 'reseller' | 'device';
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
  /** A book without rates and code decks; its tables stand in the order of `tables`. */
  readonly document: { readonly rateTables: readonly object[] } & Readonly<Record<string, unknown>>;
  readonly profiles: readonly { readonly id: string; readonly name: string }[];
  readonly tables: readonly PricedTable[];
  readonly accounts: readonly PricedAccount[];
  readonly trunks: readonly PricedTrunk[];
}

interface Owned {
  readonly name: string;
  readonly owner?: string;
}

/** Names are told apart by owner; the operator's need none. */
function owned<
  Thing extends {
    readonly name: string;
    readonly owner: { readonly id: string; readonly name: string };
  },
>(things: readonly Thing[], operatorId: string): (Owned & { readonly thing: Thing })[] {
  return things.map((thing) => ({
    name: thing.name,
    ...(thing.owner.id !== operatorId && { owner: thing.owner.name }),
    thing,
  }));
}

export async function readConfiguration(call: Pick<ReadCall, 'db'>): Promise<Configuration> {
  const accounts = await allAccounts(call);
  const operatorId = accounts.find(({ kind }) => kind === 'operator')!.id;
  const trunks = await allTrunks(call);
  const tables = owned(await allRateTables(call), operatorId);
  const tableReferences = ownedReferences(tables);
  const tableById = new Map(tables.map((table) => [table.thing.id, table]));
  const profiles = await allTimeProfiles(call);
  const document = {
    book: 1,
    timeProfiles: profiles.map((profile) => {
      const { name, timeZone, windows, months, monthDays, exceptions } = profile;
      return given({ name, timeZone, windows, months, monthDays, exceptions });
    }),
    rateTables: tables.map(({ thing, owner }) => {
      const parent = thing.parent === null ? null : tableById.get(thing.parent.id)!;
      const above = parent === null ? null : referenceTo(parent, tableReferences);
      return given({ ...tableForBook(thing), owner, parent: above });
    }),
    accounts: accounts
      .filter(({ kind }) => kind !== 'operator')
      .map(({ name, kind, parent, currency, timeZone, status, network }) => {
        const above = parent === null || parent.id === operatorId ? null : parent.name;
        return given({ name, kind, parent: above, currency, timeZone, status, network });
      }),
    trunks: trunks.map(({ name, account, techPrefix, numberRules }) => {
      const prefix = techPrefix === '' ? null : techPrefix;
      return given({ name, account: account.name, techPrefix: prefix, numberRules });
    }),
    exchangeRates: (await allExchangeRates(call)).map(({ from, to, rate, date }) => {
      return { from, to, rate, date };
    }),
  };
  return {
    document,
    profiles: profiles.map(({ id, name }) => ({ id, name })),
    tables: tables.map((table) => ({
      id: table.thing.id,
      name: table.name,
      ownerId: table.thing.owner.id,
      reference: referenceTo(table, tableReferences),
      scope: table.thing.scope,
      currency: table.thing.currency,
    })),
    accounts: accounts.map(({ id, name, kind, parent, currency, status }) => {
      return { id, name, kind, parentId: parent?.id ?? null, currency, status };
    }),
    trunks: trunks.map(({ id, name, account, techPrefix, addresses }) => {
      return { id, name, accountId: account.id, techPrefix, addresses };
    }),
  };
}
