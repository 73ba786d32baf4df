/**
 * The versions of some codes by identity and begin: what is in force when, and which places are
 * taken. Two versions of one identity never begin at the same instant.
 */

import { identityOf, type RateContent, type StoredRate } from '../rates/service.js';

const placeOf = (rate: RateContent): string => `${rate.effectiveFrom ?? ''}\n${identityOf(rate)}`;

export class Places {
  /** Of each identity, the earliest first. */
  readonly #versions = new Map<string, StoredRate[]>();
  /** Who stands there: ids of rates that are stored, or that were judged before. */
  readonly #taken = new Map<string, string>();

  /** `versions` are all of their codes that are not stashed, the earliest first. */
  constructor(versions: readonly StoredRate[]) {
    for (const version of versions) {
      const identity = identityOf(version);
      const others = this.#versions.get(identity);
      if (others === undefined) this.#versions.set(identity, [version]);
      else others.push(version);
      this.#taken.set(placeOf(version), version.id);
    }
  }

  /** The version that became effective last, unless it has ended by then. */
  inForce(rate: RateContent, at: string): StoredRate | null {
    const versions = this.#versions.get(identityOf(rate)) ?? [];
    const latest = versions.findLast(
      ({ effectiveFrom }) => effectiveFrom === null || effectiveFrom <= at,
    );
    const { effectiveTo = null } = latest ?? {};
    return latest === undefined || (effectiveTo !== null && effectiveTo <= at) ? null : latest;
  }

  /** Id of the special rate that owns a version of the identity, or null. */
  specialRateOf(rate: RateContent): string | null {
    const versions = this.#versions.get(identityOf(rate)) ?? [];
    return versions.find(({ specialRateId }) => specialRateId !== null)?.specialRateId ?? null;
  }

  /** Takes the place for `id`, or answers with the id of another one that stands there. */
  take(rate: RateContent, id: string): string | null {
    const place = placeOf(rate);
    const holder = this.#taken.get(place);
    if (holder !== undefined && holder !== id) return holder;
    this.#taken.set(place, id);
    return null;
  }
}
