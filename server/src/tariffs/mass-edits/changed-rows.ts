/** The rates that a mass edit changes, before and after, for people to look at: a first few. */

import type { ReadCall } from '../../platform/access/call.js';
import type { ChangedRow } from '../bulk-changes/schema.js';
import type { Rate } from '../rates/schema.js';
import { imageOf, showRates } from '../rates/service.js';
import { identityOf } from '../stored-rates/record.js';
import type { Decision } from './decide-chunk.js';
import type { Named, References } from './request-rules.js';

const isChange = ({ outcome }: Decision): boolean =>
  !['special', 'unchanged', 'refused'].includes(outcome.kind);

/** Reads what stands there, so it has to be asked before anything of it is written. */
export async function changedRows(
  call: ReadCall,
  decisions: readonly Decision[],
  references: References,
  countMax: number,
): Promise<ChangedRow[]> {
  const changes = decisions.filter(isChange).slice(0, countMax);
  const ids = changes.map(({ rate }) => rate.id);
  const shown = await showRates(call, ids);
  return changes.map((change, index) => {
    const before = shown[index]!;
    return { before, after: imageAfter(before, change, references, call.now) };
  });
}

const own = (id: string | null, of: Named | null): Named | null =>
  of !== null && of.id === id ? of : null;

function imageAfter(
  before: Rate,
  { rate, outcome }: Decision,
  references: References,
  now: string,
): ChangedRow['after'] {
  if (!('after' in outcome)) return null;
  const { after } = outcome;
  const isNew = outcome.kind === 'version';
  const isSameRate = identityOf(after) === identityOf(rate);
  const { id, price, effectiveFrom } = before;
  // What stands beside a rate of another identity is not looked up for a preview.
  const previous = isNew ? { id, price, effectiveFrom } : before.previous;
  const place = {
    id: isNew ? null : id,
    version: isNew ? null : before.version + 1,
    rateTableId: before.rateTableId,
  };
  return imageOf(after, place, {
    name: before.name,
    country: before.country,
    sourceCodeName: after.sourceCode === before.sourceCode ? before.sourceCodeName : null,
    timeProfile: own(after.timeProfileId, before.timeProfile) ?? references.timeProfile,
    category: own(after.categoryId, before.category) ?? references.category,
    specialRate: null,
    previous: isSameRate ? previous : null,
    next: isSameRate ? before.next : null,
    now,
  });
}
