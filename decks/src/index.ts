/** The public face of `@ratedeck/decks`. */

export { type CheckOptions, checkDeck, type DeckCheck } from './check/check-deck.js';
export type { Costs } from './check/cost-warnings.js';
export type { RatePair } from './check/rate-pairs.js';
export {
  type DefaultCodeDeck,
  defaultCodeDeckEntries,
  defaultCodeNames,
  searchCodeDeck,
} from './code-deck/default-code-deck.js';
export type * from './codes/code-cell.js';
export { parseCodeCell } from './codes/parse-code-cell.js';
export { compareDecks } from './compare/compare-decks.js';
export * from './compare/deck-comparison.js';
export {
  comparePrices,
  percentChange,
  priceDifference,
  priceUnits,
  unitsText,
} from './compare/price-difference.js';
export { rateIdentity } from './compare/rate-index.js';
export { ratesAt } from './compare/rates-at.js';
export { convert } from './convert/convert.js';
export * from './deck/deck.js';
export { type OpenedDeck, openDeck } from './open-deck.js';
export { detectEncoding, encodingName, pieceDecoder } from './read/csv/text-encoding.js';
export { readDeckFile } from './read/read-deck-file.js';
export { recognise } from './recognise/recognise.js';
export { settlementOf } from './values/settled-by.js';
export {
  type CanonicalCsvOptions,
  canonicalCsvLines,
  canonicalSheet,
} from './write/canonical-csv.js';
export { type CsvDelimiter, csvLines } from './write/csv-lines.js';
export { type EditRow, editSheet } from './write/edit-sheet.js';
export { type ErrorFile, type ErrorFileOptions, writeErrorFile } from './write/error-file.js';
export { restore } from './write/formula-safety.js';
export {
  type ColumnKind,
  DeckWriteError,
  type OutputColumn,
  type OutputRow,
  type OutputSheet,
} from './write/output-sheet.js';
export { writeXls } from './write/write-xls.js';
export { writeXlsx } from './write/write-xlsx.js';
