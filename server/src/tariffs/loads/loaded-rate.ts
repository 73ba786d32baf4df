/**
 * What becomes of one rate that is loaded from another table: pure, decided with the versions that
 * the table has of its code.
 */

import type { ResolvedName } from '../../catalogue/code-decks/service.js';
import type { Places } from '../bulk-changes/places.js';
import type { Refusal } from '../bulk-changes/refusals.js';
import { isSameValue } from '../charge/same-value.js';
import { contentColumns, type RateContent, type StoredRate } from '../stored-rates/record.js';
import { type ChargeMove, movedCharge } from './explicit-charge.js';

export interface Loading extends ChargeMove {
  /** When the rates begin in the table. */
  readonly from: string;
  readonly existing: 'skip' | 'replace';
  /** Names by the table's own code deck, where it is not that of the source. */
  readonly names: ReadonlyMap<string, ResolvedName>;
}

export type Loaded =
  | { readonly kind: 'skipped' | 'special' | 'unchanged' }
  | { readonly kind: 'refused'; readonly faults: readonly Refusal[] }
  | { readonly kind: 'added'; readonly after: RateContent }
  /** `isVersion`: a version is added to the one that stands there; else that one is corrected. */
  | {
      readonly kind: 'updated';
      readonly existing: StoredRate;
      readonly isVersion: boolean;
      readonly after: RateContent;
    };

/** A rate of the source and what becomes of it. */
export interface LoadDecision {
  readonly rate: StoredRate;
  readonly loaded: Loaded;
  /** What this table's code deck calls its code, where that is not the deck of the source. */
  readonly named: ResolvedName | undefined;
}

export function decideLoad(rate: StoredRate, loading: Loading, places: Places): Loaded {
  const { from } = loading;
  const existing = places.inForce(rate, from);
  if (existing !== null && existing.specialRateId !== null) return { kind: 'special' };
  if (existing !== null && loading.existing === 'skip') return { kind: 'skipped' };
  const moved = movedCharge(rate, loading);
  if (!moved.ok) return { kind: 'refused', faults: moved.faults };
  const after: RateContent = {
    ...rate,
    ...moved.charge,
    nameId: nameOf(rate, loading),
    specialRateId: null,
    stashed: false,
    effectiveFrom: from,
    // An end that would come before the begin was that of another time.
    effectiveTo: rate.effectiveTo !== null && rate.effectiveTo > from ? rate.effectiveTo : null,
  };
  if (existing === null) return { kind: 'added', after };
  if (isSameContent(existing, after)) return { kind: 'unchanged' };
  const isVersion = existing.effectiveFrom !== from;
  return { kind: 'updated', existing, isVersion, after };
}

function nameOf({ code, nameId, nameIsOwn }: RateContent, { names }: Loading): number {
  return nameIsOwn ? nameId : (names.get(code)?.nameId ?? nameId);
}

const NOT_COMPARED: ReadonlySet<string> = new Set(['effectiveFrom', 'nameId', 'nameIsOwn']);
const compared = contentColumns
  .map(({ field }) => field)
  .filter((field) => !NOT_COMPARED.has(field));

/** But for the begin; a name that follows a code deck is no content of the rate. */
function isSameContent(a: RateContent, b: RateContent): boolean {
  const isNameSame = a.nameIsOwn === b.nameIsOwn && (!a.nameIsOwn || a.nameId === b.nameId);
  return isNameSame && compared.every((field) => isSameValue(field, a[field], b[field]));
}
