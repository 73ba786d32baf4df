/**
 * Trunks: connections of customers and carriers. A trunk belongs to whom its account belongs to;
 * whose trunk it may be and what its number rules are is the engine's rule.
 */

import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import { requireVersion } from '../../platform/access/expected-version.js';
import { auditOf } from '../../platform/audit-trail/record-audit.js';
import { bookFaults } from '../../platform/book-rules/service.js';
import type { Page } from '../../platform/db/page.js';
import {
  foundOrNull,
  invalidRequest,
  notFound,
  Problem,
  type ProblemFault,
  unknownReference,
} from '../../platform/problems/problem.js';
import { getAccount } from '../accounts/service.js';
import { addressFault } from './addresses.js';
import type {
  NewNumberRule,
  NewTrunk,
  NumberRule,
  Trunk,
  TrunkEdit,
  TrunkQuery,
} from './schema.js';
import * as store from './store.js';

export function listTrunks(call: ReadCall, query: TrunkQuery): Promise<Page<Trunk>> {
  const fault = query.address === undefined ? null : addressFault('query.address', query.address);
  if (fault !== null) throw invalidRequest(fault);
  return store.listTrunks(call.db, call, query);
}

/** Of all accounts, in the order of their names. */
export function allTrunks({ db }: Pick<ReadCall, 'db'>): Promise<Trunk[]> {
  return store.allTrunks(db);
}

export async function getTrunk(call: ReadCall, id: string): Promise<Trunk> {
  const trunk = await store.findTrunk(call.db, call, id);
  if (trunk === null) throw notFound('trunk', id);
  return trunk;
}

function ruleOf({ strip, add, numberLength }: NewNumberRule): NumberRule {
  const { min = null, max = null } = numberLength ?? {};
  return { strip, add: add ?? '', numberLength: numberLength == null ? null : { min, max } };
}

/** With the defaults of what is left out or null. */
function fieldsOf(input: NewTrunk): store.TrunkFields {
  return {
    name: input.name,
    accountId: input.accountId,
    techPrefix: input.techPrefix ?? '',
    numberRules: (input.numberRules ?? []).map(ruleOf),
    addresses: input.addresses ?? [],
  };
}

type OwnAccount = Awaited<ReturnType<typeof getAccount>>;

/** The rules of the engine's book, on a book of just this trunk and its account. */
function trunkFaults(trunk: store.TrunkFields, account: OwnAccount): ProblemFault[] {
  const { name, techPrefix, numberRules } = trunk;
  // The operator has no place in a book, so no account of it stands behind the trunk there.
  const isOperator = account.kind === 'operator';
  const owner = { name: account.name, kind: isOperator ? 'customer' : account.kind };
  const faults = bookFaults(
    { accounts: [owner], trunks: [{ name, account: account.name, techPrefix, numberRules }] },
    (path) => path.replace(/^trunks\[0\][.]?/, '').replace(/^account$/, 'accountId'),
  );
  if (!isOperator) return faults;
  const message = 'must be a customer or a carrier; this account is the operator';
  return [{ path: 'accountId', code: 'wrong_kind', message }, ...faults];
}

async function addressFaults(call: WriteCall, addresses: readonly string[]) {
  const faults = addresses.flatMap((text, index): ProblemFault[] => {
    const fault = addressFault(`addresses[${index}]`, text);
    return fault === null ? [] : [fault];
  });
  if (faults.length > 0) return faults;
  const inside = await store.insideTheirNetwork(call.db, addresses);
  return inside.map(({ index, network }): ProblemFault => {
    const message = `lies inside a network: write ${network} for all of it, or the address alone`;
    return { path: `addresses[${index}]`, code: 'not_a_network', message };
  });
}

async function requireValid(call: WriteCall, trunk: store.TrunkFields): Promise<void> {
  const account = await foundOrNull(getAccount(call, trunk.accountId));
  const ofAddresses = await addressFaults(call, trunk.addresses);
  const faults =
    account === null ? [unknownReference('accountId', 'account')] : trunkFaults(trunk, account);
  if (faults.length + ofAddresses.length > 0) throw invalidRequest(...faults, ...ofAddresses);
}

export async function createTrunk(call: WriteCall, input: NewTrunk): Promise<Trunk> {
  const fields = fieldsOf(input);
  await requireValid(call, fields);
  const trunk = await getTrunk(call, await store.insertTrunk(call.db, fields));
  await audit(call, 'create', null, trunk);
  return trunk;
}

export async function editTrunk(call: WriteCall, id: string, edit: TrunkEdit): Promise<Trunk> {
  const before = await lockTrunk(call, id);
  const fields = fieldsOf({ ...before, accountId: before.account.id, ...edit });
  await requireValid(call, fields);
  await store.updateTrunk(call.db, id, fields);
  const trunk = await getTrunk(call, id);
  await audit(call, 'edit', before, trunk);
  return trunk;
}

export async function deleteTrunk(call: WriteCall, id: string): Promise<void> {
  const trunk = await lockTrunk(call, id);
  if (trunk.assignmentCount > 0) {
    const found = `it has ${trunk.assignmentCount} assignment(s)`;
    throw new Problem('still_in_use', `${found}: remove them first; what rated calls stays`);
  }
  await store.deleteTrunk(call.db, id);
  await audit(call, 'delete', trunk, null);
}

async function lockTrunk(call: WriteCall, id: string): Promise<Trunk> {
  const trunk = await store.lockTrunk(call.db, call, id);
  if (trunk === null) throw notFound('trunk', id);
  requireVersion(call, trunk);
  return trunk;
}

const audit = auditOf<Trunk>(({ id, name, account }) => ({
  ...{ noun: 'trunk', id, name, ownerId: account.id },
}));
