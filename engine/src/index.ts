/** The public face of `@ratedeck/engine`. */

export type { AmountTotals, BatchSummary, GroupTotals } from './batch/batch-summary.js';
export { type BlockRating, createCsvRating, csvHeader } from './batch/csv-rating.js';
export {
  EVENT_FIELDS,
  type EventColumns,
  EventColumnsError,
  eventColumns,
} from './batch/event-columns.js';
export { createJsonRating } from './batch/json-rating.js';
export type * from './book/book.js';
export { BookError } from './book/book-error.js';
export { bookJsonSchema } from './book/json-schema.js';
export { type BookFault, readBook } from './book/read-book.js';
export { referenceTo, tableReferences } from './book/table-references.js';
export { writeBook } from './book/write-book.js';
export type { PackedTables } from './compile/compile-book.js';
export type { PackedRates, RateContent } from './compile/packed-rates.js';
export { RatePacker, type RateRowFormat } from './compile/rate-packer.js';
export type * from './event/event.js';
export { compile, openRater, type Rater, type SharedRater } from './rater.js';
export { type WeekGap, weekGaps } from './time/week-coverage.js';
export { formatInstant, parseInstant } from './values/instant.js';
export { addDecimalTexts } from './values/money.js';
export { type NumberRules, normalize } from './values/number.js';
