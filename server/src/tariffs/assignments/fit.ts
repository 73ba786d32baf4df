/**
 * Whether an assignment fits: what it names is there, plan and party go together, and the caller may
 * decide what the party pays. Currencies and dates are judged by the engine's book.
 */

import { formatInstant, parseInstant } from '@ratedeck/engine';
import { getAccount } from '../../catalogue/accounts/service.js';
import { getTrunk } from '../../catalogue/trunks/service.js';
import type { WriteCall } from '../../platform/access/call.js';
import { bookFaults } from '../../platform/book-rules/service.js';
import {
  foundOrNull,
  invalidRequest,
  Problem,
  type ProblemFault,
  unknownReference,
} from '../../platform/problems/problem.js';
import { getRateTable } from '../rate-tables/service.js';
import { gapsText, getRatingPlan, ownersAbove } from '../rating-plans/service.js';
import type { AssignmentFields } from './store.js';

/** In the one form in which instants are stored, so that equal ones are equal texts. */
export function instantOf(text: string | null): string | null {
  const atMs = text === null ? null : parseInstant(text);
  return atMs === null ? null : formatInstant(atMs);
}

type Party = Awaited<ReturnType<typeof getAccount>>;

/** A plan or a table, as far as it matters here. */
interface Priced {
  readonly field: 'ratingPlanId' | 'rateTableId';
  readonly name: string;
  readonly owner: { readonly id: string; readonly name: string };
  readonly scope: string | null;
  readonly currency: string;
  readonly status: 'active' | 'archived';
  /** Why it cannot be assigned as it is; null: it can. */
  readonly gaps: string | null;
}

/** Nobody sets its own prices: they are those of the account above. */
export function requireNotOwn(call: WriteCall, accountId: string): void {
  if (accountId !== call.principal.accountId || call.principal.isOperator) return;
  throw new Problem('forbidden', 'what your own account pays is assigned by the account above it');
}

export async function requireFit(call: WriteCall, fields: AssignmentFields): Promise<void> {
  const faults = [
    ...exactlyOne(fields, 'accountId', 'trunkId'),
    ...exactlyOne(fields, 'ratingPlanId', 'rateTableId'),
  ];
  if (faults.length > 0) throw invalidRequest(...faults);
  const party = await partyOf(call, fields);
  const priced = await pricedOf(call, fields);
  const unknown = [party, priced].flatMap((part) => ('message' in part ? [part] : []));
  if (unknown.length > 0) throw invalidRequest(...unknown);
  await requireGoTogether(call, fields, party as Party, priced as Priced);
  const { status, name, gaps } = priced as Priced;
  if (status === 'archived') {
    const what = `${JSON.stringify(name)} is archived`;
    throw new Problem('archived', `${what}: set its status to active before assigning it`);
  }
  if (gaps !== null) throw new Problem('plan_has_gaps', `${JSON.stringify(name)}: ${gaps}`);
}

/** For edits that leave party and plan alone: these fitted when they were assigned, and still do. */
export function requireDates({ activatesAt, endsAt }: AssignmentFields): void {
  const party = { name: 'party', kind: 'customer' };
  const assignment = { account: 'party', rateTable: 'table', activatesAt, endsAt };
  const faults = bookFaults(
    { accounts: [party], rateTables: [{ name: 'table' }], assignments: [assignment] },
    requestPath,
  );
  if (faults.length > 0) throw invalidRequest(...faults);
}

const requestPath = (path: string): string =>
  path.replace(/^assignments\[0\][.]?/, '').replace(/^(ratingPlan|rateTable)$/, '$1Id');

function exactlyOne(
  fields: AssignmentFields,
  one: 'accountId' | 'ratingPlanId',
  other: 'trunkId' | 'rateTableId',
): ProblemFault[] {
  if ((fields[one] === null) !== (fields[other] === null)) return [];
  const found = fields[one] === null ? 'neither is given' : 'both are given';
  const message = `needs exactly one of ${one} and ${other}; ${found}`;
  return [{ path: '', code: 'not_exactly_one', message }];
}

async function partyOf(
  call: WriteCall,
  { accountId, trunkId }: AssignmentFields,
): Promise<Party | ProblemFault> {
  if (accountId !== null) {
    return (
      (await foundOrNull(getAccount(call, accountId))) ?? unknownReference('accountId', 'account')
    );
  }
  const trunk = await foundOrNull(getTrunk(call, trunkId!));
  return trunk === null ? unknownReference('trunkId', 'trunk') : getAccount(call, trunk.account.id);
}

async function pricedOf(
  call: WriteCall,
  { ratingPlanId, rateTableId }: AssignmentFields,
): Promise<Priced | ProblemFault> {
  if (rateTableId !== null) {
    const table = await foundOrNull(getRateTable(call, rateTableId));
    if (table === null) return unknownReference('rateTableId', 'rate table');
    return { ...table, field: 'rateTableId', gaps: null };
  }
  const plan = await foundOrNull(getRatingPlan(call, ratingPlanId!));
  if (plan === null) return unknownReference('ratingPlanId', 'rating plan');
  const gaps = plan.isComplete ? null : gapsText(plan);
  return { ...plan, field: 'ratingPlanId', gaps };
}

async function requireGoTogether(
  call: WriteCall,
  fields: AssignmentFields,
  party: Party,
  priced: Priced,
): Promise<void> {
  const partyField = fields.accountId === null ? 'trunkId' : 'accountId';
  if (party.kind === 'operator') {
    const message = 'is the operator, whom nobody prices';
    throw invalidRequest({ path: partyField, code: 'wrong_kind', message });
  }
  requireNotOwn(call, party.id);
  const faults = bookOf(fields, party, priced);
  if (priced.scope !== party.kind && priced.scope !== null) {
    const whose = `${JSON.stringify(party.name)} is a ${party.kind}`;
    const message = `is for accounts of kind ${priced.scope}, but ${whose}`;
    faults.push({ path: priced.field, code: 'scope_mismatch', message });
  }
  const owners = await ownersAbove(call, party.parent!.id);
  if (!owners.has(priced.owner.id)) {
    const owner = JSON.stringify(priced.owner.name);
    const message = `belongs to ${owner}, which does not stand above ${JSON.stringify(party.name)}`;
    faults.push({ path: priced.field, code: 'wrong_owner', message });
  }
  if (faults.length > 0) throw invalidRequest(...faults);
}

/** Faults of a book with just this assignment. */
function bookOf(fields: AssignmentFields, party: Party, priced: Priced): ProblemFault[] {
  const isPlan = priced.field === 'ratingPlanId';
  const { name, currency } = priced;
  const assignment = {
    account: party.name,
    ...(isPlan ? { ratingPlan: name } : { rateTable: name }),
    ...{ activatesAt: fields.activatesAt, endsAt: fields.endsAt },
  };
  return bookFaults(
    {
      accounts: [{ name: party.name, kind: party.kind, currency: party.currency }],
      ...(isPlan
        ? { ratingPlans: [{ name, currency, entries: [] }] }
        : { rateTables: [{ name, currency }] }),
      assignments: [assignment],
    },
    requestPath,
  );
}
