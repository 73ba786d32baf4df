import Type, { type Static } from 'typebox';
import {
  Actor,
  actorKinds,
  choice,
  Id,
  Instant,
  listQuery,
  nullable,
  pageOf,
  Search,
} from '../../platform/http/schemas.js';

const Word = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000]*$' });

const Change = Type.Object({
  field: Type.String({ examples: ['rounding.decimals', 'windows[0].from'] }),
  before: nullable(Type.String({ description: 'Null: it was left out.' })),
  after: nullable(Type.String({ description: 'Null: it became left out.' })),
});

export const AuditEntry = Type.Object({
  id: Id,
  at: Instant,
  actor: Actor,
  ip: nullable(Type.String()),
  requestId: nullable(Type.String({ description: 'Finds the request in the log.' })),
  action: Type.String({ examples: ['create', 'edit', 'delete'] }),
  noun: Type.String({ description: "As in the API's addresses, singular: `rate-table`." }),
  nounId: nullable(Id),
  nounName: nullable(Type.String({ description: 'Its name as it was then.' })),
  changeSetId: nullable(
    Type.String({ ...Id, description: 'The change set that holds each rate before and after.' }),
  ),
  changeCount: Type.Integer({ description: 'Of all fields that changed.' }),
  changes: Type.Array(Change, {
    description:
      'In lists the first hundred, long texts cut; the entry alone has all of them, whole.',
  }),
});
export type AuditEntry = Static<typeof AuditEntry>;

export const AuditQuery = listQuery(
  ['at'],
  {
    search: Search,
    noun: Type.Optional(Word),
    nounId: Type.Optional(Id),
    action: Type.Optional(Word),
    actor: Type.Optional(
      Type.String({ ...Word, description: 'Login of a user or name of a key, all of it.' }),
    ),
    actorKind: Type.Optional(choice(actorKinds)),
    actorId: Type.Optional(Id),
    from: Type.Optional(Type.String({ ...Instant, description: 'First instant.' })),
    to: Type.Optional(Type.String({ ...Instant, description: 'First instant after it.' })),
  },
  '-at',
);
export type AuditQuery = Static<typeof AuditQuery>;

export const AuditPage = pageOf(AuditEntry);
