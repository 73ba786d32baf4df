/**
 * The versions of one rate as they will be, while rows of a file are decided one after another: those
 * that stand in the table, and those that rows before have added.
 */

import { holdsSpecial, wasInForce } from '../../tariffs/stored-rates/periods.js';
import type { RateContent, StoredRate } from '../../tariffs/stored-rates/record.js';

export interface Standing {
  readonly content: RateContent;
  /** Null: a row of the file adds it. */
  readonly stored: StoredRate | null;
}

/** Null, "always", is before every instant. */
export const isBefore = (one: string | null, other: string | null): boolean =>
  other !== null && (one === null || one < other);

const beginOf = ({ content }: Standing): string | null => content.effectiveFrom;

export class Timeline {
  readonly #stored: readonly StoredRate[];
  #standing: Standing[];

  /** Versions of one identity that are not stashed, the earliest first. */
  constructor(versions: readonly StoredRate[]) {
    this.#stored = versions;
    this.#standing = versions.map((stored) => ({ content: stored, stored }));
  }

  get versions(): readonly StoredRate[] {
    return this.#stored;
  }

  startingAt(begin: string | null): Standing | null {
    return this.#standing.find((standing) => beginOf(standing) === begin) ?? null;
  }

  /** The last that has begun by then, unless it has ended. */
  inForce(at: string | null): Standing | null {
    const latest = this.#standing.findLast((standing) => !isBefore(at, beginOf(standing)));
    if (latest === undefined) return null;
    const end = latest.content.effectiveTo;
    return end !== null && !isBefore(at, end) ? null : latest;
  }

  /** The last that has begun before, whether it has ended or not. */
  before(at: string | null): Standing | null {
    return this.#standing.findLast((standing) => isBefore(beginOf(standing), at)) ?? null;
  }

  holdsSpecial(at: string | null): boolean {
    return this.#stored.some((version) => holdsSpecial(version, at));
  }

  /** Adds it, or puts it in the place of the one that begins then. */
  put(standing: Standing): void {
    const others = this.#standing.filter((other) => beginOf(other) !== beginOf(standing));
    const place = others.findIndex((other) => isBefore(beginOf(standing), beginOf(other)));
    this.#standing =
      place < 0
        ? [...others, standing]
        : [...others.slice(0, place), standing, ...others.slice(place)];
  }

  /** Stored ones that begin later and are not special. */
  laterThan(at: string | null): StoredRate[] {
    return this.#stored.filter(
      ({ effectiveFrom, specialRateId }) => specialRateId === null && isBefore(at, effectiveFrom),
    );
  }
}

/** Whether calls may have been rated by it. */
export function isFixed(
  { effectiveFrom }: Pick<RateContent, 'effectiveFrom'>,
  { callsRated, now }: { readonly callsRated: boolean; readonly now: string },
): boolean {
  return callsRated && wasInForce(effectiveFrom, now);
}
