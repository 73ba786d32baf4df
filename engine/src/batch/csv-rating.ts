/**
 * Rates blocks of CSV: bytes in, bytes out, a line for a record, in order. Reading, pricing and
 * writing allocate nothing for a usual record. A field in an unusual form goes through the same
 * preparation as an event of the library; what that refuses becomes a line that says why.
 */

import type { RateOptions, RatingEvent } from '../event/event.js';
import { EventFault } from '../event/event-fault.js';
import { PreparedEvent, readDigits } from '../event/prepared-event.js';
import { EventPricer } from '../pricing/event-pricer.js';
import { Lookahead } from '../pricing/lookahead.js';
import { findParties, type Parties } from '../pricing/parties.js';
import { numberFault, prepareFields, prepareNumbers } from '../pricing/prepare.js';
import type { Rater } from '../rater.js';
import { explainEvent } from '../results/explain.js';
import { toRatedEvent } from '../results/results.js';
import type { Service } from '../values/scalars.js';
import { SERVICES } from '../values/scalars.js';
import { SERVICE_VOLUMES } from '../values/volume.js';
import { BatchCounter, type BatchSummary } from './batch-summary.js';
import { ByteCache } from './byte-cache.js';
import { ByteWriter } from './byte-writer.js';
import { EVENT_FIELDS, type EventColumns, type EventField } from './event-columns.js';
import { InstantReader, readNumber, readVolume } from './field-bytes.js';
import { RecordReader } from './record-reader.js';
import { OUTPUT_COLUMNS, RowWriter } from './row-writer.js';

export interface CsvRatingOptions {
  readonly columns: EventColumns;
  readonly delimiter: string;
  readonly options?: RateOptions;
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

export function createCsvRating(rater: Rater, options: CsvRatingOptions): BlockRating {
  return new CsvRating(rater, options);
}

const SLOT = Object.fromEntries(EVENT_FIELDS.map((field, slot) => [field, slot])) as Readonly<
  Record<EventField, number>
>;
const NAME_SLOTS = (['plan', 'table', 'account', 'trunk', 'carrier', 'device'] as const).map(
  (field) => SLOT[field],
);
const [ID, TO, FROM, AT, VOLUME, SERVICE, TAG] = [
  SLOT.id,
  SLOT.to,
  SLOT.from,
  SLOT.at,
  SLOT.volume,
  SLOT.service,
  SLOT.tag,
];
const SEPARATOR = 0x1f;
/** Records that are looked ahead for together. */
const BLOCK = 64;
const NO_STEPS: readonly string[] = [];

interface Refusal {
  readonly outcome: 'invalid_event' | 'invalid_number';
  readonly reason: string;
  readonly account: string;
}

/** What a line of the output needs beside the priced event. */
class PendingRecord {
  /** Range of the id in the input, quotes included. */
  idStart = 0;
  idEnd = 0;
  refusal: Refusal | null = null;
  /** Only for explanations. */
  id: string | undefined = undefined;
  steps: readonly string[] = NO_STEPS;
}

class CsvRating implements BlockRating {
  readonly #rater: Rater;
  readonly #columns: EventColumns;
  readonly #options: RateOptions;
  readonly #explain: boolean;
  readonly #reader: RecordReader;
  readonly #writer = new ByteWriter(1 << 20);
  readonly #rows: RowWriter;
  readonly #pricer: EventPricer;
  readonly #lookahead = new Lookahead(BLOCK);
  /** Of the records of a block: the events, whom they concern, what else the line needs. */
  readonly #events = Array.from({ length: BLOCK }, () => new PreparedEvent());
  readonly #partiesOf = new Array<Parties | null>(BLOCK).fill(null);
  readonly #records = Array.from({ length: BLOCK }, () => new PendingRecord());
  readonly #instants = new InstantReader();
  readonly #counter = new BatchCounter();
  readonly #services = new ByteCache<Service | null>();
  readonly #tags = new ByteCache<string>();
  readonly #parties = new ByteCache<Parties | EventFault>();
  readonly #namesKey = new ByteWriter(256);
  readonly #nameSlots: readonly number[];
  readonly #noNames: Parties | EventFault;

  constructor(rater: Rater, { columns, delimiter, options = {}, explain }: CsvRatingOptions) {
    this.#rater = rater;
    this.#columns = columns;
    this.#options = options;
    this.#explain = explain === true;
    this.#reader = new RecordReader(delimiter, columns.positions);
    this.#rows = new RowWriter(this.#writer, delimiter);
    this.#pricer = new EventPricer(rater.book);
    this.#nameSlots = NAME_SLOTS.filter((slot) => columns.positions[slot]! >= 0);
    this.#noNames = findParties(rater.book, {}, options);
  }

  get summary(): BatchSummary {
    return this.#counter.summary();
  }

  rate(input: Uint8Array, firstLineNumber: number): Uint8Array {
    this.#writer.clear();
    this.#reader.start(input, firstLineNumber);
    for (;;) {
      let count = 0;
      while (count < BLOCK && this.#reader.next()) this.#readRecord(count++);
      if (count === 0) break;
      this.#lookahead.run(this.#events, this.#partiesOf, count);
      for (let i = 0; i < count; i++) this.#writeRecord(input, i);
    }
    return this.#writer.view();
  }

  #readRecord(position: number): void {
    const reader = this.#reader;
    const record = this.#records[position]!;
    record.idStart = reader.rawStart(ID);
    record.idEnd = reader.rawEnd(ID);
    record.refusal = null;
    this.#partiesOf[position] = null;
    if (reader.fault !== null || reader.cellCount !== this.#columns.count) {
      this.#refuse(record, 'invalid_event', this.#recordFault());
      return;
    }
    const event = this.#events[position]!;
    const fault = this.#readFields(event) ? null : prepareFields(this.#asEvent(), event);
    if (fault !== null) {
      this.#refuseField(record, 'invalid_event', fault);
      return;
    }
    const parties = this.#findParties();
    if (parties instanceof EventFault) {
      this.#refuseField(record, 'invalid_event', parties);
      return;
    }
    const steps = this.#readNumbers(event, parties);
    if (steps === null) {
      this.#refuseField(record, 'invalid_number', numberFault(reader.text(TO)));
      return;
    }
    this.#partiesOf[position] = parties;
    if (!this.#explain) return;
    record.steps = steps;
    record.id = reader.isEmpty(ID) ? undefined : reader.text(ID);
  }

  #writeRecord(input: Uint8Array, position: number): void {
    const record = this.#records[position]!;
    this.#writer.slice(input, record.idStart, record.idEnd);
    const { refusal } = record;
    const parties = this.#partiesOf[position]!;
    if (refusal !== null) {
      this.#counter.refuse(refusal.outcome);
      this.#rows.refused(refusal.outcome, refusal.reason, refusal.account);
      if (this.#explain) this.#rows.extra('');
    } else {
      const event = this.#events[position]!;
      this.#pricer.price(event, parties, this.#options.marginCurrency);
      this.#counter.add(this.#pricer, event);
      this.#rows.priced(this.#pricer, event);
      if (this.#explain) this.#addExplanation(record, event);
    }
    this.#rows.endLine();
  }

  /** Instant, volume, service and tag in their usual forms; false when one has another. */
  #readFields(event: PreparedEvent): boolean {
    const reader = this.#reader;
    const { input, starts, ends } = reader;
    if (reader.isEmpty(SERVICE)) event.service = 'voice';
    else {
      const service = this.#services.get(input, starts[SERVICE]!, ends[SERVICE]!, () => {
        const text = reader.text(SERVICE);
        return SERVICES.find((known) => known === text) ?? null;
      });
      if (service === null) return false;
      event.service = service;
    }
    event.atMs = this.#instants.read(input, starts[AT]!, ends[AT]!);
    if (Number.isNaN(event.atMs)) return false;
    const { decimals } = SERVICE_VOLUMES[event.service];
    event.volume = readVolume(input, starts[VOLUME]!, ends[VOLUME]!, decimals);
    if (event.volume < 0) return false;
    event.tag = reader.isEmpty(TAG)
      ? null
      : this.#tags.get(input, starts[TAG]!, ends[TAG]!, () => reader.text(TAG));
    return true;
  }

  #asEvent(): RatingEvent {
    const reader = this.#reader;
    const entries = EVENT_FIELDS.filter((_, slot) => !reader.isEmpty(slot)).map((field) => [
      field,
      reader.text(SLOT[field]),
    ]);
    return { to: '', at: '', volume: '', ...Object.fromEntries(entries) } as RatingEvent;
  }

  #findParties(): Parties | EventFault {
    if (this.#nameSlots.length === 0) return this.#noNames;
    const reader = this.#reader;
    const key = this.#namesKey;
    key.clear();
    for (const slot of this.#nameSlots) {
      key.slice(reader.input, reader.starts[slot]!, reader.ends[slot]!);
      key.reserve(1);
      key.byte(SEPARATOR);
    }
    const bytes = key.view();
    return this.#parties.get(bytes, 0, bytes.length, () =>
      findParties(this.#rater.book, this.#asEvent(), this.#options),
    );
  }

  /** Steps of the normalisation, null when the called number does not normalise. */
  #readNumbers(event: PreparedEvent, parties: Parties): readonly string[] | null {
    const reader = this.#reader;
    const { input, starts, ends } = reader;
    const { techPrefix, numberRules } = parties.rules;
    const hasRules = techPrefix !== undefined || numberRules !== undefined;
    event.toLength = hasRules ? 0 : readNumber(input, starts[TO]!, ends[TO]!, event.to);
    if (event.toLength > 0 && !this.#explain) {
      if (reader.isEmpty(FROM)) {
        event.fromLength = 0;
        return NO_STEPS;
      }
      event.fromLength = readNumber(input, starts[FROM]!, ends[FROM]!, event.from);
      if (event.fromLength > 0) return NO_STEPS;
    }
    const numbers = { to: reader.text(TO), from: reader.text(FROM) };
    const { number, steps } = prepareNumbers(numbers, parties.rules, event);
    return number === null ? null : steps;
  }

  #addExplanation(record: PendingRecord, event: PreparedEvent): void {
    const number = readDigits(event.to, event.toLength);
    const result = toRatedEvent(record.id, number, this.#pricer, event);
    this.#rows.extra(JSON.stringify(explainEvent(result, record.steps, this.#pricer, event)));
  }

  #recordFault(): string {
    const { line, fault, cellCount } = this.#reader;
    if (fault === 'open-quote') return `line ${line}: a quote is not closed; close it or remove it`;
    if (fault !== null) return `line ${line}: text behind a closing quote; double quotes inside`;
    const { count } = this.#columns;
    return `line ${line}: ${cellCount} columns where the header has ${count}; quote what holds a delimiter`;
  }

  #refuseField(record: PendingRecord, outcome: Refusal['outcome'], fault: EventFault): void {
    const { line } = this.#reader;
    const slot = EVENT_FIELDS.indexOf(fault.field as EventField);
    const header = this.#columns.headers[slot] ?? '';
    const named = header === '' || header === fault.field ? '' : ` (column ${header})`;
    this.#refuse(record, outcome, `line ${line}: ${fault.message}${named}`);
  }

  #refuse(record: PendingRecord, outcome: Refusal['outcome'], reason: string): void {
    const account = this.#reader.isEmpty(SLOT.account) ? '' : this.#reader.text(SLOT.account);
    record.refusal = { outcome, reason, account };
  }
}
