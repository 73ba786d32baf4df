/** What the API says of the configuration as one book. */

import { bookJsonSchema } from '@ratedeck/engine';
import Type, { type Static } from 'typebox';
import { Id } from '../../platform/http/schemas.js';
import type { OpenedDocument } from './open-document.js';

/** What a book may be is told by the engine, all faults at once; here it is only some object. */
export const BookDocument = Type.Unsafe<OpenedDocument>({
  type: 'object',
  description: `${bookJsonSchema()['description']} Its JSON Schema is docs/reference/book.schema.json.`,
  additionalProperties: true,
});

export const BOOK_BYTES_MAX = 256 * 1024 * 1024;

const counts = Type.Object({
  timeProfiles: Type.Integer(),
  codeDecks: Type.Integer(),
  categories: Type.Integer(),
  accounts: Type.Integer(),
  trunks: Type.Integer(),
  exchangeRates: Type.Integer(),
  rateTables: Type.Integer(),
  rates: Type.Integer(),
});
export type PartCounts = { -readonly [Part in keyof Static<typeof counts>]: number };

export const BookImported = Type.Object({
  created: counts,
  updated: counts,
  unchanged: counts,
  leftOut: Type.Array(
    Type.Object({ part: Type.String(), count: Type.Integer(), why: Type.String() }),
    { description: 'Parts of the book that were not taken, and why.' },
  ),
  changeSetIds: Type.Array(Id, { description: 'One for each table whose rates changed.' }),
});
export type BookImported = Static<typeof BookImported>;
