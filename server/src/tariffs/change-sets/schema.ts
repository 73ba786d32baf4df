import Type, { type Static } from 'typebox';
import {
  Actor,
  choice,
  Id,
  Instant,
  listQuery,
  nullable,
  pageOf,
} from '../../platform/http/schemas.js';
import { changeSetKinds } from '../change-recording/service.js';
import { Reference } from '../rate-tables/schema.js';
import { Rate } from '../rates/schema.js';

export const ChangeSet = Type.Object({
  id: Id,
  rateTable: Reference,
  kind: choice(changeSetKinds),
  summary: Type.String(),
  at: Instant,
  actor: Actor,
  addedCount: Type.Integer(),
  updatedCount: Type.Integer(),
  deletedCount: Type.Integer(),
  revertsId: nullable(Type.String({ ...Id, description: 'Change set that this one took back.' })),
  revertedById: nullable(
    Type.String({ ...Id, description: 'Change set that took this one back.' }),
  ),
});
export type ChangeSet = Static<typeof ChangeSet>;

export const ChangeSetQuery = listQuery(
  ['at'],
  {
    rateTableId: Type.Optional(Id),
    kind: Type.Optional(choice(changeSetKinds)),
    from: Type.Optional(Instant),
    to: Type.Optional(Instant),
  },
  '-at',
);
export type ChangeSetQuery = Static<typeof ChangeSetQuery>;

export const ChangeSetPage = pageOf(ChangeSet);

const actions = ['added', 'updated', 'deleted'] as const;

export const RateChange = Type.Object({
  action: choice(actions),
  before: nullable(Rate),
  after: nullable(Rate),
});
export type RateChange = Static<typeof RateChange>;

export const RateChangeQuery = listQuery(['id'], { action: Type.Optional(choice(actions)) });
export type RateChangeQuery = Static<typeof RateChangeQuery>;

export const RateChangePage = pageOf(RateChange);
