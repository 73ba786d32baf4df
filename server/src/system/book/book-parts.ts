/**
 * The parts of a book that refer to no prices, each created when nobody has its name, edited when it
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
import {
  allExchangeRates,
  createExchangeRate,
  editExchangeRate,
} from '../../catalogue/exchange-rates/service.js';
import {
  createTimeProfile,
  editTimeProfile,
  getTimeProfile,
} from '../../catalogue/time-profiles/service.js';
import { createTrunk, editTrunk, getTrunk } from '../../catalogue/trunks/service.js';
import type { WriteCall } from '../../platform/access/call.js';
import { invalidRequest, type Problem } from '../../platform/problems/problem.js';
import { codeDeckChanged } from '../../tariffs/special-rates/service.js';
import { differing } from './alike.js';
import type { OpenedDocument } from './open-document.js';
import type { Progress } from './progress.js';
import type { Refusals } from './refusals.js';
import * as store from './store.js';

export type Ids = Map<string, string>;

/** Where each part says what it did, and what was refused. */
export interface Told {
  readonly progress: Progress;
  readonly refusals: Refusals;
}

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
  { progress, refusals }: Told,
): Promise<Ids> {
  const ids = await idsOf(call, 'accounts');
  const byName = new Map(accounts.map((account) => [account.name, account]));
  const positions = new Map(accounts.map((account, index) => [account, index]));
  for (const account of parentsFirst(accounts, ({ parent }) => byName.get(parent ?? ''))) {
    const at = `body.accounts[${positions.get(account)}]`;
    // Refused with its parent, which says why.
    if (account.parent !== undefined && !ids.has(account.parent)) continue;
    await refusals.at(at, () => importAccount(call, account, ids, progress));
  }
  refusals.throwIfAny();
  return ids;
}

async function importAccount(
  call: WriteCall,
  account: Account,
  ids: Ids,
  progress: Progress,
): Promise<void> {
  const { name, kind, parent } = account;
  const fields = accountFields(account);
  const parentId = parent === undefined ? call.principal.accountId : ids.get(parent)!;
  const id = ids.get(name);
  if (id === undefined) {
    const created = await createAccount(call, { ...fields, kind, parentId });
    ids.set(name, created.id);
    progress.created('accounts', name);
    return;
  }
  const found = await getAccount(call, id);
  if (found.kind !== kind) throw changedKind(account, found);
  const edit = differing({ ...found, parentId: found.parent?.id }, { ...fields, parentId });
  if (edit !== null) await editAccount(call, id, edit);
  progress.edited('accounts', name, edit);
}

function changedKind({ kind }: Account, found: { readonly kind: string }): Problem {
  const message = `is ${kind}; the account is of kind ${found.kind}, which is fixed at its creation`;
  return invalidRequest({ path: 'kind', code: 'fixed', message });
}

export interface ImportedProfiles {
  readonly ids: Ids;
  /** Ids of those that hold at other times than before, with their paths in the book. */
  readonly changed: ReadonlyMap<string, string>;
}

/** What plans cover by changed ones is for `book-plans` to find, when it has the plans of the book. */
export async function importTimeProfiles(
  call: WriteCall,
  profiles: readonly TimeProfile[],
  { progress, refusals }: Told,
): Promise<ImportedProfiles> {
  const ids = await idsOf(call, 'time_profiles');
  const changed = new Map<string, string>();
  for (const [index, profile] of profiles.entries()) {
    const { name } = profile;
    const fields = profileFields(profile);
    const at = `body.timeProfiles[${index}]`;
    await refusals.at(at, async () => {
      const id = ids.get(name);
      if (id === undefined) {
        ids.set(name, (await createTimeProfile(call, fields)).id);
        progress.created('timeProfiles', name);
        return;
      }
      const edit = differing(await getTimeProfile(call, id), fields);
      if (edit !== null) {
        await editTimeProfile(call, id, edit);
        changed.set(id, at);
      }
      progress.edited('timeProfiles', name, edit);
    });
  }
  refusals.throwIfAny();
  return { ids, changed };
}

function profileFields(profile: TimeProfile) {
  const { name, timeZone = 'UTC', windows, months, monthDays, exceptions } = profile;
  return {
    ...{ name, timeZone },
    windows: windows?.map((window) => ({ ...window, weekdays: [...window.weekdays] })) ?? null,
    months: months === undefined ? null : [...months],
    monthDays: monthDays === undefined ? null : [...monthDays],
    exceptions: [...(exceptions ?? [])].sort((a, b) => (a.date < b.date ? -1 : 1)),
  };
}

/**
 * Codes are added and renamed; a code that only the system has stays. The deck that comes with the
 * product is not edited: what a book has different in it is told as left out.
 */
export async function importCodeDecks(
  call: WriteCall,
  document: OpenedDocument,
  { progress }: Told,
): Promise<Ids> {
  const ids = await idsOf(call, 'code_decks');
  for (const [index, { name }] of (document.head.book.codeDecks ?? []).entries()) {
    const id = ids.get(name);
    const deck =
      id === undefined ? await createCodeDeck(call, { name }) : await getCodeDeck(call, id);
    ids.set(name, deck.id);
    const counts = { created: 0, updated: 0, unchanged: 0 };
    for await (const codes of document.codes(index)) {
      const { added, renamed } = await changedCodes(call, deck.id, codes);
      const changed = [...added, ...renamed];
      counts.created += added.length;
      counts.updated += renamed.length;
      counts.unchanged += codes.length - changed.length;
      if (!deck.shipped && changed.length > 0) await putCodes(call, deck.id, { codes: changed });
    }
    const count = counts.created + counts.updated;
    if (id === undefined) progress.created('codeDecks', name);
    else progress.edited('codeDecks', name, count === 0 || deck.shipped ? null : { codes: null });
    if (!deck.shipped) progress.items('codeDecks', name, counts);
    else if (count > 0) {
      const why = `the code deck ${JSON.stringify(name)} comes with the product; rename the book's`;
      progress.leftOut.push({ part: 'codeDecks', count, why });
    }
    if (id !== undefined && count > 0 && !deck.shipped) await codeDeckChanged(call, deck.id);
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
  const changed = codes
    .filter(({ code, name, country }) => known.get(code) !== textOf(name, country))
    .map(({ code, name, country }) => ({ code, name, country: country ?? null }));
  return {
    added: changed.filter(({ code }) => !known.has(code)),
    renamed: changed.filter(({ code }) => known.has(code)),
  };
}

export async function importTrunks(
  call: WriteCall,
  trunks: readonly Trunk[],
  accounts: Ids,
  { progress, refusals }: Told,
): Promise<Ids> {
  const ids = await idsOf(call, 'trunks');
  for (const [index, trunk] of trunks.entries()) {
    await refusals.at(`body.trunks[${index}]`, () =>
      importTrunk(call, trunk, { ids, accounts }, progress),
    );
  }
  refusals.throwIfAny();
  return ids;
}

async function importTrunk(
  call: WriteCall,
  { name, account, techPrefix = '', numberRules = [] }: Trunk,
  { ids, accounts }: { readonly ids: Ids; readonly accounts: Ids },
  progress: Progress,
): Promise<void> {
  const rules = numberRules.map(({ strip, add = '', numberLength }) => {
    const { min = null, max = null } = numberLength ?? {};
    return { strip, add, numberLength: numberLength === undefined ? null : { min, max } };
  });
  const fields = { name, accountId: accounts.get(account)!, techPrefix, numberRules: rules };
  const id = ids.get(name);
  if (id === undefined) {
    ids.set(name, (await createTrunk(call, fields)).id);
    progress.created('trunks', name);
    return;
  }
  const found = await getTrunk(call, id);
  const edit = differing({ ...found, accountId: found.account.id }, fields);
  if (edit !== null) await editTrunk(call, id, edit);
  progress.edited('trunks', name, edit);
}

export async function importExchangeRates(
  call: WriteCall,
  exchangeRates: readonly ExchangeRate[],
  { progress, refusals }: Told,
): Promise<void> {
  const keyOf = (from: string, to: string, date: string) => `${from} ${to} ${parseInstant(date)}`;
  const stored = await allExchangeRates(call);
  const known = new Map(stored.map((it) => [keyOf(it.from, it.to, it.date), it]));
  for (const [index, exchangeRate] of exchangeRates.entries()) {
    const { from, to, date, rate } = exchangeRate;
    const found = known.get(keyOf(from, to, date));
    const name = `${from} to ${to} from ${date}`;
    await refusals.at(`body.exchangeRates[${index}]`, async () => {
      if (found === undefined) {
        await createExchangeRate(call, exchangeRate);
        progress.created('exchangeRates', name);
        return;
      }
      const edit = isSameMoney(found.rate, rate) ? null : { rate };
      if (edit !== null) await editExchangeRate(call, found.id, edit);
      progress.edited('exchangeRates', name, edit);
    });
  }
  refusals.throwIfAny();
}

/** Categories have no list of their own in a book: rates name them. */
export async function importCategories(
  call: WriteCall,
  categories: readonly string[],
  { progress }: Told,
): Promise<Ids> {
  const ids = await idsOf(call, 'categories');
  for (const name of categories) {
    if (ids.has(name)) continue;
    ids.set(name, (await createCategory(call, { name })).id);
    progress.created('categories', name);
  }
  return ids;
}
