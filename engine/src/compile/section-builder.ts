/**
 * Builds a section from the rates of a checked book: sorts them by code, identity and version,
 * writes the rows and fills the prefix index that leads to them.
 */

import { ChargeTable } from '../compiled/charge-table.js';
import { type Condition, compareRanks, openCondition } from '../compiled/condition.js';
import {
  BLOCKED,
  IDENTITY_FOLLOWS,
  OLDER_FOLLOWS,
  RateRows,
  TIES_WITH_NEXT,
} from '../compiled/rate-rows.js';
import type { SectionParts } from '../compiled/section.js';
import { TermsList } from '../compiled/terms.js';
import { orderCodes } from '../lookup/code-order.js';
import { fillPrefixIndex } from '../lookup/fill-prefix-index.js';
import { headDigitsFor, rangeDigitsFor, VALUE_LIMIT } from '../lookup/prefix-index.js';
import type { CompiledTimeProfile } from '../time/time-profile.js';
import { type CheckedRates, codeText, type RateCodes } from './packed-rates.js';
import { RateColumns, type RateSource } from './rate-columns.js';

export interface SectionSource extends RateSource {
  /** Integer of `volume.ts`. */
  readonly unit: number;
  /** Decimals of amounts that will be asked for. */
  readonly decimals: readonly number[];
  readonly profiles: ReadonlyMap<string, CompiledTimeProfile>;
}

export interface BuiltSection {
  readonly parts: SectionParts;
  /** Whether two rates price the same from the same instant on. */
  readonly hasTwins: boolean;
}

export function buildSection(source: SectionSource): BuiltSection {
  const { service, unit, decimals, profiles, rates, members } = source;
  if (members.length >= VALUE_LIMIT) {
    throw new RangeError(`${members.length} rates are more than a table can hold: ${VALUE_LIMIT}`);
  }
  const columns = new RateColumns(source);
  const conditions = columns.conditions.map((parts) => openCondition(parts, profiles));
  const writer = new RowWriter(columns, rates, members, conditions);
  const index = writer.write();
  const terms = TermsList.of(columns.termsList);
  const charges = decimals.map((count): [number, ArrayBufferLike] => {
    return [count, new ChargeTable(terms, unit, count).buffer];
  });
  const parts = {
    service,
    unit,
    index,
    rows: writer.rows.parts,
    terms: terms.parts,
    names: columns.nameNumbers.list().parts,
    conditions: columns.conditions,
    charges: new Map(charges),
    newer: null,
  };
  return { parts, hasTwins: writer.hasTwins };
}

class RowWriter {
  readonly rows: RateRows;
  hasTwins = false;
  readonly #columns: RateColumns;
  readonly #rates: CheckedRates;
  readonly #members: Uint32Array;
  readonly #conditions: readonly Condition[];
  #nextRow = 0;

  constructor(
    columns: RateColumns,
    rates: CheckedRates,
    members: Uint32Array,
    conditions: readonly Condition[],
  ) {
    this.rows = RateRows.allocate(members.length);
    this.#columns = columns;
    this.#rates = rates;
    this.#members = members;
    this.#conditions = conditions;
  }

  /** Writes all rows, code by code, and indexes the first row of each. */
  write(): SectionParts['index'] {
    const { positions, keys, lengths } = this.#inOrder();
    const count = positions.length;
    const rangeDigits = rangeDigitsFor(count);
    const firstRows = new Uint32Array(count);
    const longPositions = new Map<string, number[]>();
    let codeCount = 0;
    for (let start = 0; start < count; ) {
      const key = keys[start]!;
      const length = lengths[start]!;
      let end = start + 1;
      while (end < count && keys[end] === key && lengths[end] === length) end += 1;
      if (length > rangeDigits) {
        for (const position of positions.subarray(start, end)) {
          pushTo(longPositions, codeText(this.#rates.codes, position), position);
        }
      } else {
        // Distinct codes take the places of rates that were read already.
        keys[codeCount] = key;
        lengths[codeCount] = length;
        firstRows[codeCount++] = this.#nextRow;
        if (end === start + 1) this.#writeRow(positions[start]!, 0);
        else this.#writeCode(Array.from(positions.subarray(start, end)));
      }
      start = end;
    }
    const long = [...longPositions].map(([code, list]) => {
      const value = this.#nextRow;
      this.#writeCode(list);
      return { code, value };
    });
    const { index, parents } = fillPrefixIndex({
      keys: keys.subarray(0, codeCount),
      lengths: lengths.subarray(0, codeCount),
      values: firstRows.subarray(0, codeCount),
      long,
      headDigits: headDigitsFor(count),
    });
    for (let i = 0; i < codeCount; i += 1) this.rows.setParent(firstRows[i]!, parents[i]!);
    return index.parts;
  }

  /** The members by rising code; codes that are too long for a key stand first, by length only. */
  #inOrder(): { positions: Uint32Array; keys: Float64Array; lengths: Uint8Array } {
    const { codes } = this.#rates;
    const given = keysAndLengths(codes, this.#members);
    const positions = orderCodes(given.keys, given.lengths);
    for (let i = 0; i < positions.length; i += 1) positions[i] = this.#members[positions[i]!]!;
    return { positions, ...keysAndLengths(codes, positions) };
  }

  /** Writes all rows of one code: identities in the fixed order, versions newest first. */
  #writeCode(positions: number[]): void {
    const { contentOf } = this.#rates;
    const { condition, effectiveFrom } = this.#columns;
    const conditionOf = (position: number): number => condition[contentOf[position]!]!;
    const beginOf = (position: number): number => effectiveFrom[contentOf[position]!]!;
    positions.sort((a, b) => {
      const [x, y] = [conditionOf(a), conditionOf(b)];
      if (x === y) return beginOf(b) - beginOf(a);
      return compareRanks(this.#conditions[x]!.rank, this.#conditions[y]!.rank) || x - y;
    });
    const flagsOf = new Uint8Array(positions.length);
    // From behind, so that each identity knows which one follows it.
    let following = -1;
    for (let i = positions.length - 1; i >= 0; i -= 1) {
      const own = conditionOf(positions[i]!);
      const next = i + 1 < positions.length ? conditionOf(positions[i + 1]!) : -1;
      if (next !== own) following = next;
      else if (beginOf(positions[i]!) === beginOf(positions[i + 1]!)) this.hasTwins = true;
      flagsOf[i] = (next === own ? OLDER_FOLLOWS : 0) | this.#identityFlags(own, following);
    }
    positions.forEach((position, i) => {
      this.#writeRow(position, flagsOf[i]!);
    });
  }

  #identityFlags(condition: number, following: number): number {
    if (following < 0) return 0;
    const [own, next] = [this.#conditions[condition]!, this.#conditions[following]!];
    return IDENTITY_FOLLOWS | (compareRanks(own.rank, next.rank) === 0 ? TIES_WITH_NEXT : 0);
  }

  #writeRow(position: number, flags: number): void {
    const columns = this.#columns;
    const content = this.#rates.contentOf[position]!;
    const row = this.#nextRow++;
    const blocked = columns.blocked[content] === 1 ? BLOCKED : 0;
    const condition = columns.condition[content]!;
    this.rows.setValidity(row, columns.effectiveFrom[content]!, columns.effectiveTo[content]!);
    this.rows.setContent(row, columns.terms[content]!, condition, flags | blocked);
    this.rows.setOrigin(row, position, columns.name(position));
  }
}

function keysAndLengths(
  codes: RateCodes,
  positions: Uint32Array,
): { keys: Float64Array; lengths: Uint8Array } {
  const keys = new Float64Array(positions.length);
  const lengths = new Uint8Array(positions.length);
  for (let i = 0; i < positions.length; i += 1) {
    const position = positions[i]!;
    keys[i] = codes.keys[position]!;
    lengths[i] = codes.lengths[position]!;
  }
  return { keys, lengths };
}

function pushTo(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
