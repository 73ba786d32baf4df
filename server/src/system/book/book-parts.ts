/**
 * The parts of a book other than rates, each created when nobody has its name, edited when it
 * differs, left alone when it is equal. Everything goes through the services of the features, so
 * their rules and audit entries hold here too.
 */

import type { Account, Book, CodeDeck, ExchangeRate, TimeProfile, Trunk } from '@ratedeck/engine';
import { createAccount, editAccount, getAccount } from '../../catalogue/accounts/service.js';
import { createCategory } from '../../catalogue/categories/service.js';
import { createCodeDeck, getCodeDeck, putCodes } from '../../catalogue/code-decks/service.js';
import { createExchangeRate, editExchangeRate } from '../../catalogue/exchange-rates/service.js';
import {
  createTimeProfile,
  editTimeProfile,
  getTimeProfile,
} from '../../catalogue/time-profiles/service.js';
import { createTrunk, editTrunk, getTrunk } from '../../catalogue/trunks/service.js';
import type { WriteCall } from '../../platform/access/call.js';
import { codeDeckChanged } from '../../tariffs/special-rates/service.js';
import type { BookImported, PartCounts } from './schema.js';
import * as store from './store.js';

export interface Progress {
  readonly created: PartCounts;
  readonly updated: PartCounts;
  readonly unchanged: PartCounts;
}

export type Ids = Map<string, string>;

async function idsOf(call: WriteCall, table: store.NamedTable): Promise<Ids> {
  return new Map((await store.listNames(call.db, table)).map(({ id, name }) => [name, id]));
}

/** Fields of `wanted` that are not as `found` has them. */
export function differing<Fields extends object>(
  found: object,
  wanted: Fields,
): Partial<Fields> | null {
  const have = found as Readonly<Record<string, unknown>>;
  const changed = Object.entries(wanted).filter(
    ([name, value]) => JSON.stringify(have[name] ?? null) !== JSON.stringify(value ?? null),
  );
  return changed.length === 0 ? null : (Object.fromEntries(changed) as Partial<Fields>);
}

/** Whoever is above comes first. */
export function parentsFirst<Item extends { readonly name: string; readonly parent?: string }>(
  items: readonly Item[],
): Item[] {
  const byName = new Map(items.map((item) => [item.name, item]));
  const sorted = new Set<Item>();
  const add = (item: Item): void => {
    const chain: Item[] = [];
    for (let at: Item | undefined = item; at !== undefined && !sorted.has(at); ) {
      chain.push(at);
      at = at.parent === undefined ? undefined : byName.get(at.parent);
    }
    for (const link of chain.reverse()) sorted.add(link);
  };
  for (const item of items) add(item);
  return [...sorted];
}

function accountFields(account: Account) {
  const { name, currency = null, timeZone = 'UTC', status = 'active', network = null } = account;
  return { name, currency, timeZone, status, network };
}

export async function importAccounts(
  call: WriteCall,
  accounts: readonly Account[],
  progress: Progress,
): Promise<Ids> {
  const ids = await idsOf(call, 'accounts');
  for (const account of parentsFirst(accounts)) {
    const fields = accountFields(account);
    const parentId =
      account.parent === undefined ? call.principal.accountId : ids.get(account.parent)!;
    const id = ids.get(account.name);
    if (id === undefined) {
      const created = await createAccount(call, { ...fields, kind: account.kind, parentId });
      ids.set(account.name, created.id);
      progress.created.accounts++;
      continue;
    }
    const found = await getAccount(call, id);
    const edit = differing({ ...found, parentId: found.parent?.id }, { ...fields, parentId });
    if (edit === null) progress.unchanged.accounts++;
    else {
      await editAccount(call, id, edit);
      progress.updated.accounts++;
    }
  }
  return ids;
}

export async function importTimeProfiles(
  call: WriteCall,
  profiles: readonly TimeProfile[],
  progress: Progress,
): Promise<Ids> {
  const ids = await idsOf(call, 'time_profiles');
  for (const profile of profiles) {
    const { name, timeZone = 'UTC', windows, months, monthDays, exceptions } = profile;
    const fields = {
      ...{ name, timeZone },
      windows: windows?.map((window) => ({ ...window, weekdays: [...window.weekdays] })) ?? null,
      months: months === undefined ? null : [...months],
      monthDays: monthDays === undefined ? null : [...monthDays],
      exceptions: [...(exceptions ?? [])].sort((a, b) => (a.date < b.date ? -1 : 1)),
    };
    const id = ids.get(name);
    if (id === undefined) {
      ids.set(name, (await createTimeProfile(call, fields)).id);
      progress.created.timeProfiles++;
      continue;
    }
    const edit = differing(await getTimeProfile(call, id), fields);
    if (edit === null) progress.unchanged.timeProfiles++;
    else {
      await editTimeProfile(call, id, edit);
      progress.updated.timeProfiles++;
    }
  }
  return ids;
}

const CODES_A_STEP = 50_000;

/**
 * Codes are added and renamed; a code that only the system has stays. The deck that comes with the
 * product is not edited: what a book has different in it is told as left out.
 */
export async function importCodeDecks(
  call: WriteCall,
  decks: readonly CodeDeck[],
  progress: Progress,
  leftOut: BookImported['leftOut'],
): Promise<Ids> {
  const ids = await idsOf(call, 'code_decks');
  for (const { name, codes } of decks) {
    const id = ids.get(name);
    const deck =
      id === undefined ? await createCodeDeck(call, { name }) : await getCodeDeck(call, id);
    ids.set(name, deck.id);
    const changed = await changedCodes(call, deck.id, codes);
    if (deck.shipped && changed.length > 0) {
      const why = `the code deck ${JSON.stringify(name)} comes with the product; rename the book's`;
      leftOut.push({ part: 'codeDecks', count: changed.length, why });
      progress.unchanged.codeDecks++;
      continue;
    }
    for (let start = 0; start < changed.length; start += CODES_A_STEP) {
      await putCodes(call, deck.id, { codes: changed.slice(start, start + CODES_A_STEP) });
    }
    if (id !== undefined && changed.length > 0) await codeDeckChanged(call, deck.id);
    const outcome = id === undefined ? 'created' : changed.length === 0 ? 'unchanged' : 'updated';
    progress[outcome].codeDecks++;
  }
  return ids;
}

async function changedCodes(call: WriteCall, id: string, codes: CodeDeck['codes']) {
  const found = await store.listCodes(call.db, id, null, 1_000_000);
  const textOf = (name: string, country: string | null | undefined) => `${name}\n${country ?? ''}`;
  const known = new Map(found.map(({ code, name, country }) => [code, textOf(name, country)]));
  return codes
    .filter(({ code, name, country }) => known.get(code) !== textOf(name, country))
    .map(({ code, name, country }) => ({ code, name, country: country ?? null }));
}

export async function importTrunks(
  call: WriteCall,
  trunks: readonly Trunk[],
  accounts: Ids,
  progress: Progress,
): Promise<void> {
  const ids = await idsOf(call, 'trunks');
  for (const { name, account, techPrefix = '', numberRules = [] } of trunks) {
    const rules = numberRules.map(({ strip, add = '', numberLength }) => {
      const { min = null, max = null } = numberLength ?? {};
      return { strip, add, numberLength: numberLength === undefined ? null : { min, max } };
    });
    const fields = { name, accountId: accounts.get(account)!, techPrefix, numberRules: rules };
    const id = ids.get(name);
    if (id === undefined) {
      await createTrunk(call, fields);
      progress.created.trunks++;
      continue;
    }
    const found = await getTrunk(call, id);
    const edit = differing({ ...found, accountId: found.account.id }, fields);
    if (edit === null) progress.unchanged.trunks++;
    else {
      await editTrunk(call, id, edit);
      progress.updated.trunks++;
    }
  }
}

export async function importExchangeRates(
  call: WriteCall,
  exchangeRates: readonly ExchangeRate[],
  progress: Progress,
): Promise<void> {
  const keyOf = (from: string, to: string, date: string) =>
    `${from} ${to} ${new Date(date).toISOString()}`;
  const stored = await store.listExchangeRates(call.db);
  const known = new Map(stored.map((it) => [keyOf(it.from, it.to, it.date), it]));
  for (const exchangeRate of exchangeRates) {
    const { from, to, date, rate } = exchangeRate;
    const found = known.get(keyOf(from, to, date));
    if (found === undefined) {
      await createExchangeRate(call, exchangeRate);
      progress.created.exchangeRates++;
    } else if (found.rate === rate) progress.unchanged.exchangeRates++;
    else {
      await editExchangeRate(call, found.id, { rate });
      progress.updated.exchangeRates++;
    }
  }
}

/** Categories have no list of their own in a book: rates name them. */
export async function importCategories(
  call: WriteCall,
  book: Book,
  progress: Progress,
): Promise<Ids> {
  const ids = await idsOf(call, 'categories');
  for (const { rates = [] } of book.rateTables ?? []) {
    for (const { category } of rates) {
      if (category === undefined || ids.has(category)) continue;
      ids.set(category, (await createCategory(call, { name: category })).id);
      progress.created.categories++;
    }
  }
  return ids;
}
