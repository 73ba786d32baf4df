/** Writes priced events as lines of CSV. It prices nothing. */

import type { Section } from '../compiled/section.js';
import { type PreparedEvent, readDigits } from '../event/prepared-event.js';
import type { EventPricer } from '../pricing/event-pricer.js';
import type { LegSlot } from '../pricing/leg-slot.js';
import { looksLikeFormula } from '../values/formula.js';
import { type Decimal, formatDecimal, formatScaled } from '../values/money.js';
import { encodeUtf8 } from '../values/utf8.js';
import { SERVICE_VOLUMES } from '../values/volume.js';
import type { ByteWriter } from './byte-writer.js';

export const OUTPUT_COLUMNS = [
  'id',
  'outcome',
  'reason',
  'account',
  'rateTable',
  'code',
  'codeName',
  'billedVolume',
  'amount',
  'net',
  'tax',
  'gross',
  'currency',
  'carrierTable',
  'carrierCode',
  'carrierAmount',
  'carrierCurrency',
  'deviceTable',
  'deviceCode',
  'deviceAmount',
  'deviceCurrency',
  'resellerAmount',
  'margin',
  'marginCurrency',
] as const;

const COLUMN = Object.fromEntries(OUTPUT_COLUMNS.map((name, column) => [name, column])) as Readonly<
  Record<(typeof OUTPUT_COLUMNS)[number], number>
>;
/** Columns from the rate table to the currency. */
const PRICE_COLUMNS = 9;
const OTHER_COLUMNS = 11;
const LF = 10;
const CELLS_MAX = 10_000;
const NO_BYTES = new Uint8Array(0);
/** Numbers of telephones and others that begin with a sign are none. */
const SIGNED_FIGURE = /^[+-][\d .-]*$/;
const SPACE = 32;
const QUOTE = 34;
const PLUS = 43;
const MINUS = 45;
const EQUALS = 61;
const AT = 64;

export class RowWriter {
  readonly #writer: ByteWriter;
  readonly #delimiter: number;
  readonly #mustQuote: RegExp;
  /** Cells by text: outcomes, accounts, tables, currencies repeat. */
  readonly #cells = new Map<string, Uint8Array>();
  /** The last text of each such column, which mostly comes again at once. */
  readonly #lastTexts: string[] = new Array<string>(OUTPUT_COLUMNS.length).fill('');
  readonly #lastCells: Uint8Array[] = new Array<Uint8Array>(OUTPUT_COLUMNS.length).fill(NO_BYTES);
  /** What stands before the code of a rated event and behind its gross, as it was written last. */
  readonly #before = new RepeatedBytes();
  readonly #behind = new RepeatedBytes();
  /** Cells of delicate code names by section and number. */
  readonly #names = new Map<Section, (Uint8Array | undefined)[]>();

  constructor(writer: ByteWriter, delimiter: string) {
    this.#writer = writer;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#mustQuote = new RegExp(`["\\n\\r${delimiter.replace(/[|\\\]^-]/, '\\$&')}]|^ | $`);
  }

  /**
   * The first column, out of the input as it stands there; false when it has to be written anew.
   */
  plainId(input: Uint8Array, start: number, end: number): boolean {
    if (start === end) return true;
    const first = input[start]!;
    if (first === PLUS || first === MINUS || first === EQUALS || first === AT) return false;
    if (first === SPACE || input[end - 1] === SPACE) return false;
    for (let at = start; at < end; at += 1) {
      const byte = input[at]!;
      if (byte < SPACE || byte === QUOTE || byte === this.#delimiter) return false;
    }
    this.#writer.slice(input, start, end);
    return true;
  }

  /** The first column. */
  id(text: string): void {
    this.#writer.bytes(this.#cell(text));
  }

  /** All columns behind the id, of an event that is not priced. */
  refused(outcome: string, reason: string, account: string): void {
    this.#next(COLUMN.outcome, outcome);
    this.#text(reason);
    this.#next(COLUMN.account, account);
    this.#empty(PRICE_COLUMNS + OTHER_COLUMNS);
  }

  /** All columns behind the id. */
  priced(pricer: EventPricer, event: PreparedEvent): void {
    const { result } = pricer;
    const { outcome } = result.leg;
    if (outcome === 'rated') {
      this.#rated(pricer, event);
      return;
    }
    this.#next(COLUMN.outcome, outcome);
    const { reason } = result.leg;
    this.#next(COLUMN.reason, reason ?? '');
    this.#next(COLUMN.account, result.accountName ?? '');
    if (outcome === 'blocked') {
      this.#next(COLUMN.rateTable, result.leg.selection.holder!.name);
      this.#place(result, event);
      this.#empty(6);
    } else this.#empty(PRICE_COLUMNS);
    this.#others(pricer, event);
  }

  #rated(pricer: EventPricer, event: PreparedEvent): void {
    const { result, reported } = pricer;
    const account = result.accountName ?? '';
    const table = result.leg.selection.holder!.name;
    const before = this.#before;
    if (reported !== null || !before.write(this.#writer, account, table)) {
      const start = this.#writer.length;
      this.#next(COLUMN.outcome, 'rated');
      this.#next(COLUMN.reason, reported ?? '');
      this.#next(COLUMN.account, account);
      this.#next(COLUMN.rateTable, table);
      if (reported === null) before.keep(this.#writer.copyFrom(start), account, table);
    }
    this.#place(result, event);
    this.#amounts(result, event);
    const { currency } = result.leg.table;
    const behind = this.#behind;
    if (pricer.legCount > 1) {
      this.#next(COLUMN.currency, currency);
      this.#others(pricer, event);
    } else if (!behind.write(this.#writer, currency, '')) {
      const start = this.#writer.length;
      this.#next(COLUMN.currency, currency);
      this.#empty(OTHER_COLUMNS);
      behind.keep(this.#writer.copyFrom(start), currency, '');
    }
  }

  /** A column with text that is written once only. */
  #text(text: string): void {
    this.#writer.reserve(1);
    this.#writer.byte(this.#delimiter);
    this.#writer.bytes(this.#cell(text));
  }

  /** A column with a decimal, which may be negative and is no formula. */
  #figure(text: string): void {
    this.#writer.reserve(1);
    this.#writer.byte(this.#delimiter);
    this.#writer.text(text);
  }

  /** One more column, of any text. */
  extra(text: string): void {
    this.#text(text);
  }

  endLine(): void {
    this.#writer.reserve(1);
    this.#writer.byte(LF);
  }

  /** Billed volume, amount, net, tax and gross. */
  #amounts({ leg }: LegSlot, event: PreparedEvent): void {
    const { decimals } = leg.table;
    const writer = this.#writer;
    writer.reserve(200);
    writer.byte(this.#delimiter);
    writer.scaled(leg.billedVolume, SERVICE_VOLUMES[event.service].decimals);
    const gross = leg.net + leg.tax;
    if (leg.wide === null && Number.isSafeInteger(gross)) {
      writer.byte(this.#delimiter);
      const start = writer.length;
      writer.scaled(leg.amount, decimals);
      const end = writer.length;
      this.#amountAgain(leg.net, leg.amount, start, end, decimals);
      writer.byte(this.#delimiter);
      writer.scaled(leg.tax, decimals);
      this.#amountAgain(gross, leg.amount, start, end, decimals);
    } else {
      const net = leg.wide === null ? BigInt(leg.net) : leg.wideNet;
      const tax = leg.wide === null ? BigInt(leg.tax) : leg.wideTax;
      for (const value of [leg.wide ?? leg.amount, net, tax, net + tax]) {
        this.#figure(formatScaled(value, decimals));
      }
    }
  }

  /** Net and gross mostly are the amount, whose text then is copied. */
  #amountAgain(value: number, amount: number, start: number, end: number, decimals: number): void {
    this.#writer.byte(this.#delimiter);
    if (value === amount) this.#writer.repeat(start, end);
    else this.#writer.scaled(value, decimals);
  }

  /** Code and name. */
  #place({ leg }: LegSlot, event: PreparedEvent): void {
    const { selection } = leg;
    const writer = this.#writer;
    const section = selection.section!;
    writer.reserve(1);
    writer.byte(this.#delimiter);
    writer.numberDigits(event.to, selection.codeLength);
    writer.reserve(1);
    writer.byte(this.#delimiter);
    const name = section.rows.name(selection.row);
    if (name === 0) return;
    const { names } = section;
    if (names.isDelicate(name)) writer.bytes(this.#nameCell(section, name));
    else writer.slice(names.bytes, names.start(name), names.end(name));
  }

  #others(pricer: EventPricer, event: PreparedEvent): void {
    if (pricer.legCount === 1) {
      this.#empty(OTHER_COLUMNS);
      return;
    }
    this.#party(pricer, 'carrier', event);
    this.#party(pricer, 'device', event);
    const { margin } = pricer;
    this.#decimal(margin?.resellerAmount ?? null);
    this.#decimal(margin?.amount ?? null);
    this.#next(COLUMN.marginCurrency, margin?.currency ?? '');
  }

  #party(pricer: EventPricer, role: 'carrier' | 'device', event: PreparedEvent): void {
    for (let i = 0; i < pricer.legCount; i += 1) {
      const slot = pricer.slot(i);
      if (slot.role !== role || slot.leg.outcome !== 'rated') continue;
      const { leg } = slot;
      this.#next(COLUMN[`${role}Table`], leg.selection.holder!.name);
      this.#figure(readDigits(event.to, leg.selection.codeLength));
      this.#figure(formatScaled(leg.wide ?? leg.amount, leg.table.decimals));
      this.#next(COLUMN[`${role}Currency`], leg.table.currency);
      return;
    }
    this.#empty(4);
  }

  #decimal(value: Decimal | null): void {
    if (value === null) this.#empty(1);
    else this.#figure(formatDecimal(value));
  }

  /** A column, numbered as in {@link OUTPUT_COLUMNS}, with text that comes again. */
  #next(column: number, text: string): void {
    let cell = this.#lastCells[column]!;
    if (this.#lastTexts[column] !== text) {
      cell = this.#cells.get(text) ?? this.#cell(text);
      if (this.#cells.size < CELLS_MAX) this.#cells.set(text, cell);
      this.#lastTexts[column] = text;
      this.#lastCells[column] = cell;
    }
    this.#writer.reserve(cell.length + 1);
    this.#writer.byte(this.#delimiter);
    this.#writer.bytes(cell);
  }

  #empty(count: number): void {
    this.#writer.repeatByte(this.#delimiter, count);
  }

  #nameCell(section: Section, name: number): Uint8Array {
    let cells = this.#names.get(section);
    if (cells === undefined) {
      cells = [];
      this.#names.set(section, cells);
    }
    cells[name] ??= this.#cell(section.names.text(name)!);
    return cells[name];
  }

  #cell(text: string): Uint8Array {
    const safe = neutralised(text);
    return encodeUtf8(this.#mustQuote.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe);
  }
}

/** Bytes that were written for two texts, to be written again while the texts stay the same. */
class RepeatedBytes {
  #first: string | null = null;
  #second = '';
  #bytes = NO_BYTES;

  write(writer: ByteWriter, first: string, second: string): boolean {
    if (first !== this.#first || second !== this.#second) return false;
    writer.bytes(this.#bytes);
    return true;
  }

  keep(bytes: Uint8Array<ArrayBuffer>, first: string, second: string): void {
    this.#first = first;
    this.#second = second;
    this.#bytes = bytes;
  }
}

/** A text out of a deck or a file of calls must not run as a formula where the file is opened. */
function neutralised(text: string): string {
  return looksLikeFormula(text) && !SIGNED_FIGURE.test(text) ? `'${text}` : text;
}
