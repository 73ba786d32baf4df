/** What was taken as usual or as seen, though no cell says it in so many words. */

import { columnLabel } from '../deck/column-label.js';
import type { Assumption, SheetRecognition } from '../deck/deck.js';
import { KIND } from './cell-kind.js';
import { columnOf, type SheetDraft } from './column-draft.js';

const INTERVALS = ['intervals', 'firstInterval', 'nextInterval'] as const;

export function assumptionsOf(draft: SheetDraft, values: SheetRecognition): Assumption[] {
  const { options, sheet } = draft;
  const found: Assumption[] = [];
  const add = (what: string, value: string, because: string): void => {
    found.push({ sheet, what, value, because });
  };
  const price = columnOf(draft, 'price') ?? columnOf(draft, 'peakPrice');
  if (price !== null && values.service !== 'sms') {
    const { per } = price.meaning.unit;
    const label = columnLabel(price);
    if (per === null) add('unit', 'per minute', `"${label}" names no unit`);
    else if (per === 'second' || per === 'hour') {
      add('unit', `per ${per}, times ${price.meaning.unit.perFactor}`, `"${label}" says so`);
    }
    if (price.content.count(KIND.footnote) > 0) {
      add('marks', 'left out', `marks of footnotes stand beside prices of "${label}"`);
    }
  }
  const scale = values.columnScales?.get(price?.index ?? -1) ?? values.priceScale;
  if (scale !== '1') add('scale', `times ${scale}`, 'the header, a note or the size of prices');
  if (values.preamble.currency === null && columnOf(draft, 'currency') === null) {
    add('currency', 'that of the table the rates go to', 'no header, note or cell names one');
  }
  const from = columnOf(draft, 'effectiveFrom');
  if (from === null && values.preamble.effectiveFrom === null) {
    if (options.effectiveFrom === undefined) add('date', 'at once', 'no effective date is given');
  } else add('time zone', 'UTC', 'dates without a zone begin at midnight UTC');
  if (INTERVALS.every((field) => columnOf(draft, field) === null)) {
    add('intervals', 'by the second', 'no column says how time is billed');
  }
  const country = columnOf(draft, 'countryCode');
  const area = columnOf(draft, 'areaCode');
  if (country !== null && area !== null) {
    add('codes', `"${columnLabel(country)}" put before "${columnLabel(area)}"`, area.reason);
  }
  if (values.accessPrefix !== undefined && !draft.assumptions.some(isAccess)) {
    add('access prefix', `${values.accessPrefix} before codes, left out`, 'said or asked');
  }
  return found;
}

const isAccess = ({ what }: Assumption): boolean => what === 'access prefix';
