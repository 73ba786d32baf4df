/** What comes nearest to a call without a rate, as plain text: each rate with what it asks for. */

import type { NearRate } from '@ratedeck/engine';
import { textTable } from '../../platform/cli/text-table.js';
import { lengthText } from './length-text.js';

/** Why a rate does not price the call. */
function lackText(near: NearRate): string {
  const { code, sharedDigits, reason } = near;
  switch (reason) {
    case 'no_code':
      return `shares only ${code.slice(0, sharedDigits)} with the number`;
    case 'not_yet_effective':
      return `begins at ${near.effectiveFrom}`;
    case 'expired':
      return `ended at ${near.effectiveTo}`;
    case 'number_length':
      return `is for numbers of ${lengthText(near.numberLength)} digits`;
    case 'source_code':
      return `is for callers that begin with ${near.sourceCode}`;
    case 'time_profile':
      return `holds in the time profile ${near.timeProfile}`;
    case 'tag':
      return `is for calls with the tag ${near.tag}`;
    case 'stashed':
      return 'is stashed: kept, and not rated';
    case 'service':
      return `is for ${near.service}`;
  }
}

/** Empty when nothing is near; else it ends with a line feed. */
export function nearestText(nearest: readonly NearRate[]): string {
  if (nearest.length === 0) return '';
  return textTable(
    [{ header: 'nearest code' }, { header: 'name' }, { header: 'table' }, { header: 'but it' }],
    nearest.map((near) => [
      near.code === '' ? '(any)' : near.code,
      near.codeName ?? '',
      near.rateTable,
      lackText(near),
    ]),
  );
}
