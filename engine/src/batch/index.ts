/**
 * The public face of `@ratedeck/engine/batch`: files of events, CSV and JSON lines, as bytes. It
 * stands apart so that who prices single events, in a browser say, does not load it.
 */

export type { AmountTotals, BatchSummary, GroupTotals } from './batch-summary.js';
export { type CsvRecord, csvRecords, csvRecordsEnd } from './csv-cells.js';
export { type CallPricing, createCsvPricing, type PricedCall } from './csv-pricing.js';
export { type BlockRating, createCsvRating, csvHeader } from './csv-rating.js';
export {
  EVENT_FIELDS,
  type EventColumnFault,
  type EventColumnMapping,
  type EventColumns,
  EventColumnsError,
  type EventField,
  eventColumns,
} from './event-columns.js';
export type { EventReading } from './event-reading.js';
export { createJsonRating } from './json-rating.js';
