import Type, { type Static } from 'typebox';
import {
  choice,
  freeText,
  Id,
  Instant,
  label,
  listQuery,
  nullable,
  pageOf,
  Search,
  ThingName,
  Version,
} from '../../platform/http/schemas.js';

/** So many codes come in one request; more come in several. */
const CODES_MAX = 50_000;
export const CODES_BYTES_MAX = 16 * 1024 * 1024;

export const CodeDeck = Type.Object({
  id: Id,
  version: Version,
  name: ThingName,
  shipped: Type.Boolean({ description: 'It comes with Ratedeck: copy it to change its codes.' }),
  codeCount: Type.Integer(),
  createdAt: Instant,
});
export type CodeDeck = Static<typeof CodeDeck>;

const Country = nullable(
  Type.String({
    ...label(200),
    description: 'ISO 3166 alpha-2, or whatever the country is called here.',
    examples: ['AT'],
  }),
);

/** What the digits of a code may be is the engine's rule, which tells all faults at once. */
const NewCode = Type.Object({
  code: Type.String({
    maxLength: 1000,
    description: 'Up to 32 digits; empty: every number.',
    examples: ['43664'],
  }),
  name: Type.String({ ...label(1000), examples: ['Austria Mobile'] }),
  country: Type.Optional(
    nullable(
      Type.String({ ...Country, type: 'string', description: 'Left out: as it was; null: none.' }),
    ),
  ),
});
export type NewCode = Static<typeof NewCode>;

export const NewCodeDeck = Type.Object({
  name: ThingName,
  copyOf: Type.Optional(Type.String({ ...Id, description: 'Deck whose codes it begins with.' })),
  codes: Type.Optional(
    Type.Array(NewCode, { maxItems: CODES_MAX, description: 'Added to those of `copyOf`.' }),
  ),
});
export type NewCodeDeck = Static<typeof NewCodeDeck>;

export const CodeDeckEdit = Type.Object({ name: ThingName });
export type CodeDeckEdit = Static<typeof CodeDeckEdit>;

export const CodeDeckQuery = listQuery(['name', 'createdAt', 'codeCount'] as const, {
  search: Search,
});
export type CodeDeckQuery = Static<typeof CodeDeckQuery>;

export const CodeDeckPage = pageOf(CodeDeck);

export const CodeDeckCode = Type.Object({
  code: Type.String(),
  name: Type.String(),
  country: Country,
});
export type CodeDeckCode = Static<typeof CodeDeckCode>;

export const CodesQuery = listQuery(['code', 'name'] as const, {
  search: Type.Optional(
    Type.String({
      ...Search,
      description: 'Digits: codes that begin with them. Else: a part of the name.',
    }),
  ),
  country: Type.Optional(freeText(200)),
  // What holds where it is left out depends on `number`, so it is no default.
  sort: Type.Optional(
    choice(
      ['code', '-code', 'name', '-name'],
      'A minus in front: descending. Left out: `code`, and with `number` the longest first.',
    ),
  ),
  number: Type.Optional(
    Type.String({
      pattern: '^[0-9]{1,40}$',
      description:
        'Digits of a phone number: the codes that it begins with, the longest first unless ' +
        '`sort` says otherwise.',
    }),
  ),
});
export type CodesQuery = Static<typeof CodesQuery>;

export const CodesPage = pageOf(CodeDeckCode);

export const CodesToPut = Type.Object({
  codes: Type.Array(NewCode, { minItems: 1, maxItems: CODES_MAX }),
});
export type CodesToPut = Static<typeof CodesToPut>;

export const CodesPut = Type.Object({
  ...CodeDeck.properties,
  addedCount: Type.Integer(),
  changedCount: Type.Integer({ description: 'Codes with another name or country than before.' }),
  unchangedCount: Type.Integer(),
});
export type CodesPut = Static<typeof CodesPut>;

export const CodesToDelete = Type.Object({
  codes: Type.Array(Type.String({ pattern: '^[0-9]{0,32}$' }), {
    minItems: 1,
    maxItems: CODES_MAX,
  }),
});
export type CodesToDelete = Static<typeof CodesToDelete>;

export const CodesDeleted = Type.Object({
  ...CodeDeck.properties,
  deletedCount: Type.Integer(),
  unknownCount: Type.Integer({ description: 'Codes that the deck did not have.' }),
});
export type CodesDeleted = Static<typeof CodesDeleted>;
