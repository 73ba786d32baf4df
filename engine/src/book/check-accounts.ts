/** Accounts, trunks and assignments: who stands above whom, and who is priced by what. */

import type { Account, AccountKind, Assignment } from './book.js';
import { type BookCheck, currencyOfPlan, currencyOfTable, resolve } from './book-check.js';
import { checkNumberLength } from './check-number-length.js';
import { checkParents } from './check-parents.js';
import type { Path } from './fault-list.js';
import { instantMsOf } from './instant-cache.js';
import type { Salvaged } from './salvaged.js';
import { showText } from './shown-value.js';

/** A device is a gateway, nobody's parent; a carrier sells to us and has no customers of ours. */
const CHILD_KINDS: Readonly<Record<AccountKind, readonly AccountKind[]>> = {
  customer: ['customer', 'reseller', 'carrier', 'device'],
  reseller: ['customer', 'reseller', 'carrier', 'device'],
  carrier: ['carrier', 'device'],
  device: [],
};

export function checkAccounts(check: BookCheck): void {
  const accounts = check.book.accounts ?? [];
  accounts.forEach((account, index) => {
    const path = ['accounts', index, 'parent'];
    const parent = resolve(check, path, account.parent, check.accounts, 'account');
    if (parent?.kind === undefined || account.kind === undefined) return;
    if (CHILD_KINDS[parent.kind].includes(account.kind)) return;
    const message = `a ${account.kind} cannot stand under a ${parent.kind}`;
    check.faults.add(path, account.parent, 'wrong_kind', message);
  });
  checkParents(check, 'accounts', accounts, check.accounts);
}

export function checkTrunks(check: BookCheck): void {
  check.book.trunks?.forEach((trunk, index) => {
    const path = ['trunks', index, 'account'];
    const kind = resolve(check, path, trunk.account, check.accounts, 'account')?.kind;
    if (kind === 'reseller' || kind === 'device') {
      const message = `must be a customer or a carrier; this account is a ${kind}`;
      check.faults.add(path, trunk.account, 'wrong_kind', message);
    }
    trunk.numberRules?.forEach(({ numberLength }, ruleIndex) => {
      if (numberLength === undefined) return;
      const rulePath = ['trunks', index, 'numberRules', ruleIndex, 'numberLength'];
      checkNumberLength(check, rulePath, numberLength);
    });
  });
}

export function checkAssignments(check: BookCheck): void {
  const firstIndexes = new Map<string, number>();
  check.book.assignments?.forEach((assignment, index) => {
    const path = ['assignments', index];
    checkExactlyOne(check, path, assignment, 'account', 'trunk');
    checkExactlyOne(check, path, assignment, 'ratingPlan', 'rateTable');
    const account = accountOf(check, path, assignment);
    checkCurrency(check, path, assignment, account);
    checkBegin(check, path, assignment, firstIndexes, index);
    checkEnd(check, path, assignment);
  });
}

function checkExactlyOne(
  check: BookCheck,
  path: Path,
  assignment: Salvaged<Assignment>,
  one: 'account' | 'ratingPlan',
  other: 'trunk' | 'rateTable',
): void {
  const given = [one, other].filter((name) => assignment[name] !== undefined);
  const lost = [one, other].filter((name) => check.lost.has(assignment, name));
  const count = given.length + lost.length;
  // What was lost was reported, and may have been the one.
  if (count === 1 || lost.length === 2) return;
  const found = count === 0 ? 'neither is given' : 'both are given';
  const message = `needs exactly one of ${one} and ${other}; ${found}`;
  check.faults.add(path, assignment, 'not_exactly_one', message);
}

function accountOf(
  check: BookCheck,
  path: Path,
  assignment: Salvaged<Assignment>,
): Salvaged<Account> | undefined {
  const own = resolve(check, [...path, 'account'], assignment.account, check.accounts, 'account');
  const trunk = resolve(check, [...path, 'trunk'], assignment.trunk, check.trunks, 'trunk');
  return own ?? check.accounts.get(trunk?.account ?? '');
}

function checkCurrency(
  check: BookCheck,
  path: Path,
  assignment: Salvaged<Assignment>,
  account: Salvaged<Account> | undefined,
): void {
  const { ratingPlan, rateTable } = assignment;
  const planPath = [...path, 'ratingPlan'];
  const plan = resolve(check, planPath, ratingPlan, check.ratingPlans, 'rating plan');
  const tablePath = [...path, 'rateTable'];
  const table = resolve(check, tablePath, rateTable, check.rateTables, 'rate table');
  if (account?.currency === undefined) return;
  const prices = [
    { path: planPath, name: ratingPlan, currency: plan && currencyOfPlan(check, plan) },
    { path: tablePath, name: rateTable, currency: table && currencyOfTable(check, table) },
  ];
  for (const { path: pricePath, name, currency } of prices) {
    if (currency === undefined || currency === account.currency) continue;
    check.faults.add(pricePath, name, 'currency_mismatch', () => {
      const party = `account ${showText(account.name ?? '')}`;
      return `is in ${currency}, but ${party} is in ${account.currency}`;
    });
  }
}

function checkEnd(check: BookCheck, path: Path, { activatesAt, endsAt }: Salvaged<Assignment>) {
  if (activatesAt === undefined || endsAt === undefined) return;
  if (instantMsOf(endsAt)! > instantMsOf(activatesAt)!) return;
  const message = `must be after activatesAt ${activatesAt}`;
  check.faults.add([...path, 'endsAt'], endsAt, 'ends_before_start', message);
}

function checkBegin(
  check: BookCheck,
  path: Path,
  assignment: Salvaged<Assignment>,
  firstIndexes: Map<string, number>,
  index: number,
): void {
  if (check.lost.any(assignment)) return;
  const { account, trunk, activatesAt } = assignment;
  if ((account === undefined) === (trunk === undefined)) return;
  const party = account === undefined ? `trunk\n${trunk}` : `account\n${account}`;
  const key = `${party}\n${activatesAt === undefined ? '' : instantMsOf(activatesAt)}`;
  const firstIndex = firstIndexes.get(key);
  if (firstIndex === undefined) {
    firstIndexes.set(key, index);
    return;
  }
  check.faults.add([...path, 'activatesAt'], activatesAt, 'duplicate_assignment', () => {
    const noun = account === undefined ? 'trunk' : 'account';
    return `assignments[${firstIndex}] of the same ${noun} begins at this instant already`;
  });
}
