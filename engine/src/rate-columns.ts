/**
 * The rates of a section as columns: everything is taken from a rate in one pass, since a million
 * objects do not fit a cache, and distinct terms, conditions and names are kept once.
 */

import type { ChargeParameters, Rate, Service } from './book/book.js';
import { codeKey, KEY_DIGITS } from './code-order.js';
import { type ConditionParts, conditionKey, conditionParts, isConditional } from './condition.js';
import { parseInstant } from './instant.js';
import { NameNumbers } from './name-list.js';
import { ParameterSets, resolveTerms, type Terms } from './terms.js';

export interface RateSource {
  readonly service: Service;
  readonly defaults: ChargeParameters;
  readonly rates: readonly Rate[];
  /** Positions in `rates` of those that belong to the section. */
  readonly members: readonly number[];
  /** Name of a code whose rate has none. */
  readonly nameOf: (code: string) => string | null;
}

export class RateColumns {
  readonly #source: RateSource;
  readonly #parameterSets = new ParameterSets();
  /** Number of the terms of each set of parameters. */
  readonly #termsOfSet: number[] = [];
  readonly #conditionNumbers = new Map<string, number>([['', 0]]);
  readonly #instants = new Map<string, number>();
  readonly termsList: Terms[] = [];
  /** Number 0 asks for nothing. */
  readonly conditions: ConditionParts[] = [conditionParts({ code: '' })];
  readonly nameNumbers = new NameNumbers();
  readonly count: number;
  /** Keys of codes short enough to have one. */
  readonly keys: Float64Array;
  readonly lengths: Uint8Array;
  readonly effectiveFrom: Float64Array;
  readonly effectiveTo: Float64Array;
  readonly terms: Uint32Array;
  readonly condition: Uint32Array;
  readonly name: Uint32Array;
  readonly blocked: Uint8Array;

  constructor(source: RateSource) {
    const count = source.members.length;
    this.#source = source;
    this.count = count;
    this.keys = new Float64Array(count);
    this.lengths = new Uint8Array(count);
    this.effectiveFrom = new Float64Array(count);
    this.effectiveTo = new Float64Array(count);
    this.terms = new Uint32Array(count);
    this.condition = new Uint32Array(count);
    this.name = new Uint32Array(count);
    this.blocked = new Uint8Array(count);
    for (let member = 0; member < count; member++) this.#read(member);
  }

  code(member: number): string {
    return this.#source.rates[this.#source.members[member]!]!.code;
  }

  #read(member: number): void {
    const { defaults, service, nameOf, rates, members } = this.#source;
    const rate = rates[members[member]!]!;
    const { code } = rate;
    this.lengths[member] = code.length;
    if (code.length <= KEY_DIGITS) this.keys[member] = codeKey(code);
    if (rate.blocked === true) this.blocked[member] = 1;
    const set = this.#parameterSets.number(rate);
    this.#termsOfSet[set] ??= this.termsList.push(resolveTerms(rate, defaults, service)) - 1;
    this.terms[member] = this.#termsOfSet[set];
    if (isConditional(rate)) this.condition[member] = this.#conditionNumber(rate);
    this.name[member] = this.nameNumbers.number(rate.name ?? nameOf(code));
    const { effectiveFrom, effectiveTo } = rate;
    this.effectiveFrom[member] =
      effectiveFrom === undefined ? Number.NEGATIVE_INFINITY : this.#instant(effectiveFrom);
    this.effectiveTo[member] =
      effectiveTo === undefined ? Number.POSITIVE_INFINITY : this.#instant(effectiveTo);
  }

  #conditionNumber(rate: Rate): number {
    const parts = conditionParts(rate);
    const key = conditionKey(parts);
    let number = this.#conditionNumbers.get(key);
    if (number === undefined) {
      number = this.conditions.push(parts) - 1;
      this.#conditionNumbers.set(key, number);
    }
    return number;
  }

  #instant(text: string): number {
    let instantMs = this.#instants.get(text);
    if (instantMs === undefined) {
      const parsed = parseInstant(text);
      if (parsed === null) throw new RangeError(`not an instant: ${text}`);
      instantMs = parsed;
      this.#instants.set(text, instantMs);
    }
    return instantMs;
  }
}
