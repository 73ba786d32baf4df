import { bookJsonSchema } from '@ratedeck/engine';
import Type, { type Static } from 'typebox';
import { choice, Id, nullable } from '../../platform/http/schemas.js';
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
  ratingPlans: Type.Integer(),
  assignments: Type.Integer(),
});
export type PartCounts = { -readonly [Part in keyof Static<typeof counts>]: number };

const parts = {
  created: counts,
  updated: counts,
  unchanged: counts,
  leftOut: Type.Array(
    Type.Object({ part: Type.String(), count: Type.Integer(), why: Type.String() }),
    { description: 'Parts of the book that were not taken, and why.' },
  ),
};

export const BookImported = Type.Object({
  ...parts,
  changeSetIds: Type.Array(Id, { description: 'One for each table whose rates changed.' }),
});
export type BookImported = Static<typeof BookImported>;

const changes = ['created', 'updated', 'unchanged'] as const;

const BookThing = Type.Object({
  part: Type.String({ description: 'The list of the book that it stands in.' }),
  name: Type.String({
    description:
      'As the book refers to it; of an assignment whom it prices and from when on, of an exchange ' +
      'rate its currencies and date.',
  }),
  change: choice(changes),
  fields: Type.Array(Type.String(), {
    description: 'What the book says otherwise, when it is there already; rates aside.',
  }),
  items: nullable(
    Type.Object(
      { created: Type.Integer(), updated: Type.Integer(), unchanged: Type.Integer() },
      { description: 'Rates of a rate table, codes of a code deck.' },
    ),
  ),
});
export type BookThing = Static<typeof BookThing>;

export const BookCompared = Type.Object({ ...parts, things: Type.Array(BookThing) });
export type BookCompared = Static<typeof BookCompared>;
