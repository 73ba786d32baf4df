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
import { chargeFromRow } from '../charge/service.js';
import type { Rate } from '../rates/service.js';
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

/** What stands for the name of something that was deleted since. */
const GONE = '(deleted)';

/** By its own dates alone: which versions followed it then is not told here. */
function stateOf(image: store.Image, now: string): Rate['state'] {
  const { effectiveFrom, effectiveTo } = image;
  if (image.stashed) return 'stashed';
  if (effectiveFrom !== null && effectiveFrom > now) return 'future';
  if (effectiveTo !== null && effectiveTo <= now) return 'ended';
  if (image.blocked) return 'blocked';
  return effectiveTo === null ? 'current' : 'ending';
}

/** A rate as it once was: what follows from other rates and from now is left out. */
function shown(image: store.Image, now: string): Rate {
  const { numberLengthMin: min, numberLengthMax: max, name } = image;
  const reference = (id: string | null, called: string | null) =>
    id === null ? null : { id, name: called ?? GONE };
  return {
    id: image.id,
    version: image.version,
    rateTableId: image.rateTableId,
    code: image.code,
    service: image.service,
    name: name === '' ? null : name,
    nameIsOwn: image.nameIsOwn,
    country: null,
    description: image.description,
    sourceCode: image.sourceCode,
    sourceCodeName: null,
    numberLength: min === null && max === null ? null : { min, max },
    timeProfile: reference(image.timeProfileId, image.timeProfileName),
    tag: image.tag,
    category: reference(image.categoryId, image.categoryName),
    ...chargeFromRow(image),
    blocked: image.blocked,
    stashed: image.stashed,
    effectiveFrom: image.effectiveFrom,
    effectiveTo: image.effectiveTo,
    validTo: image.effectiveTo,
    notes: image.notes,
    notice: image.notice,
    specialRate: reference(image.specialRateId, image.specialRateName),
    state: stateOf(image, now),
    previous: null,
    next: null,
    difference: null,
    differencePercent: null,
  };
}

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
      before: old === undefined || action === 'added' ? null : shown(old, call.now),
      after: now === undefined ? null : shown(now, call.now),
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
