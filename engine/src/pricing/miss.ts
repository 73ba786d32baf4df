/**
 * Why an event has no rate: the nearest miss.
 *
 * Of the longest code that fits the number, the identity that got furthest through the checks
 * tells. This runs only when selection found nothing.
 */

import { lengthHolds, sourceHolds, tagHolds } from '../compiled/condition.js';
import type { Section } from '../compiled/section.js';
import type { CompiledTable, PriceSource } from '../compiled/table.js';
import type { NoRateReason } from '../event/event.js';
import type { PreparedEvent } from '../event/prepared-event.js';
import { takesPart } from './selection.js';

/** In the order of the checks: later is nearer. */
export const REASONS: readonly NoRateReason[] = [
  'stashed',
  'source_code',
  'number_length',
  'tag',
  'not_yet_effective',
  'expired',
  'time_profile',
];

/** The first check that keeps an identity from giving a candidate, or null when it gives one. */
export function failedCheck(
  section: Section,
  identity: number,
  event: PreparedEvent,
  atMs: number,
): NoRateReason | null {
  const condition = section.conditions[section.rows.condition(identity)]!;
  if (!sourceHolds(condition, event)) return 'source_code';
  if (!lengthHolds(condition, event)) return 'number_length';
  if (!tagHolds(condition, event)) return 'tag';
  let oldest = identity;
  while (section.rows.effectiveFrom(oldest) > atMs && section.rows.hasOlder(oldest)) oldest += 1;
  if (section.rows.effectiveFrom(oldest) > atMs) return 'not_yet_effective';
  if (section.rows.versionAt(identity, atMs) < 0) return 'expired';
  if (condition.profile !== null && !condition.profile.contains(atMs)) return 'time_profile';
  return null;
}

interface Miss {
  codeLength: number;
  progress: number;
}

export function nearestMiss(source: PriceSource, event: PreparedEvent, atMs: number): NoRateReason {
  const miss: Miss = { codeLength: -1, progress: -1 };
  let anyEntry = false;
  for (const entry of source.groups.flat()) {
    if (!takesPart(entry, atMs)) continue;
    anyEntry = true;
    for (let table: CompiledTable | null = entry.table; table !== null; table = table.parent) {
      lookIn(table.sections[event.service], event, atMs, false, miss);
      lookIn(table.stashed[event.service], event, atMs, true, miss);
    }
  }
  if (!anyEntry) return 'time_profile';
  return miss.codeLength < 0 ? 'no_code' : REASONS[miss.progress]!;
}

function lookIn(
  section: Section | undefined,
  event: PreparedEvent,
  atMs: number,
  stashed: boolean,
  miss: Miss,
): void {
  section?.eachCode(event, (holder, firstRow, length) => {
    if (length < miss.codeLength) return false;
    for (let row = firstRow; row >= 0; row = holder.rows.nextIdentity(row)) {
      const reason = stashed ? 'stashed' : failedCheck(holder, row, event, atMs);
      const progress = reason === null ? -1 : REASONS.indexOf(reason);
      if (length > miss.codeLength || progress > miss.progress) {
        miss.codeLength = length;
        miss.progress = progress;
      }
    }
    return false;
  });
}
