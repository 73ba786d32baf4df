/** What a mass edit does, in words for the list of change sets. */

import { filterText, pricesText } from '../bulk-changes/summary-texts.js';
import type { MassEdit } from './schema.js';

const actionTexts: Readonly<Record<MassEdit['action'], string>> = {
  edit: 'edited',
  delete: 'deleted',
  stash: 'stashed',
  unstash: 'brought back',
  end: 'ended',
};

export function massEditSummary(input: MassEdit, at: string): string {
  const { action, filter, rateIds, set, inPlace } = input;
  const whose = filter === undefined ? `${rateIds?.length} chosen rates` : filterText(filter);
  const isDated = action === 'end' || (action === 'edit' && inPlace !== true);
  const what = [
    ...pricesText(input),
    ...(set === undefined ? [] : [`${Object.keys(set).join(', ')} set`]),
    ...(isDated ? [`from ${at} on`] : []),
    ...(inPlace === true ? ['in place'] : []),
  ];
  const done = `${whose} ${actionTexts[action]}`;
  return what.length === 0 ? done : `${done}: ${what.join(', ')}`;
}
