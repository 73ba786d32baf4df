/**
 * What becomes of one selected rate, decided from the rate alone: pure, asks no database.
 *
 * An edit is a new version from `at` on, or corrects the version itself: when it begins at that very
 * instant, or when that is asked for. In a table by which calls were rated, what was in force stays.
 */

import type { PriceEditor, PriceField } from '../bulk-changes/price-edit.js';
import type { Refusal } from '../bulk-changes/refusals.js';
import { isSameValue } from '../charge/same-value.js';
import { wasInForce } from '../stored-rates/periods.js';
import {
  identityOf,
  pricingFields,
  type RateContent,
  type StoredRate,
} from '../stored-rates/record.js';
import type { Action } from './schema.js';

export interface Editing {
  readonly action: Action;
  /** When new versions begin, and when rates end that are ended. */
  readonly at: string;
  readonly now: string;
  readonly inPlace: boolean;
  readonly callsRated: boolean;
  /** Fields that all rates get. */
  readonly set: Partial<RateContent>;
  readonly prices: ReadonlyMap<PriceField, PriceEditor>;
}

export type Outcome =
  | { readonly kind: 'special' | 'unchanged' | 'deleted' }
  | { readonly kind: 'refused'; readonly faults: readonly Refusal[] }
  /** The rate itself, changed. */
  | {
      readonly kind: 'corrected' | 'stashed' | 'unstashed' | 'ended';
      readonly after: StoredRate;
    }
  /** Another rate; `old` is what has to end for it, as its identity is another one. */
  | { readonly kind: 'version'; readonly old: StoredRate | null; readonly after: RateContent };

export function refused(code: string, message: string): Outcome {
  return { kind: 'refused', faults: [{ code, message }] };
}

const UNCHANGED: Outcome = { kind: 'unchanged' };

export function decide(rate: StoredRate, editing: Editing): Outcome {
  if (rate.specialRateId !== null) return { kind: 'special' };
  switch (editing.action) {
    case 'edit':
      return editOf(rate, editing);
    case 'delete':
      return isPast(rate, editing)
        ? refused('already_rated', 'calls were rated by this table, so it stays: end it instead')
        : { kind: 'deleted' };
    case 'stash':
    case 'unstash':
      return stashOf(rate, editing, editing.action === 'stash');
    case 'end':
      return endOf(rate, editing.at);
  }
}

/** Calls may have been rated by it. */
const isPast = (rate: StoredRate, { callsRated, now }: Editing): boolean =>
  callsRated && !rate.stashed && wasInForce(rate.effectiveFrom, now);

/** Null: nothing changes. */
function changedFields(
  rate: RateContent,
  { set, prices }: Pick<Editing, 'set' | 'prices'>,
): Partial<RateContent> | null | readonly Refusal[] {
  const changed: Record<string, unknown> = {};
  const faults: Refusal[] = [];
  for (const [field, value] of Object.entries(set)) {
    if (!isSameValue(field, value, rate[field as keyof RateContent])) changed[field] = value;
  }
  for (const [field, edit] of prices) {
    const edited = edit(rate[field]);
    if (!edited.ok) faults.push({ code: 'below_zero', message: `${field}: ${edited.message}` });
    else if (!isSameValue(field, edited.price, rate[field])) changed[field] = edited.price;
  }
  if (faults.length > 0) return faults;
  return Object.keys(changed).length === 0 ? null : (changed as Partial<RateContent>);
}

function editOf(rate: StoredRate, editing: Editing): Outcome {
  const changed = changedFields(rate, editing);
  if (changed === null) return UNCHANGED;
  if (Array.isArray(changed)) return { kind: 'refused', faults: changed };
  const edited: StoredRate = { ...rate, ...changed };
  if (editing.inPlace) {
    return pastRefusal(rate, edited, editing) ?? { kind: 'corrected', after: edited };
  }
  if (rate.effectiveFrom === editing.at) return { kind: 'corrected', after: edited };
  const isSameRate = identityOf(rate) === identityOf(edited);
  return {
    kind: 'version',
    old: isSameRate ? null : { ...rate, effectiveTo: editing.at },
    after: { ...edited, effectiveFrom: editing.at },
  };
}

/** Of what was in force only words and the end may change, the end while both ends are to come. */
function pastRefusal(rate: StoredRate, edited: StoredRate, editing: Editing): Outcome | null {
  if (!isPast(rate, editing)) return null;
  const said = 'calls were rated by this table, and it was in force';
  if (pricingFields.some((field) => !isSameValue(field, rate[field], edited[field]))) {
    return refused('already_rated', `${said}: leave inPlace out for a new version from now on`);
  }
  const ends = [rate.effectiveTo, edited.effectiveTo];
  const hasPassed = ends.some((end) => end !== null && end < editing.now);
  if (rate.effectiveTo === edited.effectiveTo || !hasPassed) return null;
  return refused('already_rated', `${said}: an end that has passed stays, a new one is to come`);
}

function stashOf(rate: StoredRate, editing: Editing, stashed: boolean): Outcome {
  if (rate.stashed === stashed) return UNCHANGED;
  if (editing.callsRated && wasInForce(rate.effectiveFrom, editing.now)) {
    const advice = stashed ? 'end it instead' : 'give it a later effectiveFrom first';
    return refused('already_rated', `calls were rated by this table: ${advice}`);
  }
  return { kind: stashed ? 'stashed' : 'unstashed', after: { ...rate, stashed } };
}

function endOf(rate: StoredRate, at: string): Outcome {
  if (rate.effectiveTo !== null && rate.effectiveTo <= at) return UNCHANGED;
  if (rate.effectiveFrom !== null && rate.effectiveFrom >= at) {
    const message = `it begins at ${rate.effectiveFrom}, not before it would end: delete or stash it`;
    return refused('ends_before_start', message);
  }
  return { kind: 'ended', after: { ...rate, effectiveTo: at } };
}
