/**
 * What has to wait together: a transaction of which one part cannot be shown yet is not shown at all,
 * and what waits for it holds up the other transactions that changed it.
 */

import type { FeedChange } from '../../platform/db/feed-change.js';

export interface Held {
  /** Of the tables whose rates wait. */
  readonly tableIds: ReadonlySet<string>;
  /** Whether everything that is no rate waits. */
  readonly configuration: boolean;
}

export interface TransactionChange extends FeedChange {
  readonly transaction: string;
}

export function holdTogether(changes: readonly TransactionChange[], late: Held): Held {
  const tableIds = new Set(late.tableIds);
  const held = new Set<string>();
  let { configuration } = late;
  const isHeld = ({ noun, id, transaction }: TransactionChange): boolean =>
    held.has(transaction) || (noun === 'rates' ? tableIds.has(id) : configuration);
  const count = (): number => held.size + tableIds.size + Number(configuration);
  for (let before = -1; before < count(); ) {
    before = count();
    for (const change of changes.filter(isHeld)) {
      held.add(change.transaction);
      if (change.noun === 'rates') tableIds.add(change.id);
      else configuration = true;
    }
  }
  return { tableIds, configuration };
}
