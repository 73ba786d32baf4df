/**
 * What the checks between things work with: the salvaged book, its names, and where faults go.
 *
 * Names are indexed once; of two things with one name the first counts, and the second is reported
 * here. Names of rate tables and of rating plans are unique for each owner.
 */

import type { Account, Book, CodeDeck, RateTable, RatingPlan, TimeProfile, Trunk } from './book.js';
import { DEFAULTS } from './defaults.js';
import type { FaultList, Path } from './fault-list.js';
import { ownedReferences } from './owned-references.js';
import type { LostFields, Salvaged } from './salvaged.js';

export type ByName<T> = ReadonlyMap<string, Salvaged<T>>;

export interface BookCheck {
  readonly book: Salvaged<Book>;
  readonly lost: LostFields;
  readonly faults: FaultList;
  readonly timeProfiles: ByName<TimeProfile>;
  readonly codeDecks: ByName<CodeDeck>;
  readonly rateTables: ByName<RateTable>;
  readonly ratingPlans: ByName<RatingPlan>;
  readonly accounts: ByName<Account>;
  readonly trunks: ByName<Trunk>;
}

export function createBookCheck(
  book: Salvaged<Book>,
  lost: LostFields,
  faults: FaultList,
): BookCheck {
  return {
    book,
    lost,
    faults,
    timeProfiles: indexNames('timeProfiles', book.timeProfiles, faults),
    codeDecks: indexNames('codeDecks', book.codeDecks, faults),
    rateTables: indexOwned('rateTables', book.rateTables ?? [], faults),
    ratingPlans: indexOwned('ratingPlans', book.ratingPlans ?? [], faults),
    accounts: indexNames('accounts', book.accounts, faults),
    trunks: indexNames('trunks', book.trunks, faults),
  };
}

function indexNames<T extends { readonly name?: string }>(
  listName: string,
  things: readonly T[] | undefined,
  faults: FaultList,
): ReadonlyMap<string, T> {
  const byName = new Map<string, T>();
  things?.forEach(({ name }, index) => {
    if (name === undefined) return;
    const first = byName.get(name);
    if (first === undefined) {
      byName.set(name, things[index]!);
      return;
    }
    faults.add([listName, index, 'name'], name, 'duplicate_name', () => {
      return `names must be unique; ${listName}[${things.indexOf(first)}] has this one already`;
    });
  });
  return byName;
}

function indexOwned<T extends { readonly name?: string; readonly owner?: string }>(
  listName: string,
  things: readonly T[],
  faults: FaultList,
): ReadonlyMap<string, T> {
  const known = new Map<string, number>();
  things.forEach(({ name, owner }, index) => {
    if (name === undefined) return;
    const key = JSON.stringify([owner, name]);
    const first = known.get(key);
    if (first === undefined) {
      known.set(key, index);
      return;
    }
    faults.add([listName, index, 'name'], name, 'duplicate_name', () => {
      return `names must be unique for each owner; ${listName}[${first}] has this one already`;
    });
  });
  return ownedReferences(things);
}

/** What `name` refers to; undefined when it is left out or, after a fault, when it is unknown. */
export function resolve<T>(
  check: BookCheck,
  path: Path,
  name: string | undefined,
  things: ReadonlyMap<string, T>,
  noun: string,
): T | undefined {
  if (name === undefined) return undefined;
  const found = things.get(name);
  if (found === undefined) check.faults.addUnknownReference(path, name, noun, things);
  return found;
}

/** The currency of a table; undefined when what stood there was no currency. */
export function currencyOfTable(check: BookCheck, table: Salvaged<RateTable>): string | undefined {
  return check.lost.has(table, 'currency') ? undefined : (table.currency ?? DEFAULTS.currency);
}

/** The currency of a plan: its own, else that of its first table that has a known one. */
export function currencyOfPlan(check: BookCheck, plan: Salvaged<RatingPlan>): string | undefined {
  if (plan.currency !== undefined) return plan.currency;
  if (check.lost.has(plan, 'currency')) return undefined;
  for (const entry of plan.entries ?? []) {
    const table = check.rateTables.get(entry.rateTable ?? '');
    if (table !== undefined) return currencyOfTable(check, table);
  }
  return undefined;
}
