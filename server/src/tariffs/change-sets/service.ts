/**
 * Change sets: what was changed together, shown rate by rate, and taken back together.
 *
 * A revert is a change set of its own, so it can be taken back too. It is refused when later change
 * sets touched the same rates (revert these first), or when calls were rated by what it would undo.
 */

import type { ReadCall, WriteCall } from '../../platform/access/call.js';
import type { Page } from '../../platform/db/page.js';
import { notFound, Problem } from '../../platform/problems/problem.js';
import { closeChangeSet, openChangeSet } from '../change-recording/service.js';
import { rateFromRow } from '../rates/service.js';
import type { ChangeSet, ChangeSetQuery, RateChange, RateChangeQuery } from './schema.js';
import * as store from './store.js';

export function listChangeSets(call: ReadCall, query: ChangeSetQuery): Promise<Page<ChangeSet>> {
  return store.listChangeSets(call.db, call.principal, query);
}

export async function getChangeSet(call: ReadCall, id: string): Promise<ChangeSet> {
  const changeSet = await store.findChangeSet(call.db, call.principal, id);
  if (changeSet === null) throw notFound('change set', id);
  return changeSet;
}

/** What follows from other rates is not told of a rate as it once was. */
const ALONE = { country: null, sourceCodeName: null, previous: null, next: null };

export async function listRateChanges(
  call: ReadCall,
  id: string,
  query: RateChangeQuery,
): Promise<Page<RateChange>> {
  await getChangeSet(call, id);
  const page = await store.listTouched(call.db, id, query);
  const ids = page.items.map((item) => item.id);
  const before = new Map((await store.imagesBefore(call.db, id, ids)).map((it) => [it.id, it]));
  const after = new Map((await store.imagesAfter(call.db, id, ids)).map((it) => [it.id, it]));
  const items = page.items.map(({ id: rateId, action }): RateChange => {
    const old = before.get(rateId);
    const now = action === 'deleted' ? undefined : after.get(rateId);
    return {
      action,
      before: old === undefined || action === 'added' ? null : rateFromRow(old, ALONE, call.now),
      after: now === undefined ? null : rateFromRow(now, ALONE, call.now),
    };
  });
  return { items, nextCursor: page.nextCursor };
}

export async function revertChangeSet(call: WriteCall, id: string): Promise<ChangeSet> {
  const seen = await getChangeSet(call, id);
  if (seen.kind === 'special-rate') {
    throw new Problem(
      'owned_by_special_rate',
      'a special rate did this, and keeps its rates as it says: edit or delete the special rate',
    );
  }
  const opened = await openChangeSet(call, {
    rateTableId: seen.rateTable.id,
    kind: 'revert',
    summary: `change set ${id} taken back: ${seen.summary}`,
  });
  // Under the lock of the table nothing changes any more.
  const changeSet = await getChangeSet(call, id);
  if (changeSet.revertedById !== null) {
    throw new Problem('already_reverted', `change set ${changeSet.revertedById} took it back`);
  }
  await requireUntouched(call, id);
  await store.markRevert(call.db, opened.id, id);
  await store.undo(call.db, id, opened.id);
  await closeChangeSet(call, opened.id);
  return getChangeSet(call, opened.id);
}

async function requireUntouched(call: WriteCall, id: string): Promise<void> {
  const later = await store.laterChangeSets(call.db, id);
  if (later.length > 0) {
    throw new Problem(
      'changed_since',
      `change sets ${later.join(', ')} touched the same rates later: revert these first, the ` +
        'latest before the others; what a special rate did is undone by editing or deleting that',
    );
  }
  const orphans = await store.countOrphans(call.db, id);
  if (orphans > 0) {
    throw new Problem(
      'conflict',
      `${orphans} rates would come back with a time profile or a category that was deleted since: ` +
        'make it again and add these rates anew, with the change set as the list of them',
    );
  }
  const twins = await store.countTwins(call.db, id);
  if (twins === 0) return;
  throw new Problem(
    'rate_version_exists',
    `${twins} rates that would come back have a version of the same date by now: delete these first`,
  );
}
