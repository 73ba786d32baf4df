/**
 * Events of the library as a source of fields: nothing is usual about an object, all is asked of
 * it.
 */

import type { CompiledBook } from '../compiled/compiled-book.js';
import type { RateOptions, RatingEvent } from '../event/event.js';
import type { EventFault } from '../event/event-fault.js';
import type { PreparedEvent } from '../event/prepared-event.js';
import { findParties, type Parties } from './parties.js';
import { type EventSource, prepareFrom, type Refusal } from './prepare.js';

const NO_EVENT: RatingEvent = { to: '', at: '', volume: '' };

/** Events as objects, one after another. */
export class ObjectSource implements EventSource {
  readonly #book: CompiledBook;
  readonly #options: RateOptions;
  #event = NO_EVENT;
  /** Of the last event that was prepared. */
  number = '';
  steps: readonly string[] = [];

  constructor(book: CompiledBook, options: RateOptions) {
    this.#book = book;
    this.#options = options;
  }

  /** Prepares one event. */
  prepare(event: RatingEvent, prepared: PreparedEvent): Parties | Refusal {
    this.#event = event;
    return prepareFrom(this, prepared);
  }

  readUsualFields(): boolean {
    return false;
  }

  readUsualNumbers(): boolean {
    return false;
  }

  findParties(): Parties | EventFault {
    return findParties(this.#book, this.#event, this.#options);
  }

  event(): RatingEvent {
    return this.#event;
  }

  normalised(number: string, steps: readonly string[]): void {
    this.number = number;
    this.steps = steps;
  }
}
