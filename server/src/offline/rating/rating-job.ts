/**
 * What a thread has to know to rate blocks of events. Plain data: it is sent to threads as it is.
 */

import { type CallForm, callReading } from '@ratedeck/decks/calls';
import { openRater, type RateOptions, type SharedRater } from '@ratedeck/engine';
import {
  type BlockRating,
  createCsvRating,
  createJsonRating,
  type EventColumnMapping,
  type EventColumns,
  eventColumns,
} from '@ratedeck/engine/batch';

export type EventFormat =
  | {
      readonly kind: 'csv';
      readonly delimiter: string;
      readonly headerCells: readonly string[];
      /** Header or position of the column of a field; null for none. */
      readonly mapping: EventColumnMapping;
      /** Every record has as many cells as the header. */
      readonly isUniform: boolean;
      readonly form: CallForm;
    }
  | { readonly kind: 'json'; readonly form: CallForm };

export interface RatingJob {
  readonly shared: SharedRater;
  readonly format: EventFormat;
  readonly options: RateOptions;
  readonly explain: boolean;
}

export function formatColumns(format: Extract<EventFormat, { kind: 'csv' }>): EventColumns {
  const columns = eventColumns(format.headerCells, format.mapping);
  return format.isUniform ? columns : { ...columns, count: null };
}

export function createBlockRating(job: RatingJob): BlockRating {
  const rater = openRater(job.shared);
  const { format, options, explain } = job;
  const reading = callReading(format.form);
  if (format.kind === 'json') return createJsonRating(rater, { options, explain, reading });
  const { delimiter } = format;
  const columns = formatColumns(format);
  return createCsvRating(rater, { columns, delimiter, options, explain, reading });
}
