/**
 * Versions of one identity must begin at different instants, or which one holds is undecided.
 *
 * Most codes of a deck have one rate or a few: those are compared one with another. Where a code
 * has many, identities are spelled out and looked up, so that no deck takes quadratic time.
 */

import {
  isSameRateIdentity,
  type RateIdentityFields,
  rateConditionKey,
} from '../values/rate-identity.js';
import type { Service } from '../values/scalars.js';
import type { Rate, RateTable } from './book.js';
import type { BookCheck } from './book-check.js';
import { CodeChains } from './code-chains.js';
import { DEFAULTS } from './defaults.js';
import { instantMsOf } from './instant-cache.js';
import type { Salvaged } from './salvaged.js';

const COMPARED_COUNT_MAX = 32;

export function checkVersions(check: BookCheck, table: Salvaged<RateTable>, index: number): void {
  const { rates } = table;
  if (rates === undefined || rates.length < 2) return;
  const finder = new TwinFinder(rates, table.service ?? DEFAULTS.service);
  for (let position = 0; position < rates.length; position += 1) {
    const rate = rates[position]!;
    if (rate.stashed === true || rate.code === undefined) continue;
    // What it lost may be what told it apart.
    if (check.lost.any(rate)) continue;
    const twin = finder.add(position, rate.code);
    if (twin === -1) continue;
    const path = ['rateTables', index, 'rates', position, 'effectiveFrom'];
    check.faults.add(path, rate.effectiveFrom, 'duplicate_version', () => {
      const advice = 'change one or leave it out';
      return `rates[${twin}] prices the same from this instant on already; ${advice}`;
    });
  }
}

function beginMsOf(rate: Salvaged<Rate>): number {
  return rate.effectiveFrom === undefined
    ? Number.NEGATIVE_INFINITY
    : instantMsOf(rate.effectiveFrom)!;
}

/** Finds for each rate an earlier one of the same identity and begin. */
class TwinFinder {
  readonly #rates: readonly Salvaged<Rate>[];
  readonly #tableService: Service;
  readonly #chains: CodeChains;
  /** NaN until somebody asks. */
  readonly #beginsMs: Float64Array;
  /** Of each code with many rates: identity and begin, spelled out, to position. */
  readonly #spelled = new Map<string, Map<string, number>>();

  constructor(rates: readonly Salvaged<Rate>[], tableService: Service) {
    this.#rates = rates;
    this.#tableService = tableService;
    this.#chains = new CodeChains(rates.length, (position) => rates[position]!.code!);
    this.#beginsMs = new Float64Array(rates.length).fill(Number.NaN);
  }

  /** The position of an earlier rate that is the same, or -1. */
  add(position: number, code: string): number {
    let other = this.#chains.add(position, code);
    if (other === -1) return -1;
    const spelled = this.#spelled.get(code);
    if (spelled !== undefined) return this.#addSpelled(spelled, position);
    const rate = this.#rates[position]!;
    const beginMs = this.#beginMs(position);
    for (let count = 0; count < COMPARED_COUNT_MAX; count += 1) {
      if (this.#beginMs(other) === beginMs && this.#isSame(rate, this.#rates[other]!)) return other;
      other = this.#chains.previous(other);
      if (other === -1) return -1;
    }
    return this.#spellOut(position, code);
  }

  #beginMs(position: number): number {
    let beginMs = this.#beginsMs[position]!;
    if (Number.isNaN(beginMs)) {
      beginMs = beginMsOf(this.#rates[position]!);
      this.#beginsMs[position] = beginMs;
    }
    return beginMs;
  }

  /** Of rates that have a code, which is where the chains begin. */
  #isSame(a: Salvaged<Rate>, b: Salvaged<Rate>): boolean {
    return isSameRateIdentity(a as RateIdentityFields, b as RateIdentityFields, this.#tableService);
  }

  #spellOut(position: number, code: string): number {
    const spelled = new Map<string, number>();
    this.#spelled.set(code, spelled);
    for (
      let other = this.#chains.previous(position);
      other !== -1;
      other = this.#chains.previous(other)
    ) {
      spelled.set(this.#spell(other), other);
    }
    return this.#addSpelled(spelled, position);
  }

  #addSpelled(spelled: Map<string, number>, position: number): number {
    const key = this.#spell(position);
    const twin = spelled.get(key);
    if (twin === undefined) spelled.set(key, position);
    return twin ?? -1;
  }

  #spell(position: number): string {
    const key = rateConditionKey(this.#rates[position]!, this.#tableService);
    return `${this.#beginMs(position)}\n${key}`;
  }
}
