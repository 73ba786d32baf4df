/** What other features may ask of rating: what calls cost by two lists, and files written whole. */

export {
  type CallCost,
  type CallCosts,
  compareCallCosts,
  emptyCost,
} from './call-costs.js';
export { type ColumnMapping, parseColumnMapping, parseDelimiter } from './option-values.js';
export { openRatedOutput, type RatedOutput } from './rated-output.js';
