/**
 * Time basis `split`: the price follows the clock (rating rules, section 5).
 *
 * The rate at the start gives fee, grace, first interval, free volume, surcharge and cap. Each next
 * interval is billed whole under the rate in force when it begins. Between two instants at which
 * that rate may change, intervals are counted, not walked. Volumes of voice are milliseconds, so
 * that a position inside the call is also a time.
 */

import { type ChargePart, firstPart, nextParts } from '../compiled/charge-parts.js';
import type { Section } from '../compiled/section.js';
import type { CompiledTable, PriceSource } from '../compiled/table.js';
import type { Terms } from '../compiled/terms.js';
import type { PreparedEvent } from '../event/prepared-event.js';
import type { CompiledTimeProfile } from '../time/time-profile.js';
import { Selection, selectRate } from './selection.js';

export const CUTS_MAX = 10_000;

/** Everything that may change the rate in force for one number: gathered once for an event. */
class Borders {
  readonly #edges: number[] = [];
  readonly #profiles: readonly CompiledTimeProfile[];
  #nextEdge = 0;

  constructor(source: PriceSource, event: PreparedEvent, fromMs: number, untilMs: number) {
    const profiles = new Set<CompiledTimeProfile>();
    const edges = new Set<number>();
    const addEdge = (instantMs: number): void => {
      if (instantMs > fromMs && instantMs < untilMs) edges.add(instantMs);
    };
    for (const entry of source.groups.flat()) {
      if (entry.timing !== null) profiles.add(entry.timing);
      for (let table: CompiledTable | null = entry.table; table !== null; table = table.parent) {
        addBorders(table.sections[event.service], event, profiles, addEdge);
      }
    }
    this.#edges = [...edges].sort((a, b) => a - b);
    this.#profiles = [...profiles];
  }

  /**
   * The first instant after the given one at which the rate may be another. Asked in rising order.
   */
  after(instantMs: number): number {
    while ((this.#edges[this.#nextEdge] ?? Number.POSITIVE_INFINITY) <= instantMs)
      this.#nextEdge += 1;
    let next = this.#edges[this.#nextEdge] ?? Number.POSITIVE_INFINITY;
    for (const profile of this.#profiles) next = Math.min(next, profile.nextBoundary(instantMs));
    return next;
  }
}

function addBorders(
  section: Section | undefined,
  event: PreparedEvent,
  profiles: Set<CompiledTimeProfile>,
  addEdge: (instantMs: number) => void,
): void {
  section?.eachCode(event, ({ rows, conditions }, firstRow) => {
    for (let row = firstRow; row >= 0; row = rows.nextRow(row)) {
      addEdge(rows.effectiveFrom(row));
      addEdge(rows.effectiveTo(row));
      const { profile } = conditions[rows.condition(row)]!;
      if (profile !== null) profiles.add(profile);
    }
    return true;
  });
}

/**
 * The intervals of a voice call that is not free, from its rate at the start on; null when there
 * are more than {@link CUTS_MAX} cuts.
 */
export function splitParts(
  source: PriceSource,
  event: PreparedEvent,
  start: Selection,
  volume: number,
): ChargePart[] | null {
  const startSection = start.section!;
  let terms: Terms = startSection.termsOf(start.row);
  let unit = startSection.unit;
  const parts = terms.firstInterval > 0 ? [firstPart(terms, unit)] : [];
  let position = terms.firstInterval + terms.freeVolume;
  if (position >= volume) return parts;
  const borders = new Borders(source, event, event.atMs, event.atMs + volume);
  const current = new Selection();
  let cuts = 0;
  while (position < volume) {
    if (cuts++ > CUTS_MAX) return null;
    const instantMs = event.atMs + position;
    if (selectRate(source, event, instantMs, current) && !current.isBlocked) {
      const section = current.section!;
      terms = section.termsOf(current.row);
      unit = section.unit;
    }
    const until = Math.min(volume, borders.after(instantMs) - event.atMs);
    const next = nextParts(terms, unit, position, until);
    for (const part of next.parts) parts.push(part);
    position = next.position;
  }
  return parts;
}
