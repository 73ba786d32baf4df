/**
 * What becomes of the selected rates of some codes: each decided by itself, then together with the
 * other versions of its code, then by the rules that every stored rate keeps.
 */

import type { Connection } from '../../platform/db/connection.js';
import { faultsByIndex } from '../bulk-changes/content-check.js';
import { type Places, placesOf } from '../bulk-changes/places.js';
import type { RateTable } from '../rate-tables/schema.js';
import { identityOf, type RateContent, type StoredRate } from '../stored-rates/record.js';
import { decide, type Editing, type Outcome, refused } from './edited-rate.js';

export interface Decision {
  readonly rate: StoredRate;
  readonly outcome: Outcome;
}

export interface ChunkContext {
  readonly table: RateTable;
  readonly editing: Editing;
  /** Rates were named one by one, so they need not be in force when the edit begins. */
  readonly isNamed: boolean;
}

/** Where nothing can stand in each other's way, other versions are not read. */
function needsPlaces({ editing, isNamed }: ChunkContext): boolean {
  const { action, set } = editing;
  return isNamed || action === 'unstash' || 'timeProfileId' in set || 'tag' in set;
}

export async function decideChunk(
  db: Connection,
  rates: readonly StoredRate[],
  context: ChunkContext,
): Promise<Decision[]> {
  const { table, editing } = context;
  const places = needsPlaces(context) ? await placesOf(db, table.id, rates) : null;
  const outcomes = rates.map((rate): Outcome => {
    const outcome =
      (places !== null && context.isNamed ? notInForce(rate, editing, places) : null) ??
      decide(rate, editing);
    return places === null ? outcome : placed(rate, outcome, places);
  });
  const checked = withFaults(table, outcomes);
  return rates.map((rate, index) => ({ rate, outcome: checked[index]! }));
}

/** Only what is in force at the date can be followed by a new version, or end then. */
function notInForce(rate: StoredRate, editing: Editing, places: Places): Outcome | null {
  const { action, at, inPlace } = editing;
  if (rate.specialRateId !== null) return null;
  if (action !== 'end' && (action !== 'edit' || inPlace)) return null;
  const advice = action === 'edit' ? ', or correct it by inPlace' : '';
  if (rate.stashed) return refused('not_in_force', `it is stashed: bring it back first${advice}`);
  if (rate.effectiveFrom !== null && rate.effectiveFrom > at) {
    const message = `it begins at ${rate.effectiveFrom}: choose effectiveFrom then or later${advice}`;
    return refused('not_in_force', message);
  }
  if (rate.effectiveTo !== null && rate.effectiveTo <= at) {
    // Ending it once more changes nothing.
    if (action === 'end') return null;
    return refused('not_in_force', `it has ended at ${rate.effectiveTo}: add a rate${advice}`);
  }
  const current = places.inForce(rate, at);
  if (current === null || current.id === rate.id) return null;
  return current.effectiveFrom === at
    ? refused('rate_version_exists', `rate ${current.id} begins at ${at}: edit that one${advice}`)
    : refused('not_in_force', `rate ${current.id} is in force at ${at}: edit that one${advice}`);
}

/** Refused where another version begins at the same instant, or a special rate would be put out. */
function placed(rate: StoredRate, outcome: Outcome, places: Places): Outcome {
  if (!('after' in outcome) || outcome.kind === 'stashed' || outcome.kind === 'ended') {
    return outcome;
  }
  const { after } = outcome;
  if (after.stashed) return outcome;
  const isNew = outcome.kind === 'unstashed' || identityOf(after) !== identityOf(rate);
  const special = isNew ? places.specialRateOf(after) : null;
  if (special !== null) {
    const message = `the special rate ${special} holds in its place: edit the special rate`;
    return refused('owned_by_special_rate', message);
  }
  // The rate's own place is free for it; a new version has an id of its own.
  const holder = places.take(after, rate.id);
  if (holder === null) return outcome;
  const from = after.effectiveFrom ?? 'always';
  const message = `rate ${holder} has, or gets, the same place from ${from} on`;
  return refused('rate_version_exists', `${message}: leave one of them out`);
}

function withFaults(table: RateTable, outcomes: readonly Outcome[]): Outcome[] {
  const contents: RateContent[] = [];
  const positions: number[] = [];
  outcomes.forEach((outcome, position) => {
    if (!('after' in outcome) || outcome.kind === 'stashed') return;
    contents.push(outcome.after);
    positions.push(position);
  });
  const checked = [...outcomes];
  for (const [index, faults] of faultsByIndex(table, contents)) {
    checked[positions[index]!] = { kind: 'refused', faults };
  }
  return checked;
}
