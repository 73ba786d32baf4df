/**
 * What goes into the rater and what comes out of it. The same objects serve the library, the
 * command line and the API; all of them can be written as JSON without loss.
 */

import type { NumberRule } from '../values/number.js';
import type { DecimalString, InstantString, Service } from '../values/scalars.js';

export interface RatingEvent {
  readonly id?: string;
  /** Destination number in any form that normalises. */
  readonly to: string;
  /** Caller number; one that does not normalise (anonymous) matches no source code. */
  readonly from?: string;
  /** Start of the event: ISO 8601 (no zone = UTC), or epoch milliseconds. */
  readonly at: InstantString | number;
  /** Voice: seconds, up to 3 decimals; sms: messages; data: bytes. A string keeps it exact. */
  readonly volume: number | string;
  /** Left out = `voice`. */
  readonly service?: Service;
  readonly tag?: string;
  /** What prices the event: its own plan or table, else its trunk's or account's assignment. */
  readonly plan?: string;
  readonly table?: string;
  readonly account?: string;
  readonly trunk?: string;
  readonly carrier?: string;
  readonly device?: string;
}

export type Outcome =
  | 'rated'
  | 'blocked'
  | 'no_plan'
  | 'no_rate'
  | 'invalid_number'
  | 'invalid_event';

/** Why `no_rate`: the nearest miss. */
export type NoRateReason =
  | 'no_code'
  | 'not_yet_effective'
  | 'expired'
  | 'number_length'
  | 'source_code'
  | 'time_profile'
  | 'tag'
  | 'stashed';

export type LegRole = 'customer' | 'carrier' | 'device' | 'reseller';

/** The values that a price was made of, kept with the call so that later edits never change it. */
export interface RateUsed {
  /** Position in the table's `rates`. */
  readonly index: number;
  readonly effectiveFrom: InstantString | null;
  readonly effectiveTo: InstantString | null;
  readonly price: DecimalString | null;
  readonly firstPrice: DecimalString | null;
  readonly firstInterval: number;
  readonly nextInterval: number;
  readonly setupFee: DecimalString;
}

/** The price of one event for one party. */
export interface Leg {
  readonly role: LegRole;
  readonly account: string | null;
  readonly outcome: Outcome;
  /** `no_rate`: a {@link NoRateReason}; an invalid event or number: what is wrong and the mend. */
  readonly reason: string | null;
  readonly ratingPlan: string | null;
  /**
   * The table that holds the winning rate (an ancestor of the assigned one where it was inherited).
   */
  readonly rateTable: string | null;
  readonly code: string | null;
  readonly codeName: string | null;
  readonly rate: RateUsed | null;
  /** Null unless rated. */
  readonly billedVolume: number | null;
  readonly amount: DecimalString | null;
  readonly net: DecimalString | null;
  readonly tax: DecimalString | null;
  readonly gross: DecimalString | null;
  readonly currency: string | null;
}

export interface Margin {
  readonly amount: DecimalString;
  readonly currency: string;
}

/**
 * The price of an event. The fields of {@link Leg} on this level are those of the paying account's
 * own leg, or of the first customer leg above it that refuses the call.
 */
export interface RatedEvent extends Leg {
  readonly id: string | null;
  /** The normalised destination; null when it does not normalise. */
  readonly number: string | null;
  /** Every leg, the paying account's first; only this one when the event names no other party. */
  readonly legs: readonly Leg[];
  /** Null without a carrier, device or reseller leg, and when it is refused. */
  readonly margin: Margin | null;
  /** Why there is no margin: a leg without a price, or `no_exchange_rate`. */
  readonly marginReason: string | null;
}

export interface RateOptions {
  /** Used where the event names neither a plan nor a table. */
  readonly plan?: string;
  readonly table?: string;
  /** Price through this carrier's assignment instead of the account's. */
  readonly carrier?: string;
  /** Currency of the margin; left out = that of the topmost customer leg. */
  readonly marginCurrency?: string;
  /** Number rules of events that name no trunk; left out = none. */
  readonly numberRules?: readonly NumberRule[];
  /**
   * What becomes of an event that names an account, trunk, carrier or device which the book does
   * not have, where a plan or table is named that prices it all the same. `refuse`: it is invalid;
   * left out = `refuse`. `pass`: it is priced, and keeps the account's name as written. A book that
   * has nothing of that kind passes its names in either case.
   */
  readonly unknownNames?: 'refuse' | 'pass';
  /** The plan or table named here prices every event; whom and what an event names is not asked. */
  readonly ignoreNames?: boolean;
}

export interface MaxVolumeOptions extends RateOptions {
  /** Largest answer; left out = 24 h of voice, 100,000 messages, 1 TiB of data. */
  readonly volumeMax?: number;
}

/** How long an event may go on; null where it may not start. */
export interface MaxVolume {
  readonly volume: number | null;
  readonly outcome: Outcome;
  readonly reason: string | null;
}

/** One rate that was looked at, and how it fared. */
export interface CandidateExplanation {
  readonly rateTable: string;
  readonly index: number;
  readonly code: string;
  readonly codeName: string | null;
  /** What tells rates of one code apart; null where the rate asks for none. */
  readonly sourceCode: string | null;
  readonly numberLength: { readonly min: number; readonly max: number } | null;
  readonly timeProfile: string | null;
  readonly tag: string | null;
  readonly effectiveFrom: InstantString | null;
  readonly effectiveTo: InstantString | null;
  readonly price: DecimalString | null;
  readonly blocked: boolean;
  readonly verdict: 'won' | 'lost' | 'not-a-candidate';
  /** The rule that it lost by, in words, or why it was no candidate. */
  readonly rule: string;
}

/** A rate that would price the event were one of the two another one. */
export interface NearRate {
  readonly rateTable: string;
  readonly code: string;
  readonly codeName: string | null;
  readonly service: Service;
  /** So many digits of the code the number begins with: all of them, unless it is `no_code`. */
  readonly sharedDigits: number;
  /** What keeps it from pricing the event. */
  readonly reason: NoRateReason | 'service';
  readonly sourceCode: string | null;
  readonly numberLength: { readonly min: number; readonly max: number } | null;
  /** Its own, or where that holds the timing of its entry in the plan. */
  readonly timeProfile: string | null;
  readonly tag: string | null;
  readonly effectiveFrom: InstantString | null;
  readonly effectiveTo: InstantString | null;
  readonly blocked: boolean;
}

/** One step of the charge with its figures, in order. */
export interface ChargeStep {
  readonly step: string;
  readonly detail: string;
  readonly volume: number | null;
  /** Exact running total after the step: a decimal, or `numerator/denominator` when it has none. */
  readonly total: string;
}

export interface LegExplanation {
  readonly leg: Leg;
  readonly candidates: readonly CandidateExplanation[];
  /** Where there is no rate: those that come nearest, the nearest first. */
  readonly nearest: readonly NearRate[];
  readonly steps: readonly ChargeStep[];
  /** Exact total before rounding. */
  readonly exactTotal: string | null;
}

export interface Explanation {
  readonly result: RatedEvent;
  readonly normalisation: readonly string[];
  readonly legs: readonly LegExplanation[];
}
