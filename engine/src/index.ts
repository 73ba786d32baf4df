/** The public face of `@ratedeck/engine`. */

export type * from './book/book.js';
export { BookError } from './book/book-error.js';
export {
  CHARGE_PARAMETERS,
  type ChargeParameter,
  type ChargeParameterName,
  type ChargeParameterOfKind,
  chargeParameter,
  chargeParameterNames,
} from './book/charge-parameters.js';
export { ACCOUNT_KINDS, ACCOUNT_STATUSES, PRECEDENCES, SCOPES } from './book/choices.js';
export { DEFAULTS } from './book/defaults.js';
export {
  type EffectiveCharge,
  effectiveCharge,
  isSameCharge,
  isSameParameter,
} from './book/effective-charge.js';
export { bookJsonSchema } from './book/json-schema.js';
export { createNameSuggester } from './book/nearest-name.js';
export { ownedReferences, referenceTo } from './book/owned-references.js';
export { type BookFault, readBook } from './book/read-book.js';
export { escapeUnprintable } from './book/shown-value.js';
export { writeBook } from './book/write-book.js';
export type { PackedTables } from './compile/compile-book.js';
export type { PackedRates, RateContent } from './compile/packed-rates.js';
export { RatePacker, type RateRowFormat } from './compile/rate-packer.js';
export { holdsRates, recompile, type TableRates } from './compile/recompile.js';
export type * from './event/event.js';
export { compile, openRater, type Rater, type SharedRater } from './rater.js';
export {
  type GapCause,
  type WeekCoverage,
  type WeekGap,
  type WeekSegment,
  weekCoverage,
} from './time/week-coverage.js';
export { type ZoneOffsets, zoneOffsets } from './time/zone.js';
export { normalClockTime, parseClockTime } from './values/clock-time.js';
export {
  addMoney,
  canonicalMoney,
  compareMoney,
  divideMoney,
  isDecimalText,
  isSameMoney,
  multiplyMoney,
  percentChange,
  percentOf,
  raiseByPercent,
  roundMoney,
  subtractMoney,
} from './values/decimal-text.js';
export { looksLikeFormula } from './values/formula.js';
export {
  formatInstant,
  INSTANT_MAX_MS,
  INSTANT_MIN_MS,
  INSTANT_RULE,
  isInstant,
  parseInstant,
} from './values/instant.js';
export { MONEY_SCALE } from './values/money.js';
export { type NumberRule, type NumberRules, normalize } from './values/number.js';
export {
  type NormalNumberLength,
  NUMBER_DIGITS_MAX,
  type NumberLength,
  normalNumberLength,
} from './values/number-length.js';
export {
  isSameRateIdentity,
  normalRateIdentity,
  type RateIdentity,
  type RateIdentityFields,
  rateConditionKey,
  rateIdentityKey,
} from './values/rate-identity.js';
export {
  type DecimalString,
  DURATION_ROUNDINGS,
  type DurationRounding,
  type InstantString,
  ROUNDING_MODES,
  type RoundingMode,
  SERVICES,
  type Service,
  TIME_BASES,
  type TimeBasis,
} from './values/scalars.js';
export { parseVolume, volumeNumber } from './values/volume.js';
