/**
 * Reads blocks of CSV into prepared events, as many at a time as are looked ahead for together.
 * A usual record allocates nothing. It is a source of events like any other, so a call is refused
 * here for the same reasons, in the same order, as an event of the library.
 */

import type { CompiledBook } from '../compiled/compiled-book.js';
import type { RateOptions, RatingEvent } from '../event/event.js';
import type { EventFault } from '../event/event-fault.js';
import { PreparedEvent } from '../event/prepared-event.js';
import { Lookahead } from '../pricing/lookahead.js';
import { findParties, type Parties } from '../pricing/parties.js';
import { type EventSource, prepareFrom, Refusal } from '../pricing/prepare.js';
import { SERVICES, type Service } from '../values/scalars.js';
import { SERVICE_VOLUMES } from '../values/volume.js';
import { ByteCache } from './byte-cache.js';
import { ByteWriter } from './byte-writer.js';
import { EVENT_FIELDS, type EventColumns, type EventField } from './event-columns.js';
import { type EventReading, eventAsRead } from './event-reading.js';
import { InstantReader, readNumber, readVolume } from './field-bytes.js';
import { RecordReader } from './record-reader.js';

const SLOT = Object.fromEntries(EVENT_FIELDS.map((field, slot) => [field, slot])) as Readonly<
  Record<EventField, number>
>;
const NAME_SLOTS = (['plan', 'table', 'account', 'trunk', 'carrier', 'device'] as const).map(
  (field) => SLOT[field],
);
const { id: ID, to: TO, from: FROM, at: AT, volume: VOLUME, service: SERVICE, tag: TAG } = SLOT;
/** Of the time of day, where the date stands in a column of its own. */
const TIME_OF_DAY = EVENT_FIELDS.length;
const SEPARATOR = 0x1f;
const UTC_MARK = 90;
/** Records that are looked ahead for together. */
const BLOCK = 64;
const NO_STEPS: readonly string[] = [];

export interface EventRefusal {
  readonly outcome: 'invalid_event' | 'invalid_number';
  readonly reason: string;
  readonly account: string;
}

/** One record: an event that can be priced, or why it can not be. The object is used again. */
export class EventRecord {
  readonly event = new PreparedEvent();
  refusal: EventRefusal | null = null;
  /** Null where there is a refusal. */
  parties: Parties | null = null;
  /** Of the id in the input, without quotes. */
  idStart = 0;
  idEnd = 0;
  /** The id where its bytes can not be taken as they stand; null where they can. */
  idText: string | null = null;
  /** How the number was normalised; only where that is asked for. */
  steps: readonly string[] = NO_STEPS;
}

export interface CsvEventsOptions {
  readonly columns: EventColumns;
  readonly delimiter: string;
  readonly options: RateOptions;
  readonly reading: EventReading | null;
  /** Whether the steps of normalising are wanted. */
  readonly steps: boolean;
}

export class CsvEvents implements EventSource {
  readonly #book: CompiledBook;
  readonly #columns: EventColumns;
  readonly #options: RateOptions;
  readonly #reading: EventReading | null;
  readonly #wantsSteps: boolean;
  readonly #reader: RecordReader;
  readonly #lookahead = new Lookahead(BLOCK);
  readonly #records = Array.from({ length: BLOCK }, () => new EventRecord());
  readonly #events = this.#records.map(({ event }) => event);
  readonly #partiesOf = new Array<Parties | null>(BLOCK).fill(null);
  readonly #instants = new InstantReader();
  readonly #services = new ByteCache<Service | null>();
  readonly #tags = new ByteCache<string>();
  readonly #parties = new ByteCache<Parties | EventFault>();
  readonly #namesKey = new ByteWriter(256);
  readonly #hasTimeOfDay: boolean;
  readonly #hasUsualVolumes: boolean;
  /** Fields that the file has. */
  readonly #slots: readonly number[];
  readonly #nameSlots: readonly number[];
  readonly #noNames: Parties | EventFault;
  /** Of the record that is read. */
  #hasUsualFields = false;
  #steps = NO_STEPS;

  constructor(
    book: CompiledBook,
    { columns, delimiter, options, reading, steps }: CsvEventsOptions,
  ) {
    this.#book = book;
    this.#columns = columns;
    this.#options = options;
    this.#reading = reading;
    this.#wantsSteps = steps;
    this.#hasTimeOfDay = columns.timeOfDay >= 0;
    this.#hasUsualVolumes = reading?.hasUsualVolumes ?? true;
    this.#reader = new RecordReader(delimiter, [...columns.positions, columns.timeOfDay]);
    this.#slots = EVENT_FIELDS.flatMap((_, slot) => (columns.positions[slot]! < 0 ? [] : [slot]));
    this.#nameSlots = NAME_SLOTS.filter((slot) => this.#slots.includes(slot));
    this.#noNames = findParties(book, {}, options);
  }

  /** Hands over each record of a block, which must be whole, in order. */
  forEach(input: Uint8Array, firstLine: number, take: (record: EventRecord) => void): void {
    this.#reader.start(input, firstLine);
    for (;;) {
      let count = 0;
      for (; count < BLOCK && this.#reader.next(); count += 1) {
        const record = this.#records[count]!;
        this.#read(record);
        this.#partiesOf[count] = record.parties;
      }
      if (count === 0) return;
      this.#lookahead.run(this.#events, this.#partiesOf, count);
      for (let i = 0; i < count; i += 1) take(this.#records[i]!);
    }
  }

  #read(record: EventRecord): void {
    const reader = this.#reader;
    record.idStart = reader.starts[ID]!;
    record.idEnd = reader.ends[ID]!;
    record.idText = reader.hasQuotes(ID) ? reader.text(ID) : null;
    record.refusal = null;
    record.parties = null;
    const { count } = this.#columns;
    if (reader.isLeftOpen || (count !== null && reader.cellCount !== count)) {
      this.#refuse(record, 'invalid_event', this.#recordFault());
      return;
    }
    this.#steps = NO_STEPS;
    const prepared = prepareFrom(this, record.event);
    if (prepared instanceof Refusal) this.#refuseField(record, prepared);
    else {
      record.parties = prepared;
      record.steps = this.#steps;
    }
  }

  /** Instant, volume, service and tag in their usual forms; false when one has another. */
  readUsualFields(event: PreparedEvent): boolean {
    this.#hasUsualFields = this.#readFields(event);
    return this.#hasUsualFields;
  }

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
    event.atMs = this.#readInstant();
    if (Number.isNaN(event.atMs) || !this.#hasUsualVolumes) return false;
    const { decimals } = SERVICE_VOLUMES[event.service];
    event.volume = readVolume(input, starts[VOLUME]!, ends[VOLUME]!, decimals);
    if (event.volume < 0) return false;
    event.tag = reader.isEmpty(TAG)
      ? null
      : this.#tags.get(input, starts[TAG]!, ends[TAG]!, () => reader.text(TAG));
    return true;
  }

  #readInstant(): number {
    if (this.#hasTimeOfDay) return Number.NaN;
    const { input, starts, ends } = this.#reader;
    const end = ends[AT]!;
    const ms = this.#instants.read(input, starts[AT]!, end);
    const toUtc = this.#reading === null ? null : this.#reading.toUtc;
    if (toUtc === null || Number.isNaN(ms) || input[end - 1] === UTC_MARK) return ms;
    return toUtc(ms);
  }

  /** The event as the library takes it, unusual times and volumes read as the file writes them. */
  event(): RatingEvent {
    const reader = this.#reader;
    const fields: Partial<Record<EventField, string>> & { at: string } = {
      to: '',
      at: '',
      volume: '',
    };
    for (const slot of this.#slots) {
      if (!reader.isEmpty(slot)) fields[EVENT_FIELDS[slot]!] = reader.text(slot);
    }
    if (this.#hasTimeOfDay) fields.at = `${fields.at} ${reader.text(TIME_OF_DAY)}`;
    const event = fields as RatingEvent;
    const reading = this.#hasUsualFields ? null : this.#reading;
    if (reading === null) return event;
    return eventAsRead(event, reading);
  }

  findParties(): Parties | EventFault {
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
      findParties(this.#book, this.event(), this.#options),
    );
  }

  readUsualNumbers(event: PreparedEvent): boolean {
    if (this.#wantsSteps) return false;
    const reader = this.#reader;
    const { input, starts, ends } = reader;
    event.toLength = readNumber(input, starts[TO]!, ends[TO]!, event.to);
    if (event.toLength === 0) return false;
    event.fromLength = 0;
    if (reader.isEmpty(FROM)) return true;
    event.fromLength = readNumber(input, starts[FROM]!, ends[FROM]!, event.from);
    return event.fromLength > 0;
  }

  normalised(_number: string, steps: readonly string[]): void {
    this.#steps = steps;
  }

  #recordFault(): string {
    const { line, isLeftOpen, cellCount } = this.#reader;
    if (isLeftOpen) return `line ${line}: a quote is not closed; close it or remove it`;
    const { count } = this.#columns;
    return `line ${line}: ${cellCount} columns where the header has ${count}; quote what holds a delimiter`;
  }

  #refuseField(record: EventRecord, { outcome, fault }: Refusal): void {
    const { line } = this.#reader;
    const slot = EVENT_FIELDS.indexOf(fault.field as EventField);
    const header = this.#columns.headers[slot] ?? '';
    const named = header === '' || header === fault.field ? '' : ` (column ${header})`;
    this.#refuse(record, outcome, `line ${line}: ${fault.message}${named}`);
  }

  #refuse(record: EventRecord, outcome: EventRefusal['outcome'], reason: string): void {
    const account = this.#reader.isEmpty(SLOT.account) ? '' : this.#reader.text(SLOT.account);
    record.refusal = { outcome, reason, account };
  }
}
