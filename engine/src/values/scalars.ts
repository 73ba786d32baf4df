/**
 * The kinds of values that everything above is made of, and the choices among them. Each choice is
 * listed once; its type is made of the list.
 */

/** Decimal string with up to 10 decimals, for example `"0.0137"`. Never a binary number. */
export type DecimalString = string;

/** ISO 8601 with a zone, for example `"2026-11-21T00:00:00Z"`. */
export type InstantString = string;

export const SERVICES = ['voice', 'sms', 'data'] as const;
export type Service = (typeof SERVICES)[number];

export const ROUNDING_MODES = ['up', 'half-up', 'half-even', 'down'] as const;
export type RoundingMode = (typeof ROUNDING_MODES)[number];

export const DURATION_ROUNDINGS = ['up', 'half-up', 'down', 'none'] as const;
export type DurationRounding = (typeof DURATION_ROUNDINGS)[number];

export const TIME_BASES = ['start', 'split'] as const;
export type TimeBasis = (typeof TIME_BASES)[number];
