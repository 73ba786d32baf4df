/** Writes priced events as lines of CSV. It prices nothing. */

import type { EventPricer } from '../event-pricer.js';
import type { LegSlot } from '../leg-slot.js';
import { type Decimal, formatDecimal, formatScaled } from '../money.js';
import { type PreparedEvent, readDigits } from '../prepared-event.js';
import type { Section } from '../section.js';
import { encodeUtf8 } from '../utf8.js';
import { SERVICE_VOLUMES } from '../volume.js';
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
/** What a spreadsheet takes for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/;

export class RowWriter {
  readonly #writer: ByteWriter;
  readonly #delimiter: number;
  readonly #mustQuote: RegExp;
  /** Cells by text: outcomes, accounts, tables, currencies repeat. */
  readonly #cells = new Map<string, Uint8Array>();
  /** The last text of each such column, which mostly comes again at once. */
  readonly #lastTexts: string[] = new Array<string>(OUTPUT_COLUMNS.length).fill('');
  readonly #lastCells: Uint8Array[] = new Array<Uint8Array>(OUTPUT_COLUMNS.length).fill(NO_BYTES);
  /** Cells of delicate code names by section and number. */
  readonly #names = new Map<Section, (Uint8Array | undefined)[]>();

  constructor(writer: ByteWriter, delimiter: string) {
    this.#writer = writer;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#mustQuote = new RegExp(`["\\n\\r${delimiter.replace(/[|\\\]^-]/, '\\$&')}]|^ | $`);
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
    this.#next(COLUMN.outcome, outcome);
    const reason = outcome === 'rated' ? pricer.reported : result.leg.reason;
    if (reason === null) this.#empty(1);
    else this.#text(reason);
    this.#next(COLUMN.account, result.accountName ?? '');
    if (outcome === 'rated') this.#price(result, event);
    else if (outcome === 'blocked') {
      this.#place(result, event);
      this.#empty(6);
    } else this.#empty(PRICE_COLUMNS);
    if (pricer.legCount === 1) this.#empty(OTHER_COLUMNS);
    else this.#others(pricer, event);
  }

  /** A column with text that is written once only. */
  #text(text: string): void {
    this.#writer.reserve(1);
    this.#writer.byte(this.#delimiter);
    this.#writer.bytes(this.#cell(text));
  }

  /** One more column, of any text. */
  extra(text: string): void {
    this.#text(text);
  }

  endLine(): void {
    this.#writer.reserve(1);
    this.#writer.byte(LF);
  }

  #price(slot: LegSlot, event: PreparedEvent): void {
    const { leg } = slot;
    const { decimals, currency } = leg.table;
    const writer = this.#writer;
    this.#place(slot, event);
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
        this.#text(formatScaled(value, decimals));
      }
    }
    this.#next(COLUMN.currency, currency);
  }

  /** Net and gross mostly are the amount, whose text then is copied. */
  #amountAgain(value: number, amount: number, start: number, end: number, decimals: number): void {
    this.#writer.byte(this.#delimiter);
    if (value === amount) this.#writer.repeat(start, end);
    else this.#writer.scaled(value, decimals);
  }

  /** Table, code and name. */
  #place({ leg }: LegSlot, event: PreparedEvent): void {
    const { selection } = leg;
    const writer = this.#writer;
    const section = selection.section!;
    this.#next(COLUMN.rateTable, selection.holder!.name);
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
    this.#party(pricer, 'carrier', event);
    this.#party(pricer, 'device', event);
    const { margin } = pricer;
    this.#decimal(margin?.resellerAmount ?? null);
    this.#decimal(margin?.amount ?? null);
    this.#next(COLUMN.marginCurrency, margin?.currency ?? '');
  }

  #party(pricer: EventPricer, role: 'carrier' | 'device', event: PreparedEvent): void {
    for (let i = 0; i < pricer.legCount; i++) {
      const slot = pricer.slot(i);
      if (slot.role !== role || slot.leg.outcome !== 'rated') continue;
      const { leg } = slot;
      this.#next(COLUMN[`${role}Table`], leg.selection.holder!.name);
      this.#text(readDigits(event.to, leg.selection.codeLength));
      this.#text(formatScaled(leg.wide ?? leg.amount, leg.table.decimals));
      this.#next(COLUMN[`${role}Currency`], leg.table.currency);
      return;
    }
    this.#empty(4);
  }

  #decimal(value: Decimal | null): void {
    if (value === null) this.#empty(1);
    else this.#text(formatDecimal(value));
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
    this.#writer.reserve(count);
    for (let i = 0; i < count; i++) this.#writer.byte(this.#delimiter);
  }

  #nameCell(section: Section, name: number): Uint8Array {
    let cells = this.#names.get(section);
    if (cells === undefined) {
      cells = [];
      this.#names.set(section, cells);
    }
    cells[name] ??= this.#cell(neutralised(section.names.text(name)!));
    return cells[name];
  }

  #cell(text: string): Uint8Array {
    return encodeUtf8(this.#mustQuote.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  }
}

/** A name out of a deck must not run as a formula where the file is opened. */
function neutralised(name: string): string {
  return FORMULA.test(name) ? `'${name}` : name;
}
