/** Rates blocks of CSV: bytes in, bytes out, a line for a record, in order. */

import type { BookHolder } from '../compiled/compiled-book.js';
import type { RateOptions } from '../event/event.js';
import { readDigits } from '../event/prepared-event.js';
import { EventPricer } from '../pricing/event-pricer.js';
import { explainEvent } from '../results/explain.js';
import { toRatedEvent } from '../results/results.js';
import { decodeUtf8 } from '../values/utf8.js';
import { BatchCounter, type BatchSummary } from './batch-summary.js';
import { ByteWriter } from './byte-writer.js';
import { CsvEvents, type EventRecord } from './csv-events.js';
import type { EventColumns } from './event-columns.js';
import type { EventReading } from './event-reading.js';
import { OUTPUT_COLUMNS, RowWriter } from './row-writer.js';

export interface CsvRatingOptions {
  readonly columns: EventColumns;
  readonly delimiter: string;
  readonly options?: RateOptions;
  /** How the file writes times and volumes; left out = as the library takes them. */
  readonly reading?: EventReading;
  /** Adds a column `explanation` with JSON. */
  readonly explain?: boolean;
}

export interface BlockRating {
  /**
   * Rates the records of a block, which must be whole. The answer is valid until the next call.
   *
   * @param firstLineNumber of the block in its file, for messages
   */
  rate(input: Uint8Array, firstLineNumber: number): Uint8Array;
  readonly summary: BatchSummary;
}

/** The header line of the output. */
export function csvHeader(
  options: { readonly explain?: boolean; readonly delimiter?: string } = {},
): string {
  const columns: string[] = [...OUTPUT_COLUMNS];
  if (options.explain === true) columns.push('explanation');
  return `${columns.join(options.delimiter ?? ',')}\n`;
}

export function createCsvRating(rater: BookHolder, options: CsvRatingOptions): BlockRating {
  return new CsvRating(rater, options);
}

class CsvRating implements BlockRating {
  readonly #options: RateOptions;
  readonly #explain: boolean;
  readonly #events: CsvEvents;
  readonly #pricer: EventPricer;
  readonly #writer = new ByteWriter(1 << 20);
  readonly #rows: RowWriter;
  readonly #counter = new BatchCounter();
  #input: Uint8Array = new Uint8Array(0);

  constructor(rater: BookHolder, given: CsvRatingOptions) {
    const { columns, delimiter, options = {}, reading = null, explain = false } = given;
    this.#options = options;
    this.#explain = explain;
    this.#events = new CsvEvents(rater.book, {
      columns,
      delimiter,
      options,
      reading,
      steps: explain,
    });
    this.#pricer = new EventPricer(rater.book);
    this.#rows = new RowWriter(this.#writer, delimiter);
  }

  get summary(): BatchSummary {
    return this.#counter.summary();
  }

  rate(input: Uint8Array, firstLineNumber: number): Uint8Array {
    this.#writer.clear();
    this.#input = input;
    this.#events.forEach(input, firstLineNumber, this.#write);
    return this.#writer.view();
  }

  readonly #write = (record: EventRecord): void => {
    const { refusal, event, idStart, idEnd } = record;
    if (record.idText !== null) this.#rows.id(record.idText);
    else if (!this.#rows.plainId(this.#input, idStart, idEnd)) this.#rows.id(this.#idOf(record));
    if (refusal !== null) {
      this.#counter.refuse(refusal.outcome);
      this.#rows.refused(refusal.outcome, refusal.reason, refusal.account);
      if (this.#explain) this.#rows.extra('');
    } else {
      this.#pricer.price(event, record.parties!, this.#options.marginCurrency);
      this.#counter.add(this.#pricer, event);
      this.#rows.priced(this.#pricer, event);
      if (this.#explain) this.#addExplanation(record);
    }
    this.#rows.endLine();
  };

  #idOf({ idText, idStart, idEnd }: EventRecord): string {
    return idText ?? decodeUtf8(this.#input.slice(idStart, idEnd));
  }

  #addExplanation(record: EventRecord): void {
    const { event, steps } = record;
    const id = this.#idOf(record);
    const number = readDigits(event.to, event.toLength);
    const result = toRatedEvent(id === '' ? undefined : id, number, this.#pricer, event);
    this.#rows.extra(JSON.stringify(explainEvent(result, steps, this.#pricer, event)));
  }
}
