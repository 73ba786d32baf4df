/**
 * Makes a book that shows a difference as small as it can be read: takes away rates, entries,
 * assignments and fields one after the other, as long as the difference stays.
 */

import type { Book } from '../src/book/book.js';

type Node = { [key: string]: unknown };

const LISTS = ['rateTables', 'ratingPlans', 'assignments', 'exchangeRates', 'accounts', 'trunks'];
const INNER = ['rates', 'entries', 'windows', 'exceptions', 'tiers'];
const KEPT = new Set([
  'book',
  'name',
  'code',
  'kind',
  'account',
  'trunk',
  'rateTable',
  'ratingPlan',
]);

function copy(book: Book): Node {
  return structuredClone(book) as unknown as Node;
}

/** Paths of everything that may be taken away, larger things first. */
function pathsOf(book: Node): (string | number)[][] {
  const paths: (string | number)[][] = [];
  const lists = [...LISTS, 'codeDecks', 'timeProfiles'];
  for (const list of lists) {
    (book[list] as Node[] | undefined)?.forEach((item, index) => {
      paths.unshift([list, index]);
      for (const [key, value] of Object.entries(item)) {
        if (INNER.includes(key)) {
          (value as Node[]).forEach((inner, position) => {
            paths.push([list, index, key, position]);
            for (const field of Object.keys(inner)) {
              if (!KEPT.has(field)) paths.push([list, index, key, position, field]);
            }
          });
        } else if (!KEPT.has(key)) paths.push([list, index, key]);
      }
    });
  }
  return paths.sort((a, b) => a.length - b.length || Number(b[1]) - Number(a[1]));
}

function without(book: Book, path: readonly (string | number)[]): Book {
  const root = copy(book);
  let holder: unknown = root;
  for (const step of path.slice(0, -1)) holder = (holder as Node)[step];
  const last = path.at(-1)!;
  if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete (holder as Node)[last];
  return root as unknown as Book;
}

/** `shows` says whether a book still shows the difference; a faulty book throws and shows none. */
export function shrinkBook(book: Book, shows: (smaller: Book) => boolean): Book {
  let smallest = book;
  for (let again = true; again; ) {
    again = false;
    for (const path of pathsOf(copy(smallest)).reverse()) {
      const smaller = without(smallest, path);
      let stays = false;
      try {
        stays = shows(smaller);
      } catch {
        stays = false;
      }
      if (stays) {
        smallest = smaller;
        again = true;
      }
    }
  }
  return smallest;
}
