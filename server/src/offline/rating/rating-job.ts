/**
 * What a thread has to know to rate blocks of events. Plain data: it is sent to threads as it is.
 */

import {
  type BlockRating,
  createCsvRating,
  createJsonRating,
  eventColumns,
  openRater,
  type RateOptions,
  type SharedRater,
} from '@ratedeck/engine';

export type EventFormat =
  | {
      readonly kind: 'csv';
      readonly delimiter: string;
      readonly headerCells: readonly string[];
      /** Header of a column for the field that it holds. */
      readonly mapping: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'json' };

export interface RatingJob {
  readonly shared: SharedRater;
  readonly format: EventFormat;
  readonly options: RateOptions;
  readonly explain: boolean;
}

export function createBlockRating(job: RatingJob): BlockRating {
  const rater = openRater(job.shared);
  const { format, options, explain } = job;
  if (format.kind === 'json') return createJsonRating(rater, { options, explain });
  const columns = eventColumns(format.headerCells, { ...format.mapping });
  return createCsvRating(rater, { columns, delimiter: format.delimiter, options, explain });
}
