/**
 * How a book refers to a rate table. Names of tables are unique for each owner, so two owners may
 * have one of the same name: then `owner/name` says which, and `/name` is the operator's.
 */

interface Owned {
  readonly name?: string;
  readonly owner?: string;
}

/**
 * Each table by what refers to it: always `owner/name`, and its name alone while no other table is
 * called so. A text that could mean two tables refers to none; a table that has both owner and name
 * of an earlier one is not among them.
 *
 * @example [...ownedReferences([{ name: 'P' }, { name: 'P', owner: 'Acme' }]).keys()].join(' ') === '/P Acme/P'
 */
export function ownedReferences<T extends Owned>(tables: readonly T[]): Map<string, T> {
  const found = new Map<string, T | null>();
  const refer = (text: string, table: T): void => {
    const other = found.get(text);
    if (other === undefined) found.set(text, table);
    else if (!isSame(other, table)) found.set(text, null);
  };
  for (const table of tables) {
    if (table.name === undefined) continue;
    refer(`${table.owner ?? ''}/${table.name}`, table);
  }
  for (const table of tables) if (table.name !== undefined) refer(table.name, table);
  return new Map([...found].filter((entry): entry is [string, T] => entry[1] !== null));
}

const isSame = (one: Owned | null, other: Owned): boolean =>
  one !== null && one.name === other.name && one.owner === other.owner;

/** The shortest text that refers to a table among all of a book. */
export function referenceTo(table: Owned, references: ReadonlyMap<string, Owned>): string {
  const name = table.name ?? '';
  const found = references.get(name);
  return found !== undefined && isSame(found, table) ? name : `${table.owner ?? ''}/${name}`;
}
