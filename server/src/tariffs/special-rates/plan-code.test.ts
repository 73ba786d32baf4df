/**
 * What special rates do to the versions of a code, on random histories: outside the time of special
 * rates the price is as if there had never been one, and what was before now stays.
 *
 * The prices that should come out are reckoned from the ordinary versions and the special rates as
 * they were given, knowing nothing of stashing and copies.
 */

import { describe, expect, it } from 'vitest';
import { emptyContent, type RateContent, type StoredRate } from '../stored-rates/record.js';
import { type CodePlan, type CodeState, findOverlap, planCode } from './plan-code.js';

const day = (number: number): string => new Date(Date.UTC(2026, 0, number)).toISOString();

/** Versions of one code as the database would keep them. */
class Versions {
  #rates: StoredRate[] = [];
  /** Written by a special rate and untouched since. */
  readonly #copyIds = new Set<string>();
  readonly #putAside = new Map<string, Set<string>>();
  #lastId = 0;

  add(fields: Partial<RateContent>): StoredRate {
    const id = String(++this.#lastId);
    const content = { ...emptyContent('44', 'voice'), ...fields };
    const rate = { id, version: 1, rateTableId: '1', addedInId: '1', ...content };
    this.#rates.push(rate);
    return rate;
  }

  state(ownId: string): CodeState {
    const sorted = this.#rates.toSorted((a, b) =>
      (a.effectiveFrom ?? '') < (b.effectiveFrom ?? '') ? -1 : 1,
    );
    const versions = sorted.filter(({ stashed }) => !stashed);
    const ends = versions
      .filter(({ specialRateId }) => specialRateId === ownId)
      .map(({ effectiveTo }) => effectiveTo);
    const followers = versions.filter(({ effectiveFrom }) => ends.includes(effectiveFrom));
    const aside = sorted.filter(({ stashed }) => stashed);
    const own = this.#asideOf(ownId);
    const known = [...this.#putAside.values()].flatMap((ids) => [...ids]);
    return {
      versions,
      putAside: aside.filter(({ id }) => own.has(id)),
      putAsideByOthers: aside.filter(({ id }) => known.includes(id) && !own.has(id)),
      copyIds: new Set(followers.map(({ id }) => id).filter((id) => this.#copyIds.has(id))),
    };
  }

  #asideOf(ownId: string): Set<string> {
    const aside = this.#putAside.get(ownId) ?? new Set<string>();
    this.#putAside.set(ownId, aside);
    return aside;
  }

  carryOut(ownId: string, plan: CodePlan): void {
    const aside = this.#asideOf(ownId);
    const ids = new Set(plan.deleted);
    expect(ids.size).toBe(plan.deleted.length);
    this.#rates = this.#rates.filter(({ id }) => !ids.has(id));
    for (const rate of [...plan.stashed, ...plan.corrected, ...plan.returned]) {
      const index = this.#rates.findIndex(({ id }) => id === rate.id);
      expect(index).toBeGreaterThanOrEqual(0);
      this.#rates[index] = rate;
      this.#copyIds.delete(rate.id);
    }
    for (const { id } of plan.stashed) aside.add(id);
    for (const { id } of plan.returned) aside.delete(id);
    for (const content of plan.added) {
      const { id } = this.add(content);
      if (content.specialRateId === null) this.#copyIds.add(id);
    }
    if (!this.open.some(({ specialRateId }) => specialRateId === ownId)) aside.clear();
    const begins = this.open.map(({ effectiveFrom }) => effectiveFrom);
    expect(new Set(begins).size, 'one version an instant').toBe(begins.length);
    for (const { effectiveFrom, effectiveTo } of this.open) {
      expect((effectiveFrom ?? '') < (effectiveTo ?? '~'), 'ends after it begins').toBe(true);
    }
  }

  get open(): StoredRate[] {
    return this.#rates.filter(({ stashed }) => !stashed);
  }

  /** By the rule of rating: the latest version counts, and an older one does not come back. */
  priceAt(at: string): string | null {
    const [latest] = this.open
      .filter(({ effectiveFrom }) => (effectiveFrom ?? '') <= at)
      .toSorted((a, b) => ((a.effectiveFrom ?? '') < (b.effectiveFrom ?? '') ? 1 : -1));
    return latest !== undefined && (latest.effectiveTo ?? '~') > at ? latest.price : null;
  }
}

interface Given {
  readonly id: string;
  readonly price: string;
  readonly from: string;
  readonly to: string | null;
}

const wantedOf = ({ id, price, from, to }: Given): RateContent => ({
  ...emptyContent('44', 'voice'),
  price,
  effectiveFrom: from,
  effectiveTo: to,
  specialRateId: id,
});

/** A small generator whose seed can be given again. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const seeds = process.env['RATEDECK_SEED']
  ? [Number(process.env['RATEDECK_SEED'])]
  : Array.from({ length: 150 }, (_, index) => index + 1);
const INSTANTS = Array.from({ length: 42 }, (_, index) => day(index));

function randomOrdinary(versions: Versions, random: (below: number) => number): Versions {
  const original = new Versions();
  for (const number of INSTANTS.keys()) {
    if (random(8) > 0) continue;
    const effectiveTo = random(4) === 0 ? day(number + 1 + random(9)) : null;
    const fields = { price: `0.${number + 1}`, effectiveFrom: day(number), effectiveTo };
    versions.add(fields);
    original.add(fields);
  }
  return original;
}

function randomSpan(random: (below: number) => number): Pick<Given, 'from' | 'to'> {
  const from = 1 + random(36);
  return { from: day(from), to: random(3) === 0 ? null : day(from + 1 + random(10)) };
}

describe('special rates of one code', () => {
  const checkUnused = (seed: number): void => {
    const random = randomFrom(seed);
    const versions = new Versions();
    const original = randomOrdinary(versions, random);
    const begun = versions.open.map(({ id }) => id).sort();
    const time = { now: day(20), isUsed: false };
    const specialCount = 1 + (seed % 3);
    const specials = new Map<string, Given>();
    for (let step = 0; step < 25; step += 1) {
      const id = String(1 + random(specialCount));
      if (random(4) === 0) {
        if (specials.delete(id)) {
          versions.carryOut(id, planCode(versions.state(id), id, null, time));
        }
      } else {
        const given = { id, price: `9${step}`, ...randomSpan(random) };
        const others = [...specials.values()].filter((other) => other.id !== id);
        const clash = others.some(
          ({ from, to }) => from < (given.to ?? '~') && (to ?? '~') > given.from,
        );
        const overlap = findOverlap(versions.state(id), wantedOf(given), time);
        expect(overlap !== undefined, `seed ${seed}, step ${step}`).toBe(clash);
        if (clash) continue;
        specials.set(id, given);
        versions.carryOut(id, planCode(versions.state(id), id, wantedOf(given), time));
      }
      for (const at of INSTANTS) {
        const special = [...specials.values()].find(
          ({ from, to }) => from <= at && (to ?? '~') > at,
        );
        const expected = special?.price ?? original.priceAt(at);
        expect(versions.priceAt(at), `seed ${seed}, step ${step}, ${at}`).toBe(expected);
      }
    }
    for (const id of specials.keys()) {
      versions.carryOut(id, planCode(versions.state(id), id, null, time));
    }
    for (const at of INSTANTS) expect(versions.priceAt(at)).toBe(original.priceAt(at));
    if (specialCount === 1) expect(versions.open.map(({ id }) => id).sort()).toEqual(begun);
  };

  const checkUsed = (seed: number): void => {
    const random = randomFrom(seed);
    const versions = new Versions();
    const original = randomOrdinary(versions, random);
    const id = '7';
    let given = null as Given | null;
    const past: (string | null)[] = [];
    for (let today = 1; today < 40; today += 1) {
      const now = new Date(Date.parse(day(today)) + 3_600_000).toISOString();
      const time = { now, isUsed: true };
      const before = INSTANTS.map((at) => versions.priceAt(at));
      const hasEnded: boolean = given !== null && given.to !== null && given.to <= now;
      if (hasEnded) break;
      const action = random(6);
      if (given === null) {
        const from = action < 3 ? now : day(today + 1 + random(5));
        given = { id, price: `9${today}`, from, to: random(2) === 0 ? null : day(today + 9) };
      } else if (action < 2) {
        given = { ...given, price: `9${today}` };
      } else if (action === 2) {
        const from = given.from > now ? now : given.from;
        given = { ...given, from, to: random(3) === 0 ? null : day(today + 1 + random(9)) };
        if (given.to !== null && given.to <= given.from) given = { ...given, to: null };
      } else if (action === 3 && random(3) === 0) {
        versions.carryOut(id, planCode(versions.state(id), id, null, time));
        given = given.from < now ? { ...given, to: now } : null;
        for (const [index, at] of INSTANTS.entries()) {
          if (at < now) expect(versions.priceAt(at)).toBe(before[index]);
          else expect(versions.priceAt(at), `seed ${seed}, ${at}`).toBe(original.priceAt(at));
        }
        continue;
      }
      const special: Given = given;
      versions.carryOut(id, planCode(versions.state(id), id, wantedOf(special), time));
      past.push(versions.priceAt(now));
      for (const [index, at] of INSTANTS.entries()) {
        const place = `seed ${seed}, day ${today}, ${at}`;
        const holds = special.from <= at && (special.to ?? '~') > at;
        const expected = holds ? special.price : original.priceAt(at);
        expect(versions.priceAt(at), place).toBe(at < now ? before[index] : expected);
      }
      const again = planCode(versions.state(id), id, wantedOf(special), time);
      const nothing = { deleted: [], stashed: [], corrected: [], returned: [], added: [] };
      expect(again, `seed ${seed}, day ${today}: nothing to do twice`).toEqual(nothing);
    }
    expect(past.length).toBeGreaterThan(0);
  };

  it('in a table that is not used: the price is as if there had never been one outside them', () => {
    for (const seed of seeds) checkUnused(seed);
  });

  it('in a used table, while time goes on: what was before now stays', () => {
    for (const seed of seeds) checkUsed(seed);
  });

  it('keep a copy whose original is gone: it is all that is left of the price', () => {
    const versions = new Versions();
    const time = { now: day(5), isUsed: false };
    const wanted = wantedOf({ id: '7', price: '9', from: day(10), to: day(20) });
    const original = versions.add({ price: '0.5' });
    versions.carryOut('7', planCode(versions.state('7'), '7', wanted, time));
    expect(versions.priceAt(day(25))).toBe('0.5');
    const gone = { deleted: [original.id], stashed: [], corrected: [], returned: [], added: [] };
    versions.carryOut('7', gone);
    versions.carryOut('7', planCode(versions.state('7'), '7', { ...wanted, price: '8' }, time));
    expect(versions.priceAt(day(15))).toBe('8');
    expect(versions.priceAt(day(25))).toBe('0.5');
    versions.carryOut('7', planCode(versions.state('7'), '7', null, time));
    expect(versions.priceAt(day(15))).toBeNull();
    expect(versions.priceAt(day(25))).toBe('0.5');
  });

  it('take 0.50 for 0.5', () => {
    const versions = new Versions();
    const time = { now: day(5), isUsed: true };
    const wanted = wantedOf({ id: '7', price: '0.5', from: day(5), to: null });
    versions.carryOut('7', planCode(versions.state('7'), '7', wanted, time));
    const later = { now: day(6), isUsed: true };
    const plan = planCode(versions.state('7'), '7', { ...wanted, price: '0.50' }, later);
    expect([...plan.added, ...plan.corrected]).toEqual([]);
  });
});
