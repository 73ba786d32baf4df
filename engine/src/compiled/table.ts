/**
 * Compiled tables and where prices come from: a rating plan, or a table by itself, which counts as
 * a plan of one entry.
 */

import type { Scope } from '../book/book.js';
import type { CompiledTimeProfile } from '../time/time-profile.js';
import type { Decimal } from '../values/money.js';
import type { DurationRounding, RoundingMode, Service, TimeBasis } from '../values/scalars.js';
import type { Section } from './section.js';

export interface TaxRule {
  readonly included: boolean;
  /** Per cent. */
  readonly rate: Decimal;
}

export interface CompiledTable {
  readonly name: string;
  readonly scope: Scope | null;
  readonly currency: string;
  readonly decimals: number;
  readonly mode: RoundingMode;
  readonly durationRounding: DurationRounding;
  readonly timeBasis: TimeBasis;
  readonly tax: TaxRule;
  /** Set once all tables stand. */
  parent: CompiledTable | null;
  readonly sections: Readonly<Partial<Record<Service, Section>>>;
  /** Rates that are kept and not rated; only asked why an event has no rate. */
  readonly stashed: Readonly<Partial<Record<Service, Section>>>;
}

export interface SourceEntry {
  readonly table: CompiledTable;
  readonly weight: number;
  /** Null = always. */
  readonly timing: CompiledTimeProfile | null;
  readonly position: number;
}

export interface PriceSource {
  /** Null when a table stands by itself. */
  readonly planName: string | null;
  readonly currency: string;
  readonly precedence: 'weight' | 'prefix';
  /** Null = each table's own. */
  readonly timeBasis: TimeBasis | null;
  /** By descending weight; entries of equal weight together. */
  readonly groups: readonly (readonly SourceEntry[])[];
}

export function tableSource(table: CompiledTable): PriceSource {
  return {
    planName: null,
    currency: table.currency,
    precedence: 'weight',
    timeBasis: null,
    groups: [[{ table, weight: 0, timing: null, position: 0 }]],
  };
}

export function groupByWeight(entries: readonly SourceEntry[]): SourceEntry[][] {
  const groups = new Map<number, SourceEntry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.weight);
    if (group === undefined) groups.set(entry.weight, [entry]);
    else group.push(entry);
  }
  return [...groups].sort(([a], [b]) => b - a).map(([, group]) => group);
}
