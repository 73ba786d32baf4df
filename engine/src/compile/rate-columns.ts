/**
 * The rates of a section as columns of numbers: a rate's content is looked at once however many
 * rates have it, and distinct terms, conditions and names are kept once.
 */

import type { ChargeParameters, Rate } from '../book/book.js';
import {
  type ConditionParts,
  conditionKey,
  conditionParts,
  isConditional,
} from '../compiled/condition.js';
import { NameNumbers } from '../compiled/name-list.js';
import { ParameterSets, resolveTerms, type Terms } from '../compiled/terms.js';
import { parseInstant } from '../values/instant.js';
import type { Service } from '../values/scalars.js';
import { type CheckedRates, codeText } from './packed-rates.js';

export interface RateSource {
  readonly service: Service;
  readonly defaults: ChargeParameters;
  readonly rates: CheckedRates;
  /** Positions in `rates` of those that belong to the section. */
  readonly members: Uint32Array;
  /** Name of a code whose rate has none; null where no code has one. */
  readonly nameOf: ((code: string) => string | null) | null;
}

/** No name of its own: the code deck's. */
const NAME_OF_CODE = 0xffff_ffff;

export class RateColumns {
  readonly #source: RateSource;
  readonly #parameterSets = new ParameterSets();
  /** Number of the terms of each set of parameters. */
  readonly #termsOfSet: number[] = [];
  readonly #conditionNumbers = new Map<string, number>([['', 0]]);
  readonly #instants = new Map<string, number>();
  readonly #name: Uint32Array;
  readonly termsList: Terms[] = [];
  /** Number 0 asks for nothing. */
  readonly conditions: ConditionParts[] = [conditionParts({ code: '' })];
  readonly nameNumbers = new NameNumbers();
  // Of each content that a member has:
  readonly effectiveFrom: Float64Array;
  readonly effectiveTo: Float64Array;
  readonly terms: Uint32Array;
  readonly condition: Uint32Array;
  readonly blocked: Uint8Array;

  constructor(source: RateSource) {
    const { contents, contentOf } = source.rates;
    const count = contents.length;
    this.#source = source;
    this.#name = new Uint32Array(count);
    this.effectiveFrom = new Float64Array(count);
    this.effectiveTo = new Float64Array(count);
    this.terms = new Uint32Array(count);
    this.condition = new Uint32Array(count);
    this.blocked = new Uint8Array(count);
    const isRead = new Uint8Array(count);
    for (const position of source.members) {
      const content = contentOf[position]!;
      if (isRead[content] === 1) continue;
      isRead[content] = 1;
      this.#read(content, contents[content]!);
    }
  }

  /** Number of the name of a rate, 0 = none. */
  name(position: number): number {
    const { rates, nameOf } = this.#source;
    const name = this.#name[rates.contentOf[position]!]!;
    if (name !== NAME_OF_CODE) return name;
    return this.nameNumbers.number(nameOf?.(codeText(rates.codes, position)));
  }

  #read(content: number, rate: Rate): void {
    const { defaults, service, nameOf } = this.#source;
    if (rate.blocked === true) this.blocked[content] = 1;
    const set = this.#parameterSets.number(rate);
    this.#termsOfSet[set] ??= this.termsList.push(resolveTerms(rate, defaults, service)) - 1;
    this.terms[content] = this.#termsOfSet[set];
    if (isConditional(rate)) this.condition[content] = this.#conditionNumber(rate);
    const isNamed = rate.name !== undefined || nameOf === null;
    this.#name[content] = isNamed ? this.nameNumbers.number(rate.name) : NAME_OF_CODE;
    const { effectiveFrom, effectiveTo } = rate;
    this.effectiveFrom[content] =
      effectiveFrom === undefined ? Number.NEGATIVE_INFINITY : this.#instant(effectiveFrom);
    this.effectiveTo[content] =
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
