/** The rates that a load changes, before and after, for people to look at: a first few. */

import type { ReadCall } from '../../platform/access/call.js';
import type { ChangedRow } from '../bulk-changes/schema.js';
import type { RateTable } from '../rate-tables/schema.js';
import type { Rate } from '../rates/schema.js';
import { imageOf, showRates } from '../rates/service.js';
import type { LoadDecision, Loaded } from './loaded-rate.js';

type Change = Extract<Loaded, { readonly after: unknown }>;
type Shown = ReadonlyMap<string, Rate>;

const isChange = (loaded: Loaded): loaded is Change => 'after' in loaded;

/** Reads what stands there, so it has to be asked before anything of it is written. */
export async function loadedRows(
  call: ReadCall,
  { source, table: target }: { readonly source: RateTable; readonly table: RateTable },
  decisions: readonly LoadDecision[],
  countMax: number,
): Promise<ChangedRow[]> {
  const changes = decisions.filter(({ loaded }) => isChange(loaded)).slice(0, countMax);
  const ids = changes.flatMap(({ rate, loaded }) =>
    loaded.kind === 'updated' ? [rate.id, loaded.existing.id] : [rate.id],
  );
  const rates = await showRates(call, [...new Set(ids)]);
  const shown = new Map(rates.map((rate) => [rate.id, rate]));
  const hasSameSourceDeck = target.sourceCodeDeck?.id === source.sourceCodeDeck?.id;
  const hasSameDeck = target.codeDeck?.id === source.codeDeck?.id;
  return changes.map((change) =>
    rowOf(change, shown, { target, hasSameDeck, hasSameSourceDeck, now: call.now }),
  );
}

interface Here {
  readonly target: RateTable;
  readonly hasSameDeck: boolean;
  readonly hasSameSourceDeck: boolean;
  readonly now: string;
}

function rowOf({ rate, loaded, named }: LoadDecision, shown: Shown, here: Here): ChangedRow {
  const change = loaded as Change;
  const from = shown.get(rate.id)!;
  const before = change.kind === 'updated' ? shown.get(change.existing.id)! : null;
  const isCorrected = change.kind === 'updated' && !change.isVersion;
  const { after } = change;
  const place = {
    id: isCorrected ? before!.id : null,
    version: isCorrected ? before!.version + 1 : null,
    rateTableId: here.target.id,
  };
  const image = imageOf(after, place, {
    name: after.nameIsOwn ? from.name : (named?.name ?? from.name),
    country: here.hasSameDeck ? from.country : (named?.country ?? null),
    sourceCodeName: here.hasSameSourceDeck ? from.sourceCodeName : null,
    timeProfile: from.timeProfile,
    category: from.category,
    specialRate: null,
    previous: isCorrected ? before!.previous : previousOf(before),
    next: before?.next ?? null,
    now: here.now,
  });
  return { before, after: image };
}

function previousOf(before: Rate | null): Rate['previous'] {
  if (before === null) return null;
  const { id, price, effectiveFrom } = before;
  return { id, price, effectiveFrom };
}
