/** Prices and filters of a request, in words for the list of change sets. */

import { type PriceField, priceEditText, priceFields } from './price-edit.js';
import type { PriceEdit } from './schema.js';

const words: Readonly<Record<PriceField, string>> = {
  price: 'price',
  firstPrice: 'first price',
  setupFee: 'setup fee',
};

export function pricesText(edits: { readonly [Field in PriceField]?: PriceEdit }): string[] {
  return priceFields.flatMap((field) => {
    const edit = edits[field];
    return edit === undefined ? [] : [`${words[field]} ${priceEditText(edit)}`];
  });
}

export function filterText(filter: object): string {
  const given = Object.entries(filter).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return given.length === 0 ? 'all rates' : `rates with ${given.join(', ')}`;
}
