/**
 * A section: a table's rates of one service, indexed. It finds the best candidate of its own rates
 * for an event at an instant; tables, parents and plans are put together elsewhere.
 *
 * A table of a million rates is not sorted anew for an edit of one. The rates of the codes that
 * were edited since stand in a small section of their own, `newer`, which hides the rows of the
 * same codes here; a code whose rates were all taken away is there with a row that is never in
 * force. Whoever walks the rows gets them from the section that holds them.
 */

import type { PreparedEvent } from '../event/prepared-event.js';
import {
  entryLength,
  entryValue,
  NO_ENTRY,
  PrefixIndex,
  type PrefixIndexParts,
} from '../lookup/prefix-index.js';
import type { CompiledTimeProfile } from '../time/time-profile.js';
import { NUMBER_DIGITS_MAX } from '../values/number-length.js';
import type { Service } from '../values/scalars.js';
import { ChargeTable } from './charge-table.js';
import { type Condition, type ConditionParts, conditionHolds, openCondition } from './condition.js';
import { NameList, type NameListParts } from './name-list.js';
import { IDENTITY_FOLLOWS, RateRows, type RowsParts, TIES_WITH_NEXT } from './rate-rows.js';
import { type Terms, TermsList, type TermsParts } from './terms.js';

/** All of a section, as it goes from thread to thread; the buffers are shared, not copied. */
export interface SectionParts {
  readonly service: Service;
  /** Volume that a price pays for, an integer of `volume.ts`. */
  readonly unit: number;
  readonly index: PrefixIndexParts;
  readonly rows: RowsParts;
  readonly terms: TermsParts;
  readonly names: NameListParts;
  readonly conditions: readonly ConditionParts[];
  /** Charge tables by decimals of the amount. */
  readonly charges: ReadonlyMap<number, ArrayBufferLike>;
  /** All rates of the codes that were edited since this section was built; null: none were. */
  readonly newer: SectionParts | null;
}

/** Told of a code: the section that holds its rows, and the first of them. */
export type CodeVisitor = (section: Section, firstRow: number, codeLength: number) => boolean;

const NO_ROW = -1;

export class Section {
  readonly parts: SectionParts;
  readonly service: Service;
  readonly unit: number;
  readonly rows: RateRows;
  readonly terms: TermsList;
  readonly names: NameList;
  readonly conditions: readonly Condition[];
  /** Length of the code of the row that {@link find} found last. */
  foundLength = 0;
  /** For looking ahead; everybody else asks {@link find}. */
  readonly index: PrefixIndex;
  readonly newer: Section | null;
  readonly #charges = new Map<number, ChargeTable>();
  #foundNewer = false;

  constructor(parts: SectionParts, profiles: ReadonlyMap<string, CompiledTimeProfile>) {
    this.parts = parts;
    this.service = parts.service;
    this.unit = parts.unit;
    this.rows = new RateRows(parts.rows);
    this.terms = new TermsList(parts.terms);
    this.names = new NameList(parts.names);
    this.conditions = parts.conditions.map((condition) => openCondition(condition, profiles));
    this.index = new PrefixIndex(parts.index);
    for (const [decimals, buffer] of parts.charges) {
      this.#charges.set(decimals, new ChargeTable(this.terms, parts.unit, decimals, buffer));
    }
    this.newer = parts.newer === null ? null : new Section(parts.newer, profiles);
  }

  /** Bytes of the lookup structure, and of everything. */
  get byteLengths(): { readonly index: number; readonly total: number } {
    // The links to shorter codes lie in the rows, four bytes each.
    const index = this.index.byteLength + this.rows.count * 4;
    const charges = [...this.parts.charges.values()];
    const rest = this.rows.count * -4 + this.rows.byteLength + this.terms.byteLength;
    const own = charges.reduce((sum, { byteLength }) => sum + byteLength, index + rest);
    const total = own + this.names.byteLength;
    const newer = this.newer?.byteLengths ?? { index: 0, total: 0 };
    return { index: index + newer.index, total: total + newer.total };
  }

  charges(decimals: number): ChargeTable {
    return this.#charges.get(decimals)!;
  }

  /**
   * Row of the best candidate, or -1; {@link foundLength} is then the length of its code and
   * {@link foundIn} the section of the row.
   */
  find(event: PreparedEvent, atMs: number): number {
    if (this.newer !== null) return this.#findInBoth(event, atMs, this.newer);
    if (this.index.hasLongCodes) {
      const row = this.#findLong(event, atMs);
      if (row >= 0) return row;
    }
    const rows = this.rows;
    let entry =
      event.knownSection === this ? event.knownEntry : this.index.deepest(event.to, event.toLength);
    while (entry !== NO_ENTRY) {
      const first = entryValue(entry);
      if (entryLength(entry) <= event.toLength) {
        const row = this.#best(first, event, atMs);
        if (row >= 0) {
          this.foundLength = entryLength(entry);
          return row;
        }
      }
      entry = rows.parent(first);
    }
    return -1;
  }

  get foundIn(): Section {
    return this.#foundNewer ? this.newer! : this;
  }

  /** Calls back for each code that is a prefix of the number, longest first, until told to stop. */
  eachCode(event: PreparedEvent, visit: CodeVisitor): void {
    if (this.newer === null) {
      this.eachOwnCode(event, (firstRow, length) => visit(this, firstRow, length));
      return;
    }
    const newer = firstRowsByLength(this.newer, event);
    const older = firstRowsByLength(this, event);
    for (let length = event.toLength; length >= 0; length -= 1) {
      const isNewer = newer[length] !== NO_ROW;
      const section = isNewer ? this.newer : this;
      const firstRow = isNewer ? newer[length]! : older[length]!;
      if (firstRow === NO_ROW || section.rows.isGone(firstRow)) continue;
      if (!visit(section, firstRow, length)) return;
    }
  }

  #findInBoth(event: PreparedEvent, atMs: number, newer: Section): number {
    let found = -1;
    this.eachCode(event, (section, firstRow, length) => {
      found = section.#best(firstRow, event, atMs);
      if (found < 0) return true;
      this.foundLength = length;
      this.#foundNewer = section === newer;
      return false;
    });
    return found;
  }

  /** {@link eachCode} of this section alone. */
  eachOwnCode(event: PreparedEvent, visit: (firstRow: number, length: number) => boolean): void {
    let position = this.index.longest(event.to, event.toLength, NUMBER_DIGITS_MAX + 1);
    while (position >= 0) {
      const length = this.index.longLength(position);
      if (!visit(this.index.longValue(position), length)) return;
      position = this.index.longest(event.to, event.toLength, length);
    }
    let entry = this.index.deepest(event.to, event.toLength);
    while (entry !== NO_ENTRY) {
      const length = entryLength(entry);
      if (length <= event.toLength && !visit(entryValue(entry), length)) return;
      entry = this.rows.parent(entryValue(entry));
    }
  }

  #findLong(event: PreparedEvent, atMs: number): number {
    let position = this.index.longest(event.to, event.toLength, NUMBER_DIGITS_MAX + 1);
    while (position >= 0) {
      const length = this.index.longLength(position);
      const row = this.#best(this.index.longValue(position), event, atMs);
      if (row >= 0) {
        this.foundLength = length;
        return row;
      }
      position = this.index.longest(event.to, event.toLength, length);
    }
    return -1;
  }

  /** The best candidate among the rows of one code. */
  #best(firstRow: number, event: PreparedEvent, atMs: number): number {
    const rows = this.rows;
    let identity = firstRow;
    for (;;) {
      const row = rows.versionAt(identity, atMs);
      if (row >= 0 && this.holds(row, event, atMs)) {
        if ((rows.flags(row) & TIES_WITH_NEXT) === 0) return row;
        return this.#bestOfTie(row, event, atMs);
      }
      if ((rows.flags(identity) & IDENTITY_FOLLOWS) === 0) return -1;
      identity = rows.nextIdentity(identity);
    }
  }

  /** The terms of a row. */
  termsOf(row: number): Terms {
    return this.terms.get(this.rows.terms(row));
  }

  holds(row: number, event: PreparedEvent, atMs: number): boolean {
    const condition = this.rows.condition(row);
    return condition === 0 || conditionHolds(this.conditions[condition]!, event, atMs);
  }

  #bestOfTie(candidate: number, event: PreparedEvent, atMs: number): number {
    let best = candidate;
    let identity = candidate;
    while ((this.rows.flags(identity) & TIES_WITH_NEXT) !== 0) {
      identity = this.rows.nextIdentity(identity);
      const row = this.rows.versionAt(identity, atMs);
      if (row >= 0 && this.holds(row, event, atMs) && compareTied(this, row, this, best) < 0) {
        best = row;
      }
    }
    return best;
  }
}

/** By length of the code, {@link NO_ROW} where the number begins with none of that length. */
function firstRowsByLength(section: Section, event: PreparedEvent): Int32Array {
  const rows = new Int32Array(event.toLength + 1).fill(NO_ROW);
  section.eachOwnCode(event, (firstRow, length) => {
    rows[length] = firstRow;
    return true;
  });
  return rows;
}

export const TIE_RULES = [
  'a blocked rate over a priced one',
  'the later effective date',
  'the smaller minimum length',
  'the time profile whose name sorts first',
] as const;

/** Points 7 and 8 of the selection order: negative when row `a` comes first. */
export function compareTied(a: Section, rowA: number, b: Section, rowB: number): number {
  return tiedDifferences(a, rowA, b, rowB).find((difference) => difference !== 0) ?? 0;
}

/** The differences in the order of {@link TIE_RULES}, negative where `a` comes first. */
export function tiedDifferences(a: Section, rowA: number, b: Section, rowB: number): number[] {
  const conditionA = a.conditions[a.rows.condition(rowA)]!;
  const conditionB = b.conditions[b.rows.condition(rowB)]!;
  const fromA = a.rows.effectiveFrom(rowA);
  const fromB = b.rows.effectiveFrom(rowB);
  const nameA = conditionA.timeProfile ?? '';
  const nameB = conditionB.timeProfile ?? '';
  return [
    Number(b.rows.isBlocked(rowB)) - Number(a.rows.isBlocked(rowA)),
    fromA === fromB ? 0 : fromB - fromA,
    conditionA.lengthMin - conditionB.lengthMin,
    nameA < nameB ? -1 : nameA > nameB ? 1 : 0,
  ];
}
