/**
 * The book: the whole rating configuration as one plain document.
 *
 * These are the shapes after reading: every name is as users write it in JSON, money is a decimal
 * string, a time is an ISO 8601 string with a zone, a volume is a number. A field that is left out
 * takes the default of the rating rules. `schema.ts` holds the rules that a document must keep.
 */

import type { NumberRule } from '../values/number.js';
import type { NumberLength } from '../values/number-length.js';
import type {
  DecimalString,
  DurationRounding,
  InstantString,
  RoundingMode,
  Service,
  TimeBasis,
} from '../values/scalars.js';
import type { ACCOUNT_KINDS, ACCOUNT_STATUSES, PRECEDENCES, SCOPES } from './choices.js';

export type Scope = (typeof SCOPES)[number];

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export interface TimeWindow {
  readonly weekdays: readonly Weekday[];
  /** Local wall-clock time `HH:MM`, `00:00` to `23:59`. */
  readonly from: string;
  /** Local wall-clock time `HH:MM`, up to `24:00`. Not after `from` means: runs over midnight. */
  readonly to: string;
}

export interface TimeException {
  /** Local date `YYYY-MM-DD`. */
  readonly date: string;
  /** The whole local day is in, is out, or counts as this weekday. */
  readonly as: 'in' | 'out' | Weekday;
}

export interface TimeProfile {
  readonly name: string;
  /** IANA zone, for example `"Europe/Vienna"`; left out = `"UTC"`. */
  readonly timeZone?: string;
  /** Left out = every minute of the week. */
  readonly windows?: readonly TimeWindow[];
  /** 1 to 12; left out = all months. */
  readonly months?: readonly number[];
  /** 1 to 31; left out = all days. */
  readonly monthDays?: readonly number[];
  readonly exceptions?: readonly TimeException[];
}

export interface CodeDeckEntry {
  readonly code: string;
  readonly name: string;
  /** ISO 3166 alpha-2, or whatever the deck's owner calls the country. */
  readonly country?: string;
}

export interface CodeDeck {
  readonly name: string;
  readonly codes: readonly CodeDeckEntry[];
}

export interface Rounding {
  /** 0 to 10; left out = 6. */
  readonly decimals?: number;
  /** Left out = `half-up`. */
  readonly mode?: RoundingMode;
}

export interface Tier {
  /** Position inside the event, in volume units, from which this price holds. */
  readonly from: number;
  readonly price: DecimalString;
  /** Left out = the rate's `nextInterval`. */
  readonly interval?: number;
}

/** The parameters of a charge: each may stand on a rate or among its table's defaults. */
export interface ChargeParameters {
  readonly price?: DecimalString;
  readonly firstPrice?: DecimalString;
  readonly firstInterval?: number;
  readonly nextInterval?: number;
  readonly freeVolume?: number;
  readonly setupFee?: DecimalString;
  readonly setupFeeMode?: 'add' | 'minimum';
  readonly graceVolume?: number;
  readonly graceMode?: 'inclusive' | 'exclusive';
  /** A fraction: `"0.10"` adds ten per cent. */
  readonly surcharge?: DecimalString;
  readonly tiers?: readonly Tier[];
  readonly maxCharge?: DecimalString;
}

export interface Rate extends ChargeParameters {
  /** Digits; the empty code is a prefix of every number. */
  readonly code: string;
  readonly service?: Service;
  readonly name?: string;
  readonly description?: string;
  readonly sourceCode?: string;
  readonly numberLength?: NumberLength;
  readonly timeProfile?: string;
  readonly tag?: string;
  readonly category?: string;
  readonly blocked?: boolean;
  /** Kept, not rated. */
  readonly stashed?: boolean;
  /** Left out = always. */
  readonly effectiveFrom?: InstantString;
  readonly effectiveTo?: InstantString;
  readonly notes?: string;
}

export interface RateTable {
  readonly name: string;
  readonly owner?: string;
  readonly scope?: Scope;
  /** Left out = `voice`. */
  readonly service?: Service;
  /** ISO 4217; left out = `USD`. */
  readonly currency?: string;
  /** Volume that `price` pays for, of the table's own service: voice 60 s, sms 1, data 1 MiB. */
  readonly unit?: number;
  readonly parent?: string;
  readonly codeDeck?: string;
  readonly sourceCodeDeck?: string;
  readonly taxIncluded?: boolean;
  /** Per cent, for example `"20"`. */
  readonly taxRate?: DecimalString;
  readonly rounding?: Rounding;
  readonly durationRounding?: DurationRounding;
  readonly timeBasis?: TimeBasis;
  readonly defaults?: ChargeParameters;
  readonly rates?: readonly Rate[];
  /** A deck beside the book; whoever reads the book puts its rates into `rates`. */
  readonly ratesFile?: string;
}

export type Precedence = (typeof PRECEDENCES)[number];

export interface RatingPlanEntry {
  readonly rateTable: string;
  /** Left out = 10. */
  readonly weight?: number;
  /** Name of a time profile; left out = always. */
  readonly timing?: string;
}

export interface RatingPlan {
  readonly name: string;
  /** Name of an account; left out = the operator. */
  readonly owner?: string;
  readonly description?: string;
  readonly currency?: string;
  /** Left out = `weight`. */
  readonly precedence?: Precedence;
  /** Left out = each table's own. */
  readonly timeBasis?: TimeBasis;
  readonly entries: readonly RatingPlanEntry[];
}

export type AccountKind = (typeof ACCOUNT_KINDS)[number];
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

export interface Account {
  readonly name: string;
  readonly kind: AccountKind;
  /** Left out = the operator. */
  readonly parent?: string;
  readonly currency?: string;
  readonly timeZone?: string;
  readonly status?: AccountStatus;
  /** The operator's network that a device stands on. */
  readonly network?: string;
}

export interface Trunk {
  readonly name: string;
  readonly account: string;
  readonly techPrefix?: string;
  readonly numberRules?: readonly NumberRule[];
}

/** Exactly one of `account` and `trunk`, exactly one of `ratingPlan` and `rateTable`. */
export interface Assignment {
  readonly account?: string;
  readonly trunk?: string;
  readonly ratingPlan?: string;
  readonly rateTable?: string;
  /** Left out = always. */
  readonly activatesAt?: InstantString;
  /** First instant at which nothing is assigned any more; left out = it does not end by itself. */
  readonly endsAt?: InstantString;
}

export interface ExchangeRate {
  readonly from: string;
  readonly to: string;
  /** Units of `to` for one unit of `from`. */
  readonly rate: DecimalString;
  /** Local date `YYYY-MM-DD` (from 00:00 UTC on) or an instant. */
  readonly date: string;
}

export interface Book {
  readonly book: 1;
  readonly timeProfiles?: readonly TimeProfile[];
  readonly codeDecks?: readonly CodeDeck[];
  readonly rateTables?: readonly RateTable[];
  readonly ratingPlans?: readonly RatingPlan[];
  readonly accounts?: readonly Account[];
  readonly trunks?: readonly Trunk[];
  readonly assignments?: readonly Assignment[];
  readonly exchangeRates?: readonly ExchangeRate[];
}
