/**
 * What one caller may ask prices for, and what of a price it sees. An operator's user sees all; any
 * other one the accounts, trunks, tables and plans of its own subtree of accounts, the prices that
 * were assigned to it, of each call the legs of its subtree, and no margin. What it may not see is told
 * in the words of what is not there.
 */

import type { Explanation, Leg, LegExplanation, RatedEvent, RatingEvent } from '@ratedeck/engine';
import type { Principal } from '../../platform/access/principal.js';
import type { PricedAccount, PricedTrunk } from '../configuration/service.js';
import type { PricedThings } from '../live-pricing/service.js';
import { type SeenRates, shownCandidates, shownNearest, withoutStash } from './shown-rates.js';

/** Digits are an id, never a name, so that nobody can take an id by calling something so. */
const ID = /^[0-9]{1,18}$/;

const NAMED = ['trunk', 'account', 'carrier', 'device', 'plan', 'table'] as const;
type Named = (typeof NAMED)[number];
type PriceKind = 'plan' | 'table';

interface Owned {
  readonly ownerId: string;
}

export class PriceView {
  readonly #things: PricedThings;
  /** Null: everything. */
  readonly #accountId: string | null;

  constructor(things: PricedThings, principal: Principal) {
    this.#things = things;
    this.#accountId = principal.isOperator ? null : principal.accountId;
  }

  get seesAll(): boolean {
    return this.#accountId === null;
  }

  sees(accountId: string): boolean {
    return this.#accountId === null || this.#things.isWithin(accountId, this.#accountId);
  }

  /** By id or name; null: there is none, or not for this caller. */
  account(reference: string): PricedAccount | null {
    const { accounts, accountsByName } = this.#things;
    const found = ID.test(reference) ? accounts.get(reference) : accountsByName.get(reference);
    return found !== undefined && this.sees(found.id) ? found : null;
  }

  /** By id or name; null: there is none, or not for this caller. */
  trunk(reference: string): PricedTrunk | null {
    const { trunks, trunksByName } = this.#things;
    const found = ID.test(reference) ? trunks.get(reference) : trunksByName.get(reference);
    return found !== undefined && this.sees(found.accountId) ? found : null;
  }

  /** The event with names as the rater has them, or what is wrong with it. */
  asked(event: RatingEvent): RatingEvent | string {
    if (this.#accountId === null) return event;
    let asked = event;
    for (const kind of NAMED) {
      const given = event[kind];
      if (given === undefined || given === '') continue;
      const name = this.#nameOf(kind, given);
      if (name === null) {
        return `${kind} ${JSON.stringify(given)}: there is none that you may see; correct the name`;
      }
      if (name !== given) asked = { ...asked, [kind]: name };
    }
    return asked;
  }

  #nameOf(kind: Named, given: string): string | null {
    const { accountsByName, trunksByName } = this.#things;
    if (kind === 'plan' || kind === 'table') return this.#priceNamed(kind, given);
    const ownerId =
      kind === 'trunk' ? trunksByName.get(given)?.accountId : accountsByName.get(given)?.id;
    return ownerId !== undefined && this.sees(ownerId) ? given : null;
  }

  /** Names are told apart among those that the caller sees. */
  #priceNamed(kind: PriceKind, given: string): string | null {
    const prices = kind === 'plan' ? this.#things.plans : this.#things.tables;
    const named: string[] = [];
    for (const price of prices.values()) {
      const isNamed = price.name === given || this.#fullNameOf(price) === given;
      if (isNamed && this.seesPrice(kind, price)) named.push(price.reference);
    }
    return named.length === 1 ? named[0]! : null;
  }

  #fullNameOf({ ownerId, name }: Owned & { readonly name: string }): string {
    const owner = this.#things.accounts.get(ownerId)!;
    return `${owner.kind === 'operator' ? '' : owner.name}/${name}`;
  }

  /** A plan or a table: of its own subtree, or given to somebody in it. */
  seesPrice(kind: PriceKind, { id, ownerId }: Owned & { readonly id: string }): boolean {
    if (this.sees(ownerId)) return true;
    for (const accountId of this.#things.assignedTo(kind, id)) {
      if (this.sees(accountId)) return true;
    }
    return false;
  }

  #seesLeg({ account }: Pick<Leg, 'account'>): boolean {
    if (account === null) return true;
    const id = this.#things.accountsByName.get(account)?.id;
    return id !== undefined && this.sees(id);
  }

  /** What this caller sees of a result. */
  shown(result: RatedEvent): RatedEvent {
    if (this.#accountId === null) return result;
    const legs = result.legs.filter((leg) => this.#seesLeg(leg)).map(withoutStash);
    const hides = { legs, margin: null, marginReason: null };
    // A customer above it that refuses the call is nothing that it may look at.
    const own = this.#seesLeg(result) ? result : (legs[0] ?? result);
    // Of a price, the reason tells of the legs of others.
    const reason = own.outcome === 'rated' ? null : own.reason;
    return { ...result, ...withoutStash({ ...own, reason }), ...hides };
  }

  /** What this caller sees of how a result came about. */
  shownExplanation({ normalisation, legs }: Explanation): Omit<Explanation, 'result'> {
    if (this.#accountId === null) return { normalisation, legs };
    const seen = legs.filter(({ leg }) => this.#seesLeg(leg));
    return { normalisation, legs: seen.map((explained) => this.#shownLeg(explained)) };
  }

  #shownLeg({ leg, candidates, nearest, ...rest }: LegExplanation): LegExplanation {
    const seesRates = (rateTable: string) => this.#seesRates(rateTable);
    return {
      ...rest,
      leg: withoutStash(leg),
      candidates: shownCandidates(candidates, seesRates),
      nearest: shownNearest(nearest, seesRates),
    };
  }

  /** Which rates of a table, called as in a result, this caller sees. */
  #seesRates(reference: string): SeenRates {
    const table = this.#things.tablesByReference.get(reference);
    if (table === undefined) return 'winners';
    if (this.sees(table.ownerId)) return 'all';
    return this.seesPrice('table', table) ? 'active' : 'winners';
  }
}
