/** The names that a user may give on the command line, for "there is no ..., did you mean ...?". */

import { ownedReferences, referenceTo } from '@ratedeck/engine';
import { badInput } from '../../platform/cli/command-failure.js';
import { suggestion } from '../../platform/cli/did-you-mean.js';

export interface BookNames {
  /** By the shortest text that refers to each. */
  readonly plans: readonly string[];
  readonly tables: readonly string[];
  /** Every text that refers to one: `/name` and `owner/name` besides. */
  readonly planReferences: readonly string[];
  readonly tableReferences: readonly string[];
  readonly accounts: readonly string[];
  readonly carriers: readonly string[];
  readonly trunks: readonly string[];
}

interface Named {
  readonly name: string;
  readonly owner?: string;
  readonly kind?: string;
}

/** By name where it is the only one called so, else by owner and name. */
function references(things: readonly Named[] = []): string[] {
  const known = ownedReferences(things);
  return things.map((thing) => referenceTo(thing, known));
}

/** Of a book that the engine has accepted. */
export function namesOfBook(book: unknown): BookNames {
  const parts = book as Readonly<Record<string, readonly Named[] | undefined>>;
  const names = (part: string): string[] => (parts[part] ?? []).map((item) => item.name);
  const carriers = (parts['accounts'] ?? []).filter((account) => account.kind === 'carrier');
  return {
    plans: references(parts['ratingPlans']),
    tables: references(parts['rateTables']),
    planReferences: [...ownedReferences(parts['ratingPlans'] ?? []).keys()],
    tableReferences: [...ownedReferences(parts['rateTables'] ?? []).keys()],
    accounts: names('accounts'),
    carriers: carriers.map((account) => account.name),
    trunks: names('trunks'),
  };
}

const kinds = {
  plan: ['plans', 'planReferences', 'rating plan'],
  table: ['tables', 'tableReferences', 'rate table'],
  account: ['accounts', 'accounts', 'account'],
  carrier: ['carriers', 'carriers', 'carrier account'],
  trunk: ['trunks', 'trunks', 'trunk'],
} as const;

export type NameOption = keyof typeof kinds;

/** Throws a failure with exit code 2 when the book has no such name. */
export function requireName(names: BookNames, option: NameOption, name: string | undefined): void {
  if (name === undefined) return;
  const [part, known, noun] = kinds[option];
  if (names[known].includes(name)) return;
  const meant = suggestion(name, names[part]);
  throw badInput(`--${option}: the book has no ${noun} ${JSON.stringify(name)}${meant}`);
}
