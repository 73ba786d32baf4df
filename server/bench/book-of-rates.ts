/** A book with one table of many rates, and the same rates as the database takes them. */

import { emptyContent, type RateContent } from '../dist/tariffs/stored-rates/record.js';

const NAME_COUNT = 5000;
const FROM = '2026-01-01T00:00:00.000Z';

const codeOf = (index: number): string => String(10_000_000 + index * 7);
const nameOf = (index: number): string => `Destination ${Math.floor(index / 40) % NAME_COUNT}`;
const priceOf = (index: number): string =>
  `0.${String(1000 + ((index * 7919) % 90_000)).padStart(6, '0')}`;

export const bookNames = (): string[] =>
  Array.from({ length: NAME_COUNT }, (_, index) => `Destination ${index}`);

/** Some hundred megabytes of a million. */
export function bookText(rateCount: number): string {
  const rates = Array.from({ length: rateCount }, (_, index) =>
    JSON.stringify({
      code: codeOf(index),
      name: nameOf(index),
      price: priceOf(index),
      firstInterval: 60,
      nextInterval: 1,
      effectiveFrom: FROM,
    }),
  );
  return `{"book":1,"rateTables":[{"name":"Imported","rates":[${rates.join(',\n')}]}]}`;
}

export function* bookContents(
  rateCount: number,
  names: ReadonlyMap<string, number>,
): Generator<RateContent> {
  for (let index = 0; index < rateCount; index += 1) {
    yield {
      ...emptyContent(codeOf(index), 'voice'),
      ...{ nameId: names.get(nameOf(index))!, nameIsOwn: true, price: priceOf(index) },
      ...{ firstInterval: '60', nextInterval: '1', effectiveFrom: FROM },
    };
  }
}
