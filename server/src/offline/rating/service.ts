/**
 * What other commands may ask of rating: what calls cost, and the options that say how calls are
 * written.
 */

import { type CallCosts, type CallCostsRequest, priceByBoth } from './call-costs.js';
import { type CallsOptions, toHeadOptions } from './calls-options.js';
import type { HeadOptions } from './head-options.js';

export { type CallCost, type CallCosts, emptyCost } from './call-costs.js';
export { addCallsOptions, type CallsOptions } from './calls-options.js';

/** How a file of calls is written, in the words of the command line. */
export interface CallsFile {
  readonly path: string;
  readonly options: CallsOptions;
  readonly delimiter?: string | undefined;
}

type TwoLists = Omit<CallCostsRequest, keyof HeadOptions | 'callsPath'>;

/** What the calls of a file cost by two price lists, side by side. */
export function compareCallCosts(
  { path, options, delimiter }: CallsFile,
  lists: TwoLists,
): Promise<CallCosts> {
  return priceByBoth({ callsPath: path, ...toHeadOptions(options, delimiter), ...lists });
}
