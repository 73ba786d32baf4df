/**
 * The versions of some codes by identity and begin: what is in force when, and which places are
 * taken. Two versions of one identity never begin at the same instant.
 */

import type { Connection } from '../../platform/db/connection.js';
import { quotedSpecialRate } from '../rates/service.js';
import { versionsOfCodes } from '../stored-rates/bulk-store.js';
import { holdsSpecial } from '../stored-rates/periods.js';
import { identityOf, type RateContent, type StoredRate } from '../stored-rates/record.js';

const placeOf = (rate: RateContent): string => `${rate.effectiveFrom ?? ''}\n${identityOf(rate)}`;

export class Places {
  /** Of each identity, the earliest first. */
  readonly #versions = new Map<string, StoredRate[]>();
  /** Who stands there: ids of rates that are stored, or that were judged before. */
  readonly #taken = new Map<string, string>();

  readonly #specialNames: ReadonlyMap<string, string>;

  /**
   * `versions` are all of their codes that are not stashed, the earliest first; `specialNames` what
   * the special rates among their owners are called, by id.
   */
  constructor(versions: readonly StoredRate[], specialNames: ReadonlyMap<string, string>) {
    this.#specialNames = specialNames;
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

  /** Name of the special rate whose version of the identity holds when the rate begins, or null. */
  specialRateOf(rate: RateContent): string | null {
    const versions = this.#versions.get(identityOf(rate)) ?? [];
    const special = versions.find((version) => holdsSpecial(version, rate.effectiveFrom));
    const id = special?.specialRateId ?? null;
    return id === null ? null : (this.#specialNames.get(id) ?? id);
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

/** All versions of the rates' codes, stashed ones left out. */
export async function placesOf(
  db: Connection,
  rateTableId: string,
  rates: readonly RateContent[],
): Promise<Places> {
  const codes = [...new Set(rates.map(({ code }) => code))];
  const versions = await versionsOfCodes(db, rateTableId, codes);
  const names = new Map<string, string>();
  for (const { specialRateId: id } of versions) {
    if (id !== null && !names.has(id)) names.set(id, await quotedSpecialRate({ db }, id));
  }
  return new Places(versions, names);
}
