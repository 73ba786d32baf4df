/**
 * The rater: an immutable book that prices events. Compiling sorts and indexes the rates once; the
 * indexes lie in shared buffers, so that threads open the same ones without copying.
 */

import { DEFAULTS } from './book/defaults.js';
import { compileBook, type PackedTables } from './compile/compile-book.js';
import { type CompiledBook, openParts } from './compiled/compiled-book.js';
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
import { maxVolumeOf } from './pricing/max-volume.js';
import { type Preparation, prepareEvent } from './pricing/prepare.js';
import { explainEvent } from './results/explain.js';
import { refusedEvent, toRatedEvent } from './results/results.js';
import { decimalOf, parseDecimal } from './values/money.js';
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

/** Opens a rater that another thread has compiled. */
export function openRater(shared: SharedRater): Rater {
  return new Rater(openParts(shared));
}

/** A prepared event, or the result that refuses it. */
type Prepared =
  | ({ readonly ok: true } & Preparation)
  | { readonly ok: false; readonly refused: RatedEvent };

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
    const prepared = this.#prepare(event, options);
    if (!prepared.ok) return prepared.refused;
    this.#pricer.price(this.#prepared, prepared.parties, options.marginCurrency);
    return toRatedEvent(event.id, prepared.number, this.#pricer, this.#prepared);
  }

  /** Prices events in the order given. */
  rateBatch(events: readonly RatingEvent[], options: RateOptions = {}): RatedEvent[] {
    return events.map((event) => this.rate(event, options));
  }

  /** The price with all that led to it. */
  explain(event: RatingEvent, options: RateOptions = {}): Explanation {
    const prepared = this.#prepare(event, options);
    if (!prepared.ok) return { result: prepared.refused, normalisation: [], legs: [] };
    const pricer = this.#pricer;
    pricer.price(this.#prepared, prepared.parties, options.marginCurrency);
    const result = toRatedEvent(event.id, prepared.number, pricer, this.#prepared);
    return explainEvent(result, prepared.steps, pricer, this.#prepared);
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
    const prepared = this.#prepare({ ...event, volume: 1 }, options);
    if (!prepared.ok) {
      return { volume: null, outcome: prepared.refused.outcome, reason: prepared.refused.reason };
    }
    const pricer = this.#pricer;
    pricer.price(this.#prepared, prepared.parties, options.marginCurrency);
    const { leg } = pricer.result;
    if (leg.outcome !== 'rated') return { volume: null, outcome: leg.outcome, reason: leg.reason };
    const volumeMax = parseVolume(options.volumeMax ?? SERVICE_VOLUMES[service].volumeMax, service);
    if (volumeMax === null) {
      throw new RangeError(`volumeMax ${options.volumeMax} is not a volume of ${service}`);
    }
    const { source } = pricer.result;
    const volume = maxVolumeOf(source!, this.#prepared, leg, decimalOf(balance), volumeMax);
    return { volume: volumeNumber(volume, service), outcome: 'rated', reason: null };
  }

  #prepare(event: RatingEvent, options: RateOptions): Prepared {
    const prepared = prepareEvent(this.#book, event, options, this.#prepared);
    if ('parties' in prepared) return { ok: true, ...prepared };
    const { outcome, fault } = prepared;
    return { ok: false, refused: refusedEvent(event.id, outcome, fault.message, event.account) };
  }
}
