/**
 * Builds a section from the rates of a checked book: sorts them by code, identity and version, writes
 * the rows and fills the prefix index that leads to them.
 */

import { ChargeTable } from './charge.js';
import { orderCodes } from './code-order.js';
import { type Condition, compareRanks, openCondition } from './condition.js';
import { fillPrefixIndex, headDigitsFor, rangeDigitsFor, VALUE_LIMIT } from './prefix-index.js';
import { RateColumns, type RateSource } from './rate-columns.js';
import { BLOCKED, IDENTITY_FOLLOWS, OLDER_FOLLOWS, RateRows, TIES_WITH_NEXT } from './rate-rows.js';
import type { SectionParts } from './section.js';
import { TermsList } from './terms.js';
import type { CompiledTimeProfile } from './time-profile.js';

export interface SectionSource extends RateSource {
  /** Integer of `volume.ts`. */
  readonly unit: number;
  /** Decimals of amounts that will be asked for. */
  readonly decimals: readonly number[];
  readonly profiles: ReadonlyMap<string, CompiledTimeProfile>;
}

export function buildSection(source: SectionSource): SectionParts {
  const { service, unit, decimals, profiles, members } = source;
  if (members.length >= VALUE_LIMIT) {
    throw new RangeError(`${members.length} rates are more than a table can hold: ${VALUE_LIMIT}`);
  }
  const columns = new RateColumns(source);
  const conditions = columns.conditions.map((parts) => openCondition(parts, profiles));
  const writer = new RowWriter(columns, members, conditions);
  const index = writer.write();
  const terms = TermsList.of(columns.termsList);
  return {
    service,
    unit,
    index,
    rows: writer.rows.parts,
    terms: terms.parts,
    names: columns.nameNumbers.list().parts,
    conditions: columns.conditions,
    charges: new Map(decimals.map((count) => [count, new ChargeTable(terms, unit, count).buffer])),
  };
}

class RowWriter {
  readonly rows: RateRows;
  readonly #columns: RateColumns;
  readonly #members: readonly number[];
  readonly #conditions: readonly Condition[];
  #nextRow = 0;

  constructor(columns: RateColumns, members: readonly number[], conditions: readonly Condition[]) {
    this.rows = RateRows.allocate(columns.count);
    this.#columns = columns;
    this.#members = members;
    this.#conditions = conditions;
  }

  /** Writes all rows, code by code, and indexes the first row of each. */
  write(): SectionParts['index'] {
    const { count, keys, lengths } = this.#columns;
    const rangeDigits = rangeDigitsFor(count);
    const order = orderCodes(keys, lengths);
    const codeKeys = new Float64Array(count);
    const codeLengths = new Uint8Array(count);
    const firstRows = new Uint32Array(count);
    const longMembers = new Map<string, number[]>();
    let codeCount = 0;
    for (let start = 0; start < count; ) {
      const first = order[start]!;
      const key = keys[first]!;
      const length = lengths[first]!;
      let end = start + 1;
      while (end < count && keys[order[end]!] === key && lengths[order[end]!] === length) end++;
      if (length > rangeDigits) {
        for (let i = start; i < end; i++)
          pushTo(longMembers, this.#columns.code(order[i]!), order[i]!);
      } else {
        codeKeys[codeCount] = key;
        codeLengths[codeCount] = length;
        firstRows[codeCount++] = this.#nextRow;
        if (end === start + 1) this.#writeRow(first, 0);
        else this.#writeCode(Array.from(order.subarray(start, end)));
      }
      start = end;
    }
    const long = [...longMembers].map(([code, members]) => {
      const value = this.#nextRow;
      this.#writeCode(members);
      return { code, value };
    });
    const { index, parents } = fillPrefixIndex({
      keys: codeKeys.subarray(0, codeCount),
      lengths: codeLengths.subarray(0, codeCount),
      values: firstRows.subarray(0, codeCount),
      long,
      headDigits: headDigitsFor(count),
    });
    for (let i = 0; i < codeCount; i++) this.rows.setParent(firstRows[i]!, parents[i]!);
    return index.parts;
  }

  /** Writes all rows of one code: identities in the fixed order, versions newest first. */
  #writeCode(members: number[]): void {
    const { condition, effectiveFrom } = this.#columns;
    members.sort((a, b) => {
      const [x, y] = [condition[a]!, condition[b]!];
      if (x === y) return effectiveFrom[b]! - effectiveFrom[a]!;
      return compareRanks(this.#conditions[x]!.rank, this.#conditions[y]!.rank) || x - y;
    });
    const flagsOf = new Uint8Array(members.length);
    // From behind, so that each identity knows which one follows it.
    let following = -1;
    for (let i = members.length - 1; i >= 0; i--) {
      const own = condition[members[i]!]!;
      const next = i + 1 < members.length ? condition[members[i + 1]!]! : -1;
      if (next !== own) following = next;
      flagsOf[i] = (next === own ? OLDER_FOLLOWS : 0) | this.#identityFlags(own, following);
    }
    members.forEach((member, i) => {
      this.#writeRow(member, flagsOf[i]!);
    });
  }

  #identityFlags(condition: number, following: number): number {
    if (following < 0) return 0;
    const [own, next] = [this.#conditions[condition]!, this.#conditions[following]!];
    return IDENTITY_FOLLOWS | (compareRanks(own.rank, next.rank) === 0 ? TIES_WITH_NEXT : 0);
  }

  #writeRow(member: number, flags: number): void {
    const columns = this.#columns;
    const row = this.#nextRow++;
    const blocked = columns.blocked[member] === 1 ? BLOCKED : 0;
    this.rows.setValidity(row, columns.effectiveFrom[member]!, columns.effectiveTo[member]!);
    this.rows.setContent(row, columns.terms[member]!, columns.condition[member]!, flags | blocked);
    this.rows.setOrigin(row, this.#members[member]!, columns.name[member]!);
  }
}

function pushTo(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
