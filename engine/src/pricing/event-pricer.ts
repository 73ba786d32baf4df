/**
 * Prices an event for all its parties, into objects that are filled again and again. The library
 * turns them into results, the batch writes them as bytes; neither prices anything itself.
 */

import type { CompiledBook } from '../compiled/compiled-book.js';
import type { Outcome } from '../event/event.js';
import type { PreparedEvent } from '../event/prepared-event.js';
import { LegSlot } from './leg-slot.js';
import { type MarginResult, margin } from './margin.js';
import { type Parties, type Party, partySource } from './parties.js';
import { type PricedLeg, priceLeg } from './priced-leg.js';

export class EventPricer {
  readonly #book: CompiledBook;
  readonly #slots: LegSlot[] = [new LegSlot()];
  #count = 0;
  /** The leg that stands for the event: the paying one, or a customer above that refuses. */
  result: LegSlot = this.#slots[0]!;
  /** Null when there is nothing to set against the customer's price. */
  margin: MarginResult | null = null;
  /** Legs of others that are assigned and could not be priced, in words. */
  reported: string | null = null;

  constructor(book: CompiledBook) {
    this.#book = book;
  }

  get legCount(): number {
    return this.#count;
  }

  slot(position: number): LegSlot {
    return this.#slots[position]!;
  }

  /** Prices every leg that has a plan or a table; the paying one has none: `no_plan`. */
  price(event: PreparedEvent, parties: Parties, marginCurrency: string | undefined): void {
    this.#count = 0;
    this.margin = null;
    this.reported = null;
    this.result = this.#priceParty(parties.paying, event, true)!;
    if (parties.others.length > 0) this.#priceOthers(event, parties.others, marginCurrency);
  }

  #priceOthers(
    event: PreparedEvent,
    others: readonly Party[],
    marginCurrency: string | undefined,
  ): void {
    const paying = this.result;
    let hasCost = false;
    for (const party of others) {
      const slot = this.#priceParty(party, event, false);
      if (slot === null) continue;
      if (party.role === 'customer') {
        const refused = slot.leg.outcome !== 'rated';
        if (refused && this.result === paying && paying.leg.outcome === 'rated') this.result = slot;
        continue;
      }
      hasCost = true;
      if (slot.leg.outcome !== 'rated') this.#report(slot);
    }
    if (!hasCost) return;
    const slots = this.#slots.slice(0, this.#count);
    this.margin = margin(slots, this.#book, event.atMs, marginCurrency);
    if (this.margin.reason === 'no_exchange_rate') this.#addReport('margin: no_exchange_rate');
  }

  #priceParty(party: Party, event: PreparedEvent, evenWithout: boolean): LegSlot | null {
    const source = partySource(party, event.atMs);
    if (source === null && !evenWithout) return null;
    this.#slots[this.#count] ??= new LegSlot();
    const slot = this.#slots[this.#count++]!;
    slot.role = party.role;
    slot.accountName = party.name;
    slot.source = source;
    if (source === null) setRefusal(slot.leg, 'no_plan');
    else priceLeg(source, event, slot.leg);
    return slot;
  }

  #report(slot: LegSlot): void {
    const { outcome, reason } = slot.leg;
    this.#addReport(`${slot.role}: ${outcome}${reason === null ? '' : ` ${reason}`}`);
  }

  #addReport(text: string): void {
    this.reported = this.reported === null ? text : `${this.reported}; ${text}`;
  }
}

function setRefusal(leg: PricedLeg, outcome: Outcome): void {
  leg.outcome = outcome;
  leg.reason = null;
  leg.wide = null;
}
