/**
 * The rater: an immutable book that prices events. Compiling sorts and indexes the rates once; the
 * indexes lie in shared buffers, so that threads open the same ones without copying.
 */

import { DEFAULTS } from './book/defaults.js';
import { compileBook, type PackedTables } from './compile/compile-book.js';
import { type CompiledBook, exchangeRateAt, openParts } from './compiled/compiled-book.js';
import type {
  Explanation,
  MaxVolume,
  MaxVolumeOptions,
  RatedEvent,
  RateOptions,
  RatingEvent,
} from './event/event.js';
import { quote } from './event/event-fault.js';
import { PreparedEvent } from './event/prepared-event.js';
import { EventPricer } from './pricing/event-pricer.js';
import { Lookahead } from './pricing/lookahead.js';
import { maxVolumeOf } from './pricing/max-volume.js';
import { ObjectSource } from './pricing/object-source.js';
import type { Parties } from './pricing/parties.js';
import { Refusal } from './pricing/prepare.js';
import { explainEvent } from './results/explain.js';
import { refusedEvent, toRatedEvent } from './results/results.js';
import { parseInstant } from './values/instant.js';
import { decimalOf, formatDecimal, multiplyDecimals, parseDecimal } from './values/money.js';
import type { DecimalString } from './values/scalars.js';
import { parseVolume, SERVICE_VOLUMES, volumeNumber } from './values/volume.js';

/** What a thread needs to open the same rater: clone it as it is, its buffers are shared. */
export type SharedRater = CompiledBook['parts'];

/**
 * Checks a book and compiles it.
 *
 * @example compile({ book: 1, rateTables: [{ name: 'A', rates: [{ code: '44', price: '0.60' }] }] }).rate({ to: '+441', at: '2026-11-21T10:00:00Z', volume: 30 }, { table: 'A' }).amount === '0.3'
 * @example compile({ book: 1, rateTables: [{ name: 'A', rates: [{ code: '44', price: '0.60' }] }] }).maxVolume({ to: '441', at: '2026-11-21T10:00:00Z' }, '0.50', { table: 'A' }).volume === 50
 * @param packed rates of tables that have none of their own in the book
 * @throws {BookError} with all faults at once
 */
export function compile(book: unknown, packed: PackedTables = new Map()): Rater {
  return openRater(compileBook(book, packed));
}

/**
 * Opens a rater that another thread has compiled.
 *
 * @param before a rater whose tables may be the same ones: those are not opened again
 */
export function openRater(shared: SharedRater, before: Rater | null = null): Rater {
  return new Rater(openParts(shared, before?.book ?? null));
}

/** Events that are looked ahead for together. */
const BLOCK = 64;

export class Rater {
  readonly #book: CompiledBook;
  readonly #prepared = new PreparedEvent();
  readonly #pricer: EventPricer;

  constructor(book: CompiledBook) {
    this.#book = book;
    this.#pricer = new EventPricer(book);
  }

  /** The compiled book, for the batch. */
  get book(): CompiledBook {
    return this.#book;
  }

  share(): SharedRater {
    return this.#book.parts;
  }

  /** Prices one event. Never throws for what an event says: the outcome tells. */
  rate(event: RatingEvent, options: RateOptions = {}): RatedEvent {
    const source = new ObjectSource(this.#book, options);
    const parties = source.prepare(event, this.#prepared);
    if (parties instanceof Refusal) return refused(event, parties);
    this.#pricer.price(this.#prepared, parties, options.marginCurrency);
    return toRatedEvent(event.id, source.number, this.#pricer, this.#prepared);
  }

  /**
   * Prices events in the order given, as `rate` does, but takes a block of them through each step
   * before the next, so that their waits for memory overlap.
   */
  rateBatch(events: readonly RatingEvent[], options: RateOptions = {}): RatedEvent[] {
    const source = new ObjectSource(this.#book, options);
    const block = new BatchBlock();
    const results: RatedEvent[] = [];
    for (let start = 0; start < events.length; start += BLOCK) {
      const count = Math.min(BLOCK, events.length - start);
      for (let i = 0; i < count; i += 1) {
        const prepared = source.prepare(events[start + i]!, block.events[i]!);
        block.refusals[i] = prepared instanceof Refusal ? prepared : null;
        block.parties[i] = prepared instanceof Refusal ? null : prepared;
        block.numbers[i] = source.number;
      }
      block.lookahead.run(block.events, block.parties, count);
      for (let i = 0; i < count; i += 1) {
        results.push(this.#rateOfBlock(block, i, events[start + i]!, options));
      }
    }
    return results;
  }

  #rateOfBlock(
    block: BatchBlock,
    position: number,
    event: RatingEvent,
    options: RateOptions,
  ): RatedEvent {
    const refusal = block.refusals[position]!;
    if (refusal !== null) return refused(event, refusal);
    const prepared = block.events[position]!;
    this.#pricer.price(prepared, block.parties[position]!, options.marginCurrency);
    return toRatedEvent(event.id, block.numbers[position]!, this.#pricer, prepared);
  }

  /** The price with all that led to it. */
  explain(event: RatingEvent, options: RateOptions = {}): Explanation {
    const source = new ObjectSource(this.#book, options);
    const parties = source.prepare(event, this.#prepared);
    if (parties instanceof Refusal) {
      return { result: refused(event, parties), normalisation: [], legs: [] };
    }
    const pricer = this.#pricer;
    pricer.price(this.#prepared, parties, options.marginCurrency);
    const result = toRatedEvent(event.id, source.number, pricer, this.#prepared);
    return explainEvent(result, source.steps, pricer, this.#prepared);
  }

  /**
   * The largest whole volume whose amount is not above the balance, for the paying leg. The event's
   * own volume does not matter.
   *
   * @param balance decimal string
   * @throws {RangeError} when the balance is no decimal
   */
  maxVolume(
    event: Omit<RatingEvent, 'volume'>,
    balance: string,
    options: MaxVolumeOptions = {},
  ): MaxVolume {
    if (parseDecimal(balance) === null) {
      throw new RangeError(`balance ${quote(balance)} is not a decimal; write it like "10.00"`);
    }
    const service = event.service ?? DEFAULTS.service;
    const source = new ObjectSource(this.#book, options);
    const parties = source.prepare({ ...event, volume: 1 }, this.#prepared);
    if (parties instanceof Refusal) {
      return { volume: null, outcome: parties.outcome, reason: parties.fault.message };
    }
    const pricer = this.#pricer;
    pricer.price(this.#prepared, parties, options.marginCurrency);
    const { leg } = pricer.result;
    if (leg.outcome !== 'rated') return { volume: null, outcome: leg.outcome, reason: leg.reason };
    const volumeMax = parseVolume(options.volumeMax ?? SERVICE_VOLUMES[service].volumeMax, service);
    if (volumeMax === null) {
      throw new RangeError(`volumeMax ${options.volumeMax} is not a volume of ${service}`);
    }
    const volume = maxVolumeOf(
      pricer.result.source!,
      this.#prepared,
      leg,
      decimalOf(balance),
      volumeMax,
    );
    return { volume: volumeNumber(volume, service), outcome: 'rated', reason: null };
  }

  /**
   * An amount in another currency, exact, by the exchange rate that margins are made with: the
   * latest one not after an instant. Null: there is none.
   *
   * @example compile({ book: 1, exchangeRates: [{ from: 'USD', to: 'EUR', rate: '0.9', date: '2026-01-01' }] }).convert('0.22', { from: 'USD', to: 'EUR', at: '2026-11-21T10:00:00Z' }) === '0.198'
   * @throws {RangeError} when the amount is no decimal or `at` no instant
   */
  convert(
    amount: DecimalString,
    { from, to, at }: { readonly from: string; readonly to: string; readonly at: string | number },
  ): DecimalString | null {
    const value = parseDecimal(amount);
    if (value === null) throw new RangeError(`amount ${quote(amount)} is not a decimal`);
    const atMs = typeof at === 'number' ? at : parseInstant(at);
    if (atMs === null) throw new RangeError(`at ${quote(String(at))} is not an instant`);
    const rate = exchangeRateAt(this.#book, from, to, atMs);
    return rate === null ? null : formatDecimal(multiplyDecimals(value, rate));
  }
}

/** What the events of a block need until they are priced. */
class BatchBlock {
  readonly lookahead = new Lookahead(BLOCK);
  readonly events = Array.from({ length: BLOCK }, () => new PreparedEvent());
  readonly parties = new Array<Parties | null>(BLOCK).fill(null);
  readonly refusals = new Array<Refusal | null>(BLOCK).fill(null);
  readonly numbers = new Array<string>(BLOCK).fill('');
}

const refused = (event: RatingEvent, { outcome, fault }: Refusal): RatedEvent =>
  refusedEvent(event.id, outcome, fault.message, event.account);
