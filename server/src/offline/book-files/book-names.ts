/** The names that a user may give on the command line, for "there is no ..., did you mean ...?". */

import { ownedReferences, referenceTo } from '@ratedeck/engine';
import { badInput } from '../../platform/cli/command-failure.js';
import { suggestion } from '../../platform/cli/did-you-mean.js';

export interface BookNames {
  readonly plans: readonly string[];
  readonly tables: readonly string[];
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
    accounts: names('accounts'),
    carriers: carriers.map((account) => account.name),
    trunks: names('trunks'),
  };
}

const kinds = {
  plan: ['plans', 'rating plan'],
  table: ['tables', 'rate table'],
  account: ['accounts', 'account'],
  carrier: ['carriers', 'carrier account'],
  trunk: ['trunks', 'trunk'],
} as const;

export type NameOption = keyof typeof kinds;

/** Throws a failure with exit code 2 when the book has no such name. */
export function requireName(names: BookNames, option: NameOption, name: string | undefined): void {
  if (name === undefined) return;
  const [part, noun] = kinds[option];
  if (names[part].includes(name)) return;
  const meant = suggestion(name, names[part]);
  throw badInput(`--${option}: the book has no ${noun} ${JSON.stringify(name)}${meant}`);
}
