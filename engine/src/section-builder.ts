/**
 * Builds a section from the rates of a checked book: sorts them by code, identity and version, keeps
 * distinct terms, conditions and names once, and fills the prefix index.
 */

import type { ChargeParameters, Rate, Service } from './book/book.js';
import { ChargeTable } from './charge.js';
import { codeKey, orderCodes } from './code-order.js';
import {
  type Condition,
  type ConditionParts,
  compareRanks,
  conditionKey,
  conditionParts,
  isConditional,
  openCondition,
} from './condition.js';
import { parseInstant } from './instant.js';
import { NameNumbers } from './name-list.js';
import { fillPrefixIndex, headDigitsFor, rangeDigitsFor, VALUE_LIMIT } from './prefix-index.js';
import {
  BLOCKED,
  IDENTITY_FOLLOWS,
  OLDER_FOLLOWS,
  RateRows,
  TIES_WITH_NEXT,
} from './rate-rows.js';
import type { SectionParts } from './section.js';
import { parametersKey, resolveTerms, type Terms, TermsList } from './terms.js';
import type { CompiledTimeProfile } from './time-profile.js';

export interface SectionSource {
  readonly service: Service;
  /** Integer of `volume.ts`. */
  readonly unit: number;
  readonly defaults: ChargeParameters;
  readonly rates: readonly Rate[];
  /** Positions in `rates` of those that belong to the section. */
  readonly members: readonly number[];
  /** Decimals of amounts that will be asked for. */
  readonly decimals: readonly number[];
  readonly profiles: ReadonlyMap<string, CompiledTimeProfile>;
  /** Name of a code whose rate has none. */
  readonly nameOf: (code: string) => string | null;
}

export function buildSection(source: SectionSource): SectionParts {
  return new SectionBuilder(source).build();
}

/** Gives each distinct thing a number, by its key. */
class Numbered<T> {
  readonly list: T[] = [];
  readonly #numbers = new Map<string, number>();

  number(key: string, make: () => T): number {
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.list.push(make()) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }
}

class SectionBuilder {
  readonly #source: SectionSource;
  readonly #terms = new Numbered<Terms>();
  readonly #conditions = new Numbered<ConditionParts>();
  readonly #opened: Condition[] = [];
  readonly #names = new NameNumbers();
  readonly #instants = new Map<string, number>();
  /** Of each member, in the order given. */
  readonly #termsOf: Uint32Array;
  readonly #conditionOf: Uint32Array;
  readonly #nameOf: Uint32Array;
  readonly #from: Float64Array;
  readonly #to: Float64Array;
  readonly #rows: RateRows;
  #nextRow = 0;

  constructor(source: SectionSource) {
    const count = source.members.length;
    if (count > VALUE_LIMIT) throw new RangeError(`${count} rates are more than a table can hold`);
    this.#source = source;
    this.#termsOf = new Uint32Array(count);
    this.#conditionOf = new Uint32Array(count);
    this.#nameOf = new Uint32Array(count);
    this.#from = new Float64Array(count);
    this.#to = new Float64Array(count);
    this.#rows = RateRows.allocate(count);
  }

  build(): SectionParts {
    const { service, unit, decimals, profiles } = this.#source;
    this.#conditions.number('', () => conditionParts({ code: '' }));
    for (let i = 0; i < this.#termsOf.length; i++) this.#read(i);
    for (const parts of this.#conditions.list) this.#opened.push(openCondition(parts, profiles));
    const index = this.#fill();
    const terms = TermsList.of(this.#terms.list);
    return {
      service,
      unit,
      index,
      rows: this.#rows.parts,
      terms: terms.parts,
      names: this.#names.list().parts,
      conditions: this.#conditions.list,
      charges: new Map(
        decimals.map((count) => [count, new ChargeTable(terms, unit, count).buffer]),
      ),
    };
  }

  #rateAt(member: number): Rate {
    return this.#source.rates[this.#source.members[member]!]!;
  }

  #read(member: number): void {
    const { defaults, service, nameOf } = this.#source;
    const rate = this.#rateAt(member);
    this.#termsOf[member] = this.#terms.number(parametersKey(rate), () =>
      resolveTerms(rate, defaults, service),
    );
    if (isConditional(rate)) {
      const parts = conditionParts(rate);
      const key = conditionKey(parts);
      this.#conditionOf[member] = this.#conditions.number(key, () => parts);
    }
    this.#nameOf[member] = this.#names.number(rate.name ?? nameOf(rate.code));
    this.#from[member] = this.#instant(rate.effectiveFrom, Number.NEGATIVE_INFINITY);
    this.#to[member] = this.#instant(rate.effectiveTo, Number.POSITIVE_INFINITY);
  }

  #instant(text: string | undefined, otherwise: number): number {
    if (text === undefined || text === null) return otherwise;
    let instantMs = this.#instants.get(text);
    if (instantMs === undefined) {
      const parsed = parseInstant(text);
      if (parsed === null) throw new RangeError(`not an instant: ${text}`);
      instantMs = parsed;
      this.#instants.set(text, instantMs);
    }
    return instantMs;
  }

  #fill(): SectionParts['index'] {
    const count = this.#termsOf.length;
    const rangeDigits = rangeDigitsFor(count);
    const short: number[] = [];
    const longMembers = new Map<string, number[]>();
    for (let member = 0; member < count; member++) {
      const { code } = this.#rateAt(member);
      if (code.length <= rangeDigits) short.push(member);
      else pushTo(longMembers, code, member);
    }
    const keys = Float64Array.from(short, (member) => codeKey(this.#rateAt(member).code));
    const lengths = Uint8Array.from(short, (member) => this.#rateAt(member).code.length);
    const order = orderCodes(keys, lengths);
    const codeKeys = new Float64Array(short.length);
    const codeLengths = new Uint8Array(short.length);
    const firstRows = new Uint32Array(short.length);
    let codes = 0;
    for (let i = 0; i < order.length; ) {
      const at = order[i]!;
      let end = i + 1;
      while (end < order.length && keys[order[end]!] === keys[at] && lengths[order[end]!] === lengths[at]) {
        end++;
      }
      codeKeys[codes] = keys[at]!;
      codeLengths[codes] = lengths[at]!;
      firstRows[codes++] = this.#nextRow;
      if (end === i + 1) this.#writeRow(short[at]!, 0);
      else this.#writeCode(Array.from(order.subarray(i, end), (position) => short[position]!));
      i = end;
    }
    const long = [...longMembers].map(([code, members]) => {
      const value = this.#nextRow;
      this.#writeCode(members);
      return { code, value };
    });
    const { index, parents } = fillPrefixIndex({
      keys: codeKeys.subarray(0, codes),
      lengths: codeLengths.subarray(0, codes),
      values: firstRows.subarray(0, codes),
      long,
      headDigits: headDigitsFor(count),
    });
    for (let i = 0; i < codes; i++) this.#rows.setParent(firstRows[i]!, parents[i]!);
    return index.parts;
  }

  /** Writes all rows of one code: identities in the fixed order, versions newest first. */
  #writeCode(members: number[]): void {
    members.sort((a, b) => {
      const [x, y] = [this.#conditionOf[a]!, this.#conditionOf[b]!];
      if (x === y) return this.#from[b]! - this.#from[a]! || 0;
      return compareRanks(this.#opened[x]!.rank, this.#opened[y]!.rank) || x - y;
    });
    const flagsOf = new Uint8Array(members.length);
    // From behind, so that each identity knows which one follows it.
    let following = -1;
    for (let i = members.length - 1; i >= 0; i--) {
      const condition = this.#conditionOf[members[i]!]!;
      const next = i + 1 < members.length ? this.#conditionOf[members[i + 1]!]! : -1;
      if (next !== condition) following = next;
      flagsOf[i] = (next === condition ? OLDER_FOLLOWS : 0) | this.#identityFlags(condition, following);
    }
    members.forEach((member, i) => this.#writeRow(member, flagsOf[i]!));
  }

  #identityFlags(condition: number, following: number): number {
    if (following < 0) return 0;
    const tie = compareRanks(this.#opened[condition]!.rank, this.#opened[following]!.rank) === 0;
    return IDENTITY_FOLLOWS | (tie ? TIES_WITH_NEXT : 0);
  }

  #writeRow(member: number, flags: number): void {
    this.#rows.set(this.#nextRow++, {
      effectiveFrom: this.#from[member]!,
      effectiveTo: this.#to[member]!,
      terms: this.#termsOf[member]!,
      condition: this.#conditionOf[member]!,
      flags: flags | (this.#rateAt(member).blocked === true ? BLOCKED : 0),
      rate: this.#source.members[member]!,
      name: this.#nameOf[member]!,
    });
  }
}

function pushTo(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
