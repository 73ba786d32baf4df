/**
 * Which rate prices an event: the best candidate of a table with its ancestors, then of a plan
 * (rating rules, sections 2 and 3). Price and order of insertion never decide.
 */

import { compareRanks, firstDifference, RANK_RULES } from '../compiled/condition.js';
import { compareTied, type Section, TIE_RULES, tiedDifferences } from '../compiled/section.js';
import type { CompiledTable, PriceSource, SourceEntry } from '../compiled/table.js';
import type { PreparedEvent } from '../event/prepared-event.js';

/** A row with all that its place in the order depends on. Filled again and again. */
export class Selection {
  entry: SourceEntry | null = null;
  /** Table that holds the row: the entry's, or an ancestor. */
  holder: CompiledTable | null = null;
  section: Section | null = null;
  row = -1;
  codeLength = 0;
  /** 0 = own table, 1 = its parent, and so on. */
  distance = 0;
  #rival: Selection | null = null;

  /** Another one to compare with, kept here so that nothing outlives the book it points to. */
  get rival(): Selection {
    this.#rival ??= new Selection();
    return this.#rival;
  }

  copy(other: Selection): void {
    this.entry = other.entry;
    this.holder = other.holder;
    this.section = other.section;
    this.row = other.row;
    this.codeLength = other.codeLength;
    this.distance = other.distance;
  }

  get isBlocked(): boolean {
    return this.section!.rows.isBlocked(this.row);
  }
}

const MINUTES_OF_WEEK_ALWAYS = 10_081;

const timingMinutes = (entry: SourceEntry): number =>
  entry.timing === null ? MINUTES_OF_WEEK_ALWAYS : entry.timing.minutesOfWeek;

export const takesPart = (entry: SourceEntry, atMs: number): boolean =>
  entry.timing === null || entry.timing.contains(atMs);

/** The rate that prices the event at an instant; false when there is none. */
export function selectRate(
  source: PriceSource,
  event: PreparedEvent,
  atMs: number,
  selection: Selection,
): boolean {
  const byPrefix = source.precedence === 'prefix';
  let found = false;
  for (const group of source.groups) {
    for (const entry of group) {
      if (!takesPart(entry, atMs)) continue;
      const into = found ? selection.rival : selection;
      if (!selectInEntry(entry, event, atMs, into)) continue;
      if (found && compareSelections(into, selection, byPrefix) < 0) selection.copy(into);
      found = true;
    }
    if (found && !byPrefix) return true;
  }
  return found;
}

/** The best candidate of an entry's table and its ancestors. */
function selectInEntry(
  entry: SourceEntry,
  event: PreparedEvent,
  atMs: number,
  selection: Selection,
): boolean {
  let found = false;
  let distance = 0;
  for (let holder: CompiledTable | null = entry.table; holder !== null; holder = holder.parent) {
    const section = holder.sections[event.service];
    const row = section === undefined ? -1 : section.find(event, atMs);
    if (row >= 0 && (!found || beatsDescendant(section!, row, selection))) {
      selection.entry = entry;
      selection.holder = holder;
      selection.section = section!.foundIn;
      selection.row = row;
      selection.codeLength = section!.foundLength;
      selection.distance = distance;
      found = true;
    }
    distance += 1;
  }
  return found;
}

/** An ancestor's row wins by points 1 to 5 only; else the nearer table does. */
function beatsDescendant(section: Section, row: number, than: Selection): boolean {
  if (section.foundLength !== than.codeLength) return section.foundLength > than.codeLength;
  return compareRanks(rankOf(section.foundIn, row), rankOf(than.section!, than.row)) < 0;
}

const rankOf = (section: Section, row: number) =>
  section.conditions[section.rows.condition(row)]!.rank;

/** Negative when `a` comes first. */
function compareSelections(a: Selection, b: Selection, byPrefix: boolean): number {
  return (
    b.codeLength - a.codeLength ||
    (byPrefix ? b.entry!.weight - a.entry!.weight : 0) ||
    compareRanks(rankOf(a.section!, a.row), rankOf(b.section!, b.row)) ||
    a.distance - b.distance ||
    compareTied(a.section!, a.row, b.section!, b.row) ||
    timingMinutes(a.entry!) - timingMinutes(b.entry!) ||
    a.entry!.position - b.entry!.position
  );
}

/** The rule that separates two candidates, in words; the two differ by their order. */
export function decidingRule(a: Selection, b: Selection, source: PriceSource): string {
  const byPrefix = source.precedence === 'prefix';
  const weights = a.entry!.weight - b.entry!.weight;
  if (!byPrefix && weights !== 0) return 'the heavier entry of the plan';
  if (a.codeLength !== b.codeLength) return 'the longer code';
  if (weights !== 0) return 'the heavier entry among equal codes';
  const rank = firstDifference(rankOf(a.section!, a.row), rankOf(b.section!, b.row));
  if (rank >= 0) return RANK_RULES[rank]!;
  if (a.distance !== b.distance)
    return 'the own table over its parent, the nearer over the farther';
  const tied = tiedDifferences(a.section!, a.row, b.section!, b.row).findIndex((d) => d !== 0);
  if (tied >= 0) return TIE_RULES[tied]!;
  if (timingMinutes(a.entry!) !== timingMinutes(b.entry!)) return 'the more specific timing';
  return 'the earlier entry of the plan';
}
