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
export { writeBook } from './book/write-book.js';
export type { PackedTables } from './compile-book.js';
export type * from './event.js';
export { formatInstant, parseInstant } from './instant.js';
export { addDecimalTexts } from './money.js';
export { type NumberRules, normalize } from './number.js';
export type { PackedRates, RateContent } from './packed-rates.js';
export { RatePacker, type RateRowFormat } from './rate-packer.js';
export { compile, openRater, type Rater, type SharedRater } from './rater.js';
export { type WeekGap, weekGaps } from './week-coverage.js';
