/** Finds parents that lead back to where they began: each circle is reported once. */

import type { BookCheck } from './book-check.js';
import { showText } from './shown-value.js';

interface Child {
  readonly name?: string;
  readonly parent?: string;
}

const SHOWN_COUNT_MAX = 5;

function describeCircle(circle: readonly Child[]): string {
  const names = circle.slice(0, SHOWN_COUNT_MAX).map(({ name }) => showText(name ?? ''));
  if (circle.length > SHOWN_COUNT_MAX) names.push('...');
  return `parents must not go in a circle: ${[...names, names[0]].join(' > ')}`;
}

/** Walks each chain once: what an earlier walk has passed leads to no circle that is new. */
export function checkParents<T extends Child>(
  check: BookCheck,
  listName: string,
  things: readonly T[],
  byName: ReadonlyMap<string, T>,
): void {
  const walkOf = new Map<T, number>();
  const indexes = new Map(things.map((thing, index) => [thing, index]));
  things.forEach((start, walk) => {
    const chain: T[] = [];
    let thing: T | undefined = start;
    while (thing !== undefined && !walkOf.has(thing)) {
      walkOf.set(thing, walk);
      chain.push(thing);
      thing = thing.parent === undefined ? undefined : byName.get(thing.parent);
    }
    if (thing === undefined || walkOf.get(thing) !== walk) return;
    const circle = chain.slice(chain.indexOf(thing));
    const path = [listName, indexes.get(thing)!, 'parent'];
    check.faults.add(path, thing.parent, 'circle', () => describeCircle(circle));
  });
}
