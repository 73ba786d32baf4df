/**
 * How a book refers to a rate table or a rating plan. Their names are unique for each owner, so two
 * owners may have one of the same name: then `owner/name` says which, and `/name` is the
 * operator's.
 */

interface Owned {
  readonly name?: string;
  readonly owner?: string;
}

/**
 * Each thing by what refers to it: always `owner/name`, and its name alone while no other one is
 * called so. A text that could mean two refers to none; what has both owner and name of an earlier
 * one is not among them.
 *
 * @example [...ownedReferences([{ name: 'P' }, { name: 'P', owner: 'Acme' }]).keys()].join(' ') === '/P Acme/P'
 */
export function ownedReferences<T extends Owned>(things: readonly T[]): Map<string, T> {
  const found = new Map<string, T | null>();
  const refer = (text: string, thing: T): void => {
    const other = found.get(text);
    if (other === undefined) found.set(text, thing);
    else if (!isSame(other, thing)) found.set(text, null);
  };
  for (const thing of things) {
    if (thing.name === undefined) continue;
    refer(`${thing.owner ?? ''}/${thing.name}`, thing);
  }
  for (const thing of things) if (thing.name !== undefined) refer(thing.name, thing);
  return new Map([...found].filter((entry): entry is [string, T] => entry[1] !== null));
}

const isSame = (one: Owned | null, other: Owned): boolean =>
  one !== null && one.name === other.name && one.owner === other.owner;

/** The shortest text that refers to it among all of its kind in a book. */
export function referenceTo(thing: Owned, references: ReadonlyMap<string, Owned>): string {
  const name = thing.name ?? '';
  const found = references.get(name);
  return found !== undefined && isSame(found, thing) ? name : `${thing.owner ?? ''}/${name}`;
}
