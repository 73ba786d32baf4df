/**
 * Conditions: what a rate asks of an event besides its code, and how two of them rank.
 *
 * A table's distinct conditions are kept once and numbered; number 0 asks for nothing. The rank is
 * the fixed part of the selection order (rating rules, section 2, points 2 to 5).
 */

import type { Rate } from '../book/book.js';
import type { PreparedEvent } from '../event/prepared-event.js';
import type { CompiledTimeProfile } from '../time/time-profile.js';
import { NUMBER_DIGITS_MAX, normalNumberLength } from '../values/number-length.js';

/** As it goes from thread to thread. */
export interface ConditionParts {
  readonly lengthMin: number;
  readonly lengthMax: number;
  readonly hasLength: boolean;
  readonly sourceCode: string;
  readonly tag: string | null;
  readonly timeProfile: string | null;
}

export interface Condition extends ConditionParts {
  readonly sourceDigits: Uint8Array;
  readonly profile: CompiledTimeProfile | null;
  readonly rank: ConditionRank;
}

/** Smaller comes first, in the order of the fields. */
export interface ConditionRank {
  readonly lengthWidth: number;
  readonly sourceLength: number;
  readonly tagged: boolean;
  readonly minutesOfWeek: number;
}

const MINUTES_OF_WEEK_ALL = 10_081;
const LENGTH_WIDTH_NONE = NUMBER_DIGITS_MAX + 1;

export function conditionParts(rate: Rate): ConditionParts {
  const range = normalNumberLength(rate.numberLength);
  return {
    lengthMin: range?.min ?? 1,
    lengthMax: range?.max ?? NUMBER_DIGITS_MAX,
    hasLength: range !== null,
    sourceCode: rate.sourceCode ?? '',
    tag: rate.tag ?? null,
    timeProfile: rate.timeProfile ?? null,
  };
}

/** Whether the rate asks for anything but its code and service. */
export function isConditional(rate: Rate): boolean {
  return (
    rate.numberLength !== undefined ||
    rate.sourceCode !== undefined ||
    rate.tag !== undefined ||
    rate.timeProfile !== undefined
  );
}

export const conditionKey = (parts: ConditionParts): string =>
  JSON.stringify([
    parts.hasLength ? [parts.lengthMin, parts.lengthMax] : 0,
    parts.sourceCode,
    parts.tag,
    parts.timeProfile,
  ]);

export function openCondition(
  parts: ConditionParts,
  profiles: ReadonlyMap<string, CompiledTimeProfile>,
): Condition {
  const profile = parts.timeProfile === null ? null : profiles.get(parts.timeProfile)!;
  return {
    ...parts,
    sourceDigits: Uint8Array.from(parts.sourceCode, Number),
    profile,
    rank: {
      lengthWidth: parts.hasLength ? parts.lengthMax - parts.lengthMin : LENGTH_WIDTH_NONE,
      sourceLength: parts.sourceCode.length,
      tagged: parts.tag !== null,
      minutesOfWeek: profile === null ? MINUTES_OF_WEEK_ALL : profile.minutesOfWeek,
    },
  };
}

export const RANK_RULES = [
  'a number-length range over none, the narrower over the wider',
  'the longer source code, any over none',
  'a tag over none',
  'a time profile over none, fewer minutes of the week over more',
] as const;

/**
 * Negative when `a` comes first, 0 when the fixed order leaves it open; `firstDifference` of
 * {@link RANK_RULES} tells by what.
 */
export function compareRanks(a: ConditionRank, b: ConditionRank): number {
  return (
    a.lengthWidth - b.lengthWidth ||
    b.sourceLength - a.sourceLength ||
    Number(b.tagged) - Number(a.tagged) ||
    a.minutesOfWeek - b.minutesOfWeek
  );
}

export function firstDifference(a: ConditionRank, b: ConditionRank): number {
  if (a.lengthWidth !== b.lengthWidth) return 0;
  if (a.sourceLength !== b.sourceLength) return 1;
  if (a.tagged !== b.tagged) return 2;
  return a.minutesOfWeek !== b.minutesOfWeek ? 3 : -1;
}

export function lengthHolds(condition: Condition, event: PreparedEvent): boolean {
  return event.toLength >= condition.lengthMin && event.toLength <= condition.lengthMax;
}

export function sourceHolds(condition: Condition, event: PreparedEvent): boolean {
  const digits = condition.sourceDigits;
  if (digits.length > event.fromLength) return false;
  for (let i = 0; i < digits.length; i += 1) if (digits[i] !== event.from[i]) return false;
  return true;
}

export function tagHolds(condition: Condition, event: PreparedEvent): boolean {
  return condition.tag === null || condition.tag === event.tag;
}

export function conditionHolds(condition: Condition, event: PreparedEvent, atMs: number): boolean {
  return (
    (!condition.hasLength || lengthHolds(condition, event)) &&
    sourceHolds(condition, event) &&
    tagHolds(condition, event) &&
    (condition.profile === null || condition.profile.contains(atMs))
  );
}
