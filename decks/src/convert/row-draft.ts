/**
 * One row on its way to rates: the values its cells gave, and what was wrong with them. A draft is
 * used for row after row, so nothing in it outlives `reset` but the rate that it hands over.
 */

import type { DecimalString, Rate } from '@ratedeck/engine';
import { columnLabel } from '../deck/column-label.js';
import type { Cell, Column, DeckRate, PriceDirection, RateChange } from '../deck/deck.js';
import { isWrittenWithDollarSign } from '../values/currencies.js';
import type { RowUnit } from '../values/unit-words.js';

export type RateDraft = { -readonly [K in keyof Rate]: Rate[K] };

export interface CellFault {
  readonly column: string;
  readonly value: string;
  readonly code: string;
  readonly message: string;
}

interface SaidCurrency {
  readonly currency: string;
  readonly column: Column;
  readonly cell: Cell;
}

const VALUE_CHARACTERS_MAX = 200;

/** A cell as a list of faults shows it: what was written, not too much of it. */
function cellValue(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString();
  return String(cell).slice(0, VALUE_CHARACTERS_MAX);
}

export class RowDraft {
  rate: RateDraft = { code: '' };
  country: string | null = null;
  change: RateChange = 'set';
  action: DeckRate['action'] = null;
  id: string | null = null;
  /** What stands in place of the price: `-1`, `n/a`. */
  noPrice: Cell = null;
  peakPrice: DecimalString | null = null;
  offPeakPrice: DecimalString | null = null;
  intraPrice: DecimalString | null = null;
  indeterminatePrice: DecimalString | null = null;
  minCharge: DecimalString | null = null;
  /** What the prices of the row are for. */
  unit: RowUnit | null = null;
  /** The code is the whole number. */
  isExact = false;
  /** A column says that it is not in use. */
  isInactive = false;
  numberLengthMin: number | null = null;
  numberLengthMax: number | null = null;
  sourceCodes: readonly string[] | null = null;
  /** The row says that its date is as soon as possible. */
  isAsap = false;
  /** What the row says became of its price. */
  direction: PriceDirection | null = null;
  faults: CellFault[] = [];
  #currency: SaidCurrency | null = null;
  /** A bare `$`, which several currencies use. */
  #dollar: SaidCurrency | null = null;

  reset(): void {
    this.rate = { code: '' };
    this.country = null;
    this.#currency = null;
    this.#dollar = null;
    this.change = 'set';
    this.action = null;
    this.id = null;
    this.noPrice = null;
    this.peakPrice = null;
    this.offPeakPrice = null;
    this.intraPrice = null;
    this.indeterminatePrice = null;
    this.minCharge = null;
    this.unit = null;
    this.isExact = false;
    this.isInactive = false;
    this.numberLengthMin = null;
    this.numberLengthMax = null;
    this.sourceCodes = null;
    this.isAsap = false;
    this.direction = null;
    if (this.faults.length > 0) this.faults = [];
  }

  addFault(column: string, cell: Cell, code: string, message: string): void {
    this.faults.push({ column, value: cellValue(cell), code, message });
  }

  /** A cell says the currency of its row. */
  addCurrency(currency: string, column: Column, cell: Cell): void {
    const said = { currency, column, cell };
    const isBareDollar =
      currency === 'USD' && typeof cell === 'string' && cell.includes('$') && !/us/i.test(cell);
    if (isBareDollar) this.#dollar = said;
    else if (this.#currency === null) this.#currency = said;
    else if (this.#currency.currency !== currency) {
      this.#faultCurrency(said, this.#currency.currency);
    }
  }

  /**
   * The currency of the deck after this row; a row in another one is at fault. `sheetCurrency` is
   * what the sheet says of all its rows.
   */
  settleCurrency(deckCurrency: string | null, sheetCurrency: string | null): string | null {
    const said = this.#currency ?? this.#dollar;
    if (said === null || (said === this.#dollar && isDollar(sheetCurrency ?? deckCurrency))) {
      if (sheetCurrency === null) return deckCurrency;
      if (deckCurrency !== null && sheetCurrency !== deckCurrency) {
        this.addFault(
          'currency',
          sheetCurrency,
          'currency_mixed',
          mixed(sheetCurrency, deckCurrency),
        );
      }
      return deckCurrency ?? sheetCurrency;
    }
    if (deckCurrency === null || said.currency === deckCurrency) return said.currency;
    this.#faultCurrency(said, deckCurrency);
    return deckCurrency;
  }

  #faultCurrency({ currency, column, cell }: SaidCurrency, other: string): void {
    this.addFault(columnLabel(column), cell, 'currency_mixed', mixed(currency, other));
  }
}

const isDollar = (currency: string | null): boolean =>
  currency !== null && isWrittenWithDollarSign(currency);

const mixed = (currency: string, other: string): string =>
  `is ${currency}, but there is ${other} before it; make one deck for each currency`;
