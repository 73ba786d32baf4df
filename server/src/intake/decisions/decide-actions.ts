/**
 * The mode `actions`: what each row does stands in a column of it. A adds, S updates by the code, SA does
 * either; U updates the rate with an id, and D deletes that or all of the code. Pure.
 */

import { holdsSpecial } from '../../tariffs/stored-rates/periods.js';
import {
  identityOf,
  type RateContent,
  type StoredRate,
} from '../../tariffs/stored-rates/record.js';
import { changeKind, completed, isSameContent } from './alike.js';
import { decideRate, nothing } from './decide-rate.js';
import type { Deciding, Decision, DeckEntry, Reason } from './decided.js';
import { isBefore, isFixed } from './timeline.js';

/** Whether a row finds its rate by an id; the id of a row that adds is not asked. */
export const isById = ({ action, id }: Pick<DeckEntry, 'action' | 'id'>): boolean =>
  action === 'U' || (action === 'D' && id !== null);

/** Rows that find one rate by its code, in the order of the file. */
export function decideByCode(
  entries: readonly DeckEntry[],
  versions: readonly StoredRate[],
  deciding: Deciding,
): Decision[] {
  const refused: Decision[] = [];
  const rest = entries.filter((entry) => {
    const reason = refusalOf(entry, versions);
    if (reason !== null) refused.push(nothing(entry, 'rejected', reason, versions.at(-1) ?? null));
    return reason === null;
  });
  return [...refused, ...decideRate(rest, versions, deciding)];
}

function refusalOf({ action, content }: DeckEntry, versions: readonly StoredRate[]): Reason | null {
  const at = content.effectiveFrom;
  const isThere = versions.some(
    ({ effectiveTo }) => effectiveTo === null || isBefore(at, effectiveTo),
  );
  if (action === null) return 'action_missing';
  if (action === 'A') return isThere ? 'code_exists' : null;
  return action === 'S' && !isThere ? 'unknown_code' : null;
}

/** What the rate is that has the id of a row, and whom it meets where the row puts it. */
export interface Found {
  /** Null: the table has none. */
  readonly stored: StoredRate | null;
  /** Versions of the rate that it will be one of, itself left out. */
  readonly others: readonly StoredRate[];
}

export function decideById(
  entry: DeckEntry,
  { stored, others }: Found,
  deciding: Deciding,
): Decision {
  if (stored === null) return nothing(entry, 'rejected', 'unknown_id');
  if (stored.specialRateId !== null) return nothing(entry, 'special', 'special_rate', stored);
  if (entry.action === 'D') return deleted(entry, stored, deciding);
  const after = editedContent(entry, stored, deciding);
  const isSame = isSameContent(after, stored) && hasSameDates(after, stored);
  if (isSame) return nothing(entry, 'unchanged', null, stored);
  if (after.effectiveTo !== null && !isBefore(after.effectiveFrom, after.effectiveTo)) {
    return nothing(entry, 'rejected', 'ends_before_start', stored);
  }
  if (!stored.stashed && (isFixed(stored, deciding) || isFixed(after, deciding))) {
    return nothing(entry, 'past', 'already_rated', stored);
  }
  if (after.stashed || isSamePlace(after, stored)) return updated(entry, stored, after, deciding);
  const begin = after.effectiveFrom;
  if (others.some((version) => holdsSpecial(version, begin))) {
    return nothing(entry, 'special', 'special_rate', stored);
  }
  if (others.some(({ effectiveFrom }) => effectiveFrom === begin)) {
    return nothing(entry, 'rejected', 'version_exists', stored);
  }
  return updated(entry, stored, after, deciding);
}

function updated(
  entry: DeckEntry,
  stored: StoredRate,
  after: RateContent,
  deciding: Deciding,
): Decision {
  const kind = changeKind(after, stored, deciding.defaultPrice);
  return { kind, effect: 'update', entry, before: stored, after, reason: null };
}

const isSamePlace = (after: RateContent, stored: StoredRate): boolean =>
  !stored.stashed &&
  after.effectiveFrom === stored.effectiveFrom &&
  identityOf(after) === identityOf(stored);

const hasSameDates = (one: RateContent, other: RateContent): boolean =>
  one.effectiveFrom === other.effectiveFrom && one.effectiveTo === other.effectiveTo;

/** A row without a date leaves the date; what no column says stays. */
export function editedContent(
  { content, isUndated }: DeckEntry,
  stored: StoredRate,
  { notSaid }: Deciding,
): RateContent {
  return {
    ...completed(content, stored, notSaid),
    notice: stored.notice,
    effectiveFrom: isUndated ? stored.effectiveFrom : content.effectiveFrom,
    effectiveTo: notSaid.includes('effectiveTo') ? stored.effectiveTo : content.effectiveTo,
  };
}

function deleted(entry: DeckEntry, stored: StoredRate, deciding: Deciding): Decision {
  const { now } = deciding;
  if (stored.stashed || !isFixed(stored, deciding)) {
    return { ...nothing(entry, 'deleted', null, stored), effect: 'delete' };
  }
  if (stored.effectiveTo !== null && !isBefore(now, stored.effectiveTo)) {
    return nothing(entry, 'past', 'already_rated', stored);
  }
  const after = { ...stored, effectiveTo: now };
  return { ...nothing(entry, 'closed', null, stored), effect: 'update', after };
}
