/** What other features may ask of rating: what calls cost by two lists, and files written whole. */

export {
  type CallCost,
  type CallCosts,
  compareCallCosts,
  emptyCost,
} from './call-costs.js';
export { addCallsOptions, type CallsOptions, toHeadOptions } from './calls-options.js';
export type { HeadOptions } from './head-options.js';
export { type RatedOutput, writeOutput } from './rated-output.js';
