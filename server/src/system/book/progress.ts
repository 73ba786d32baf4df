/** What taking in a book did, or would do: counted by part, and told thing by thing. */

import type { BookImported, BookThing, PartCounts } from './schema.js';

type Outcome = BookThing['change'];
type ItemCounts = NonNullable<BookThing['items']>;
export type LeftOut = BookImported['leftOut'];

const none = (): PartCounts => ({
  timeProfiles: 0,
  codeDecks: 0,
  categories: 0,
  accounts: 0,
  trunks: 0,
  exchangeRates: 0,
  rateTables: 0,
  rates: 0,
  ratingPlans: 0,
  assignments: 0,
});

/** `parentId` of a request is `parent` of a book. */
const bookField = (name: string): string => name.replace(/Id$/, '');

export class Progress {
  readonly #counts: Record<Outcome, PartCounts> = {
    created: none(),
    updated: none(),
    unchanged: none(),
  };
  readonly things: BookThing[] = [];
  readonly leftOut: LeftOut = [];
  readonly changeSetIds: string[] = [];

  created(part: keyof PartCounts, name: string): void {
    this.#note('created', part, name);
  }

  /** `edit` holds what differed; null: nothing did. */
  edited(part: keyof PartCounts, name: string, edit: object | null): void {
    if (edit === null) this.#note('unchanged', part, name);
    else this.#note('updated', part, name, Object.keys(edit).map(bookField));
  }

  /** Rates of the table, codes of the code deck that was noted by this name. */
  items(part: 'rateTables' | 'codeDecks', name: string, counts: ItemCounts): void {
    const at = this.things.findIndex((thing) => thing.part === part && thing.name === name);
    const thing = this.things[at]!;
    const isTouched = thing.change === 'unchanged' && counts.created + counts.updated > 0;
    this.things[at] = { ...thing, change: isTouched ? 'updated' : thing.change, items: counts };
    if (part === 'codeDecks') return;
    for (const outcome of ['created', 'updated', 'unchanged'] as const) {
      this.#counts[outcome].rates += counts[outcome];
    }
  }

  counts(): Record<Outcome, PartCounts> {
    return this.#counts;
  }

  #note(change: Outcome, part: keyof PartCounts, name: string, fields: string[] = []): void {
    this.#counts[change][part] += 1;
    this.things.push({ part, name, change, fields, items: null });
  }
}
