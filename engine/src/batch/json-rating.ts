/**
 * Rates blocks of JSON lines: an object a line in, its result as an object a line out. A line that
 * is no event becomes a result that says why.
 */

import type { BookHolder } from '../compiled/compiled-book.js';
import type { RateOptions, RatingEvent } from '../event/event.js';
import { EventFault } from '../event/event-fault.js';
import { PreparedEvent } from '../event/prepared-event.js';
import { EventPricer } from '../pricing/event-pricer.js';
import { ObjectSource } from '../pricing/object-source.js';
import { Refusal } from '../pricing/prepare.js';
import { explainEvent } from '../results/explain.js';
import { refusedEvent, toRatedEvent } from '../results/results.js';
import { decodeUtf8 } from '../values/utf8.js';
import { BatchCounter, type BatchSummary } from './batch-summary.js';
import { ByteWriter } from './byte-writer.js';
import type { BlockRating } from './csv-rating.js';
import { EVENT_FIELDS, type EventField } from './event-columns.js';
import { type EventReading, eventAsRead } from './event-reading.js';

export interface JsonRatingOptions {
  readonly options?: RateOptions;
  /** How the file writes times and volumes; left out = as the library takes them. */
  readonly reading?: EventReading;
  /** Adds `explanation` to each result. */
  readonly explain?: boolean;
}

export function createJsonRating(rater: BookHolder, options: JsonRatingOptions = {}): BlockRating {
  return new JsonRating(rater, options);
}

class JsonRating implements BlockRating {
  readonly #options: RateOptions;
  readonly #explain: boolean;
  readonly #source: ObjectSource;
  readonly #reading: EventReading | null;
  readonly #pricer: EventPricer;
  readonly #event = new PreparedEvent();
  readonly #counter = new BatchCounter();
  readonly #writer = new ByteWriter(1 << 20);

  constructor(rater: BookHolder, { options = {}, explain, reading }: JsonRatingOptions) {
    this.#source = new ObjectSource(rater.book, options);
    this.#options = options;
    this.#explain = explain === true;
    this.#reading = reading ?? null;
    this.#pricer = new EventPricer(rater.book);
  }

  get summary(): BatchSummary {
    return this.#counter.summary();
  }

  rate(input: Uint8Array, firstLineNumber: number): Uint8Array {
    this.#writer.clear();
    const lines = decodeUtf8(input.slice()).split('\n');
    lines.forEach((line, i) => {
      if (line.trim() === '') return;
      this.#writer.text(`${JSON.stringify(this.#line(line, firstLineNumber + i))}\n`);
    });
    return this.#writer.view();
  }

  #line(text: string, line: number): object {
    const event = readEvent(text, this.#reading);
    const id = event instanceof EventFault ? undefined : event.id;
    const account = event instanceof EventFault ? undefined : event.account;
    const prepared =
      event instanceof EventFault
        ? new Refusal('invalid_event', event)
        : this.#source.prepare(event, this.#event);
    if (prepared instanceof Refusal) {
      const { outcome, fault } = prepared;
      this.#counter.refuse(outcome);
      return refusedEvent(id, outcome, `line ${line}: ${fault.message}`, account);
    }
    const { number, steps } = this.#source;
    this.#pricer.price(this.#event, prepared, this.#options.marginCurrency);
    this.#counter.add(this.#pricer, this.#event);
    const result = toRatedEvent(id, number, this.#pricer, this.#event);
    if (!this.#explain) return result;
    const { normalisation, legs } = explainEvent(result, steps, this.#pricer, this.#event);
    return { ...result, explanation: { normalisation, legs } };
  }
}

/** Fields are texts or numbers; others of the object are let alone. */
function readEvent(text: string, reading: EventReading | null): RatingEvent | EventFault {
  let parsed: unknown;
  try {
    parsed = JSON.parse(withExactNumbers(text));
  } catch {
    return new EventFault('line', text.trim(), 'write one JSON object a line');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return new EventFault('line', text.trim(), 'write one JSON object a line');
  }
  const fields: Partial<Record<EventField, string | number>> = {};
  for (const field of EVENT_FIELDS) {
    const value: unknown = Object.hasOwn(parsed, field)
      ? (parsed as Record<string, unknown>)[field]
      : undefined;
    if (value === undefined || value === null || value === '') continue;
    if (typeof value !== 'string' && typeof value !== 'number') {
      return new EventFault(field, JSON.stringify(value), 'write a text or a number');
    }
    const isNumeric = field === 'at' || field === 'volume';
    fields[field] = isNumeric ? value : String(value);
  }
  const event = { to: '', at: '', volume: '', ...fields } as RatingEvent;
  if (reading === null) return event;
  const isSeconds = typeof event.at === 'number' && Math.abs(event.at) < SECONDS_BELOW;
  return eventAsRead(isSeconds ? { ...event, at: String(event.at) } : event, reading);
}

/** Epochs below are seconds: in milliseconds they would be calls of before 1973. */
const SECONDS_BELOW = 100_000_000_000;

/** What may be a number with more digits than a binary one keeps, or with zeros at its end. */
const DELICATE_NUMBER = /\d[\d.]{15}|\.\d*0\s*[,}]/;
const JSON_TOKEN = /"(?:[^"\\]|\\.)*"|(?<![\w.+-])-?\d+(?:\.\d+)?(?![\d.eE])/g;

/** Numbers that would lose digits become texts, so that an id comes out as it went in. */
function withExactNumbers(text: string): string {
  if (!DELICATE_NUMBER.test(text)) return text;
  return text.replace(JSON_TOKEN, (token) =>
    token.startsWith('"') || String(Number(token)) === token ? token : `"${token}"`,
  );
}
