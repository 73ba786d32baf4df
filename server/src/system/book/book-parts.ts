/**
 * The parts of a book other than rates, each created when nobody has its name, edited when it
 * differs, left alone when it is equal. Everything goes through the services of the features, so
 * their rules and audit entries hold here too.
 */

import {
  type Account,
  type CodeDeck,
  type ExchangeRate,
  isSameMoney,
  parseInstant,
  type TimeProfile,
  type Trunk,
} from '@ratedeck/engine';
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
import { invalidRequest, type Problem } from '../../platform/problems/problem.js';
import { timeProfileChanged } from '../../tariffs/rating-plans/service.js';
import { codeDeckChanged } from '../../tariffs/special-rates/service.js';
import { differing } from './alike.js';
import type { OpenedDocument } from './open-document.js';
import type { BookImported, PartCounts } from './schema.js';
import * as store from './store.js';

export interface Progress {
  readonly created: PartCounts;
  readonly updated: PartCounts;
  readonly unchanged: PartCounts;
}

export type Ids = Map<string, string>;
export type LeftOut = BookImported['leftOut'];

async function idsOf(call: WriteCall, table: store.NamedTable): Promise<Ids> {
  return new Map((await store.listNames(call.db, table)).map(({ id, name }) => [name, id]));
}

/** Whoever is above comes first; `parentOf` finds it among the items. */
export function parentsFirst<Item>(
  items: readonly Item[],
  parentOf: (item: Item) => Item | undefined,
): Item[] {
  const sorted = new Set<Item>();
  for (const item of items) {
    const chain: Item[] = [];
    for (let at: Item | undefined = item; at !== undefined && !sorted.has(at); ) {
      chain.push(at);
      at = parentOf(at);
    }
    for (const link of chain.reverse()) sorted.add(link);
  }
  return [...sorted];
}

/** What the book says of an account that is there already; what it leaves out stays. */
function accountFields({ name, currency, timeZone, status, network }: Account) {
  return {
    name,
    ...(currency !== undefined && { currency }),
    ...(timeZone !== undefined && { timeZone }),
    ...(status !== undefined && { status }),
    ...(network !== undefined && { network }),
  };
}

export async function importAccounts(
  call: WriteCall,
  accounts: readonly Account[],
  progress: Progress,
): Promise<Ids> {
  const ids = await idsOf(call, 'accounts');
  const byName = new Map(accounts.map((account) => [account.name, account]));
  const positions = new Map(accounts.map((account, index) => [account, index]));
  for (const account of parentsFirst(accounts, ({ parent }) => byName.get(parent ?? ''))) {
    const fields = accountFields(account);
    const parentId =
      account.parent === undefined ? call.principal.accountId : ids.get(account.parent)!;
    const id = ids.get(account.name);
    if (id === undefined) {
      const created = await createAccount(call, { ...fields, kind: account.kind, parentId });
      ids.set(account.name, created.id);
      progress.created.accounts += 1;
      continue;
    }
    const found = await getAccount(call, id);
    if (found.kind !== account.kind) throw changedKind(account, found, positions.get(account)!);
    const edit = differing({ ...found, parentId: found.parent?.id }, { ...fields, parentId });
    if (edit === null) progress.unchanged.accounts += 1;
    else {
      await editAccount(call, id, edit);
      progress.updated.accounts += 1;
    }
  }
  return ids;
}

function changedKind({ kind }: Account, found: { readonly kind: string }, index: number): Problem {
  const message = `is ${kind}; the account is of kind ${found.kind}, which is fixed at its creation`;
  return invalidRequest({ path: `body.accounts[${index}].kind`, code: 'fixed', message });
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
      progress.created.timeProfiles += 1;
      continue;
    }
    const edit = differing(await getTimeProfile(call, id), fields);
    if (edit === null) progress.unchanged.timeProfiles += 1;
    else {
      await editTimeProfile(call, id, edit);
      await timeProfileChanged(call, id);
      progress.updated.timeProfiles += 1;
    }
  }
  return ids;
}

/**
 * Codes are added and renamed; a code that only the system has stays. The deck that comes with the
 * product is not edited: what a book has different in it is told as left out.
 */
export async function importCodeDecks(
  call: WriteCall,
  document: OpenedDocument,
  progress: Progress,
  leftOut: LeftOut,
): Promise<Ids> {
  const ids = await idsOf(call, 'code_decks');
  for (const [index, { name }] of (document.head.book.codeDecks ?? []).entries()) {
    const id = ids.get(name);
    const deck =
      id === undefined ? await createCodeDeck(call, { name }) : await getCodeDeck(call, id);
    ids.set(name, deck.id);
    let changedCount = 0;
    for await (const codes of document.codes(index)) {
      const changed = await changedCodes(call, deck.id, codes);
      changedCount += changed.length;
      if (!deck.shipped && changed.length > 0) await putCodes(call, deck.id, { codes: changed });
    }
    if (deck.shipped && changedCount > 0) {
      const why = `the code deck ${JSON.stringify(name)} comes with the product; rename the book's`;
      leftOut.push({ part: 'codeDecks', count: changedCount, why });
    }
    const isUnchanged = changedCount === 0 || deck.shipped;
    if (id !== undefined && !isUnchanged) await codeDeckChanged(call, deck.id);
    const outcome = id === undefined ? 'created' : isUnchanged ? 'unchanged' : 'updated';
    progress[outcome].codeDecks += 1;
  }
  return ids;
}

async function changedCodes(call: WriteCall, id: string, codes: CodeDeck['codes']) {
  const found = await store.findCodes(
    call.db,
    id,
    codes.map(({ code }) => code),
  );
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
      progress.created.trunks += 1;
      continue;
    }
    const found = await getTrunk(call, id);
    const edit = differing({ ...found, accountId: found.account.id }, fields);
    if (edit === null) progress.unchanged.trunks += 1;
    else {
      await editTrunk(call, id, edit);
      progress.updated.trunks += 1;
    }
  }
}

export async function importExchangeRates(
  call: WriteCall,
  exchangeRates: readonly ExchangeRate[],
  progress: Progress,
): Promise<void> {
  const keyOf = (from: string, to: string, date: string) => `${from} ${to} ${parseInstant(date)}`;
  const stored = await store.listExchangeRates(call.db);
  const known = new Map(stored.map((it) => [keyOf(it.from, it.to, it.date), it]));
  for (const exchangeRate of exchangeRates) {
    const { from, to, date, rate } = exchangeRate;
    const found = known.get(keyOf(from, to, date));
    if (found === undefined) {
      await createExchangeRate(call, exchangeRate);
      progress.created.exchangeRates += 1;
    } else if (isSameMoney(found.rate, rate)) progress.unchanged.exchangeRates += 1;
    else {
      await editExchangeRate(call, found.id, { rate });
      progress.updated.exchangeRates += 1;
    }
  }
}

/** Categories have no list of their own in a book: rates name them. */
export async function importCategories(
  call: WriteCall,
  categories: readonly string[],
  progress: Progress,
): Promise<Ids> {
  const ids = await idsOf(call, 'categories');
  for (const name of categories) {
    if (ids.has(name)) continue;
    ids.set(name, (await createCategory(call, { name })).id);
    progress.created.categories += 1;
  }
  return ids;
}
