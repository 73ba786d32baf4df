/**
 * Everything that a list of rates can be asked: each filter, with the values that are hardest for it,
 * in each order, and some filters together. The types hold it to the filters and sorts of the API.
 */

import { type RateFilter, RateQuery, states } from '../dist/tariffs/rates/schema.js';
import { COMMON_NAME, RARE_NAME, type StoredTables } from './stored-rates.js';

export interface Question {
  readonly name: string;
  readonly filter: RateFilter;
  readonly sort: string;
}

type Values = { readonly [Field in keyof Required<RateFilter>]: readonly RateFilter[] };

function valuesOf({ categoryIds, timeProfileIds }: StoredTables): Values {
  const instants = ['2024-01-01T00:00:00Z', '2092-06-01T00:00:00Z'];
  return {
    search: ['44', '+9', 'mobile', RARE_NAME.slice(0, 12), 'Atlantis'].map((search) => ({
      search,
    })),
    code: ['44', '9'].map((code) => ({ code })),
    number: [{ number: '441234567890' }],
    name: [COMMON_NAME, RARE_NAME].map((name) => ({ name })),
    state: states.map((state) => ({ state })),
    service: (['voice', 'sms'] as const).map((service) => ({ service })),
    tag: ['silver', 'gold'].map((tag) => ({ tag })),
    categoryId: [categoryIds.common, categoryIds.rare].map((categoryId) => ({ categoryId })),
    timeProfileId: [timeProfileIds.common, timeProfileIds.rare].map((id) => ({
      timeProfileId: id,
    })),
    specialRateId: [{ specialRateId: '1' }],
    at: instants.map((at) => ({ at })),
    priceFrom: [{ priceFrom: '9' }, { priceFrom: '0.05', priceTo: '0.0501' }],
    priceTo: [{ priceTo: '0.01' }],
  };
}

/** Each state with what many rates have: what is asked for may be at the end of any order. */
function together({ categoryIds }: StoredTables): RateFilter[] {
  const broad: readonly RateFilter[] = [
    { code: '44' },
    { search: 'mobile' },
    { name: COMMON_NAME },
    { tag: 'silver' },
    { categoryId: categoryIds.common },
    { priceTo: '0.01' },
  ];
  return [
    ...states.flatMap((state) => broad.map((filter) => ({ state, ...filter }))),
    { state: 'ended', search: '44' },
    { state: 'current', priceFrom: '9' },
    { at: '2024-01-01T00:00:00Z', search: '44' },
    { search: 'mobile', priceTo: '0.01', service: 'voice' },
  ];
}

const sorts: readonly string[] = RateQuery.properties.sort.enum;

export function questionsOf(stored: StoredTables): Question[] {
  const filters = [{}, ...Object.values(valuesOf(stored)).flat(), ...together(stored)];
  return filters.flatMap((filter) =>
    sorts.map((sort) => ({ name: nameOf(filter, sort), filter, sort })),
  );
}

function nameOf(filter: RateFilter, sort: string): string {
  const parts = Object.entries(filter).map(([field, value]) => `${field}=${value}`);
  return [...parts, `sort=${sort}`].join(' ');
}
