/**
 * The rules that every stored rate keeps, asked for many rates at once and told for each of them.
 */

import type { RateTable } from '../rate-tables/schema.js';
import { contentFaults } from '../rates/service.js';
import type { RateContent } from '../stored-rates/record.js';
import type { Refusal } from './refusals.js';

interface Faulty {
  readonly index: number;
  readonly fault: Refusal;
}

const CHECKED_COUNT = 500;
const MORE_FAULTS = 'more_faults';
const TWIN = 'another of the rates prices the same from then on: leave one of them out';

/** Faults of contents by position; `contentFaults` lists a limited number, so it is asked again. */
export function faultsByIndex(
  table: RateTable,
  contents: readonly RateContent[],
): ReadonlyMap<number, readonly Refusal[]> {
  const byIndex = new Map<number, Refusal[]>();
  for (let start = 0; start < contents.length; start += CHECKED_COUNT) {
    const slice = contents.slice(start, start + CHECKED_COUNT);
    for (const { index, fault } of faultsOf(table, slice)) {
      const faults = byIndex.get(start + index);
      if (faults === undefined) byIndex.set(start + index, [fault]);
      else faults.push(fault);
    }
  }
  return byIndex;
}

function faultsOf(table: RateTable, contents: readonly RateContent[]): Faulty[] {
  const found = contentFaults(table, contents);
  const isCut = found.some(({ code }) => code === MORE_FAULTS);
  if (isCut && contents.length > 1) {
    const middle = contents.length >> 1;
    const second = faultsOf(table, contents.slice(middle));
    return [
      ...faultsOf(table, contents.slice(0, middle)),
      ...second.map(({ index, fault }) => ({ index: index + middle, fault })),
    ];
  }
  return found.map(({ index, path, code, message }) => {
    // The engine tells twins by their position in what was checked, which says nothing here.
    const words = code === 'duplicate_version' ? TWIN : message;
    return { index, fault: { code, message: path === '' ? words : `${path}: ${words}` } };
  });
}
