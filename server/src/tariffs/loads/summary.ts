/** What a load does, in words for the list of change sets. */

import { filterText, pricesText } from '../bulk-changes/summary-texts.js';
import type { Load } from './schema.js';

export function loadSummary(input: Load, fromName: string, dates: { at: string; from: string }) {
  const what = [`from ${dates.from} on`, ...pricesText(input)].join(', ');
  const filter = input.filter === undefined ? 'all rates' : filterText(input.filter);
  return `${filter} of ${JSON.stringify(fromName)} as of ${dates.at} loaded: ${what}`;
}
