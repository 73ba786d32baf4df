/**
 * The columns of a sheet by what they mean: where its codes, names and prices stand. A sheet has no
 * code column when only the names of destinations say which codes are meant.
 */

import type { Cell, Column, DeckField, SheetRecognition } from '../deck/deck.js';
import { isOwnCodeHeader } from '../deck/own-header.js';

export interface SheetLayout {
  readonly recognition: SheetRecognition;
  readonly byField: ReadonlyMap<DeckField, Column>;
  /** Holds the code, or the area code where {@link countryCode} holds the country's. */
  readonly code: Column | null;
  readonly countryCode: Column | null;
  /** Beside a complete code: where that is missing, the row is for all of the country. */
  readonly wholeCountry: Column | null;
  readonly name: Column | null;
  readonly country: Column | null;
  readonly prices: readonly Column[];
  /** Calls cost their fee and nothing for their minutes. */
  readonly isFeeAlone: boolean;
  /**
   * Written by this product, as the columns of a book or as the sheet to edit: texts, codes and
   * names are taken to the letter, so that what was written comes back.
   */
  readonly isOwn: boolean;
}

const PRICE_FIELDS = ['price', 'peakPrice', 'offPeakPrice', 'firstPrice'] as const;

export function layoutOf(recognition: SheetRecognition): SheetLayout {
  const byField = new Map<DeckField, Column>();
  for (const column of recognition.columns) {
    if (column.field !== null && !byField.has(column.field)) byField.set(column.field, column);
  }
  const of = (field: DeckField): Column | null => byField.get(field) ?? null;
  const area = of('areaCode');
  const full = of('code');
  // A country code alone is the code; beside a full code it adds nothing.
  const named = recognition.codeForm === 'named' ? of('name') : null;
  const code = full ?? area ?? of('countryCode') ?? named;
  const priced = PRICE_FIELDS.map(of).filter((column) => column !== null);
  const fee = of('setupFee');
  const prices = priced.length === 0 && fee !== null ? [fee] : priced;
  return {
    recognition,
    byField,
    code,
    countryCode: full === null && area !== null ? of('countryCode') : null,
    wholeCountry: full !== null ? of('countryCode') : null,
    name: of('name'),
    country: of('country'),
    prices,
    isFeeAlone: priced.length === 0 && fee !== null,
    isOwn: (full != null && isOwnCodeHeader(full)) || isEditSheet(byField),
  };
}

function isEditSheet(byField: ReadonlyMap<DeckField, Column>): boolean {
  return byField.has('action') && byField.has('id') && byField.has('code');
}

export function isBlank(cell: Cell | undefined): boolean {
  if (cell === null || cell === undefined || cell === '') return true;
  return typeof cell === 'string' && cell.trim() === '';
}
