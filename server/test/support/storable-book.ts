/**
 * A random book of the engine as a server can hold it. The engine prices by whatever a book says; a
 * server also says for whom a price list is, so what one list has assigned to parties of several kinds
 * becomes a list for each kind. Left out is what a server refuses: assignments in another currency
 * than the account's, and such of plans with gaps.
 */

import {
  type Assignment,
  type Book,
  type RateTable,
  type RatingPlan,
  type Scope,
  weekCoverage,
} from '@ratedeck/engine';

const SCOPES: readonly Scope[] = ['customer', 'carrier', 'reseller', 'device'];

/** The operator's own lists keep their names, for they are named by events. */
const nameFor = (name: string, scope: Scope): string =>
  scope === 'customer' ? name : `${name} (${scope})`;

function tablesFor(tables: readonly RateTable[], scope: Scope): RateTable[] {
  return tables.map((table) => ({
    ...table,
    name: nameFor(table.name, scope),
    scope,
    ...(table.parent !== undefined && { parent: nameFor(table.parent, scope) }),
  }));
}

function plansFor(plans: readonly RatingPlan[], scope: Scope): RatingPlan[] {
  return plans.map((plan) => ({
    ...plan,
    name: nameFor(plan.name, scope),
    entries: plan.entries.map((entry) => ({
      ...entry,
      rateTable: nameFor(entry.rateTable, scope),
    })),
  }));
}

function hasGaps({ entries }: RatingPlan, { timeProfiles = [] }: Book): boolean {
  const timings = entries.map(({ timing }) =>
    timing === undefined ? null : timeProfiles.find(({ name }) => name === timing)!,
  );
  return weekCoverage(timings).gaps.length > 0;
}

export function storableBook(book: Book): Book {
  const { rateTables = [], ratingPlans = [], trunks = [], assignments = [] } = book;
  const accounts = book.accounts!.map((account) => ({ currency: 'EUR', ...account }));
  const stored = assignments.flatMap((assignment): Assignment[] => {
    const plan = ratingPlans.find(({ name }) => name === assignment.ratingPlan);
    const table = rateTables.find(({ name }) => name === assignment.rateTable);
    const { account } = trunks.find(({ name }) => name === assignment.trunk) ?? assignment;
    const party = accounts.find(({ name }) => name === account)!;
    if ((plan ?? table)?.currency !== party.currency) return [];
    if (plan !== undefined && hasGaps(plan, book)) return [];
    const scope = party.kind as Scope;
    const priced =
      plan === undefined
        ? { rateTable: nameFor(table!.name, scope) }
        : { ratingPlan: nameFor(plan.name, scope) };
    return [{ ...assignment, ...priced }];
  });
  return {
    ...book,
    accounts,
    rateTables: SCOPES.flatMap((scope) => tablesFor(rateTables, scope)),
    ratingPlans: SCOPES.flatMap((scope) => plansFor(ratingPlans, scope)),
    assignments: stored,
  };
}
