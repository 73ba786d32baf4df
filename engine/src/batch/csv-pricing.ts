/**
 * Prices blocks of CSV and hands over what each call costs, for those who add costs up. It writes
 * nothing.
 */

import type { BookHolder } from '../compiled/compiled-book.js';
import type { Outcome, RateOptions } from '../event/event.js';
import { readDigits } from '../event/prepared-event.js';
import { EventPricer } from '../pricing/event-pricer.js';
import { CsvEvents, type EventRecord } from './csv-events.js';
import type { EventColumns } from './event-columns.js';
import type { EventReading } from './event-reading.js';

export interface CsvPricingOptions {
  readonly columns: EventColumns;
  readonly delimiter: string;
  readonly options?: RateOptions;
  /** How the file writes times and volumes; left out = as the library takes them. */
  readonly reading?: EventReading;
}

/** What one call costs the party that pays for it. */
export interface PricedCall {
  readonly outcome: Outcome;
  /** Of `no_rate`, or what is wrong with the call. */
  readonly reason: string | null;
  /** Empty unless rated. */
  readonly code: string;
  /** An integer of 10^-decimals; 0 unless rated. */
  readonly amount: bigint;
  readonly decimals: number;
}

export interface CallPricing {
  /**
   * Prices the records of a block, which must be whole, and hands over each in order.
   *
   * @param firstLineNumber of the block in its file, for messages
   */
  price(input: Uint8Array, firstLineNumber: number, take: (call: PricedCall) => void): void;
}

export function createCsvPricing(rater: BookHolder, given: CsvPricingOptions): CallPricing {
  const { columns, delimiter, options = {}, reading = null } = given;
  const events = new CsvEvents(rater.book, { columns, delimiter, options, reading, steps: false });
  const pricer = new EventPricer(rater.book);
  return {
    price: (input, firstLineNumber, take) => {
      events.forEach(input, firstLineNumber, (record) => take(priced(pricer, record, options)));
    },
  };
}

function priced(pricer: EventPricer, record: EventRecord, options: RateOptions): PricedCall {
  const { refusal, event, parties } = record;
  if (refusal !== null) return unpriced(refusal.outcome, refusal.reason);
  pricer.price(event, parties!, options.marginCurrency);
  const { leg } = pricer.result;
  if (leg.outcome !== 'rated') return unpriced(leg.outcome, leg.reason);
  return {
    outcome: 'rated',
    reason: null,
    code: readDigits(event.to, leg.selection.codeLength),
    amount: leg.wide ?? BigInt(leg.amount),
    decimals: leg.table.decimals,
  };
}

const unpriced = (outcome: Outcome, reason: string | null): PricedCall => ({
  outcome,
  reason,
  code: '',
  amount: 0n,
  decimals: 0,
});
