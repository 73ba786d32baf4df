/** What a mass edit or a load does, in words for the list of change sets. */

import { priceEditText } from '../bulk-changes/price-edit.js';
import { type PriceField, priceFields } from './edited-rate.js';
import type { Load, MassEdit, PriceEdit } from './schema.js';

const words: Readonly<Record<PriceField, string>> = {
  price: 'price',
  firstPrice: 'first price',
  setupFee: 'setup fee',
};

const actionTexts: Readonly<Record<MassEdit['action'], string>> = {
  edit: 'edited',
  delete: 'deleted',
  stash: 'stashed',
  unstash: 'brought back',
  end: 'ended',
};

function pricesText(edits: { readonly [Field in PriceField]?: PriceEdit }): string[] {
  return priceFields.flatMap((field) => {
    const edit = edits[field];
    return edit === undefined ? [] : [`${words[field]} ${priceEditText(edit)}`];
  });
}

function filterText(filter: object): string {
  const given = Object.entries(filter).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return given.length === 0 ? 'all rates' : `rates with ${given.join(', ')}`;
}

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

export function loadSummary(input: Load, fromName: string, dates: { at: string; from: string }) {
  const what = [`from ${dates.from} on`, ...pricesText(input)].join(', ');
  const filter = input.filter === undefined ? 'all rates' : filterText(input.filter);
  return `${filter} of ${JSON.stringify(fromName)} as of ${dates.at} loaded: ${what}`;
}
