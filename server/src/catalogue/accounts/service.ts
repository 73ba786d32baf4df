/**
 * The tree of accounts: its rules, whoever asks.
 *
 * What kinds may stand below which is the engine's rule, asked of the engine; a user's own account
 * can be seen but not edited by that user, unless the user is the operator's.
 */

import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import { requireVersion } from '../../platform/access/expected-version.js';
import { auditOf } from '../../platform/audit-trail/record-audit.js';
import { bookFaults } from '../../platform/book-rules/service.js';
import type { Page } from '../../platform/db/page.js';
import {
  invalidRequest,
  notFound,
  Problem,
  unknownReference,
} from '../../platform/problems/problem.js';
import type { Account, AccountEdit, AccountQuery, NewAccount } from './schema.js';
import * as store from './store.js';

export function listAccounts(call: ReadCall, query: AccountQuery): Promise<Page<Account>> {
  return store.listAccounts(call.db, call, query);
}

/** Of the whole tree, in the order of their names. */
export function allAccounts({ db }: Pick<ReadCall, 'db'>): Promise<Account[]> {
  return store.allAccounts(db);
}

export async function getAccount(call: ReadCall, id: string): Promise<Account> {
  const account = await store.findAccount(call.db, call, id);
  if (account === null) throw notFound('account', id);
  return account;
}

type Fields = Omit<NewAccount, 'parentId' | 'kind'> & Pick<Account, 'kind'>;

/** The rules of the engine's book, on a book of just this account and its parent. */
function requireValid(account: Fields, parent: Account | null): void {
  const hasParent = parent !== null && parent.kind !== 'operator';
  const { name, kind, currency, timeZone, status, network } = account;
  const above = hasParent ? [{ name: parent.name, kind: parent.kind }] : [];
  const own = { name, kind, currency, timeZone, status, network };
  // The operator has no place in a book; its own fields are still to be checked.
  const shown = kind === 'operator' ? { ...own, kind: 'customer' } : own;
  const faults = bookFaults(
    { accounts: [...above, { ...shown, ...(hasParent && { parent: parent.name }) }] },
    (path) => path.replace(/^accounts\[[0-9]\][.]?/, '').replace(/^parent$/, 'parentId'),
  );
  if (network != null && kind !== 'device') {
    const message = 'is for devices only';
    faults.push({ path: 'network', code: 'wrong_kind', message });
  }
  if (faults.length > 0) throw invalidRequest(...faults);
}

async function parentOf(call: WriteCall, parentId: string): Promise<Account> {
  const parent = await store.findAccount(call.db, call, parentId);
  if (parent !== null) return parent;
  throw invalidRequest(unknownReference('parentId', 'account'));
}

export async function createAccount(call: WriteCall, input: NewAccount): Promise<Account> {
  const parent = await parentOf(call, input.parentId ?? call.principal.accountId);
  requireValid(input, parent);
  const id = await store.insertAccount(call.db, parent.id, input);
  const account = await getAccount(call, id);
  await audit(call, 'create', null, account);
  return account;
}

export async function editAccount(
  call: WriteCall,
  id: string,
  edit: AccountEdit,
): Promise<Account> {
  const before = await lockAccount(call, id);
  const { parentId = before.parent?.id ?? null, ...fields } = edit;
  if (before.kind === 'operator' && parentId !== null) {
    const message = 'the operator is the root: nothing stands above it';
    throw invalidRequest({ path: 'parentId', code: 'wrong_kind', message });
  }
  const parent = parentId === null ? null : await parentOf(call, parentId);
  const { name, kind, currency, timeZone, status, network } = { ...before, ...fields };
  const edited = { name, kind, currency, timeZone, status, network };
  requireValid(edited, parent);
  await store.updateAccount(call.db, id, { ...edited, parentId });
  const account = await getAccount(call, id);
  await audit(call, 'edit', before, account);
  return account;
}

export async function deleteAccount(call: WriteCall, id: string): Promise<void> {
  const account = await lockAccount(call, id);
  if (account.kind === 'operator') {
    throw new Problem('still_in_use', 'the operator is the root of all accounts and stays');
  }
  const dependants = await store.dependantsOf(call.db, id);
  if (dependants.length > 0) {
    const found = dependants.join(', ');
    throw new Problem('still_in_use', `it has ${found}: move or delete them first`);
  }
  await store.deleteAccount(call.db, id);
  await audit(call, 'delete', account, null);
}

async function lockAccount(call: WriteCall, id: string): Promise<Account> {
  const account = await store.lockAccount(call.db, call, id);
  if (account === null) throw notFound('account', id);
  if (id === call.principal.accountId && !call.principal.isOperator) {
    throw new Problem('forbidden', 'your own account is edited by the account above it');
  }
  requireVersion(call, account);
  return account;
}

/** A deleted account is seen by who sees its parent. */
const audit = auditOf<Account>(({ id, name, parent }) => ({
  ...{ noun: 'account', id, name, ownerId: parent?.id ?? id },
}));

/** Of the account that everything belongs to; for what the program itself does. */
export function findOperatorId({ db }: Pick<ReadCall, 'db'>): Promise<string> {
  return store.findOperatorId(db);
}
