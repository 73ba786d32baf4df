import Type, { type Static } from 'typebox';
import {
  Currency,
  choice,
  Id,
  Instant,
  listQuery,
  nullable,
  pageOf,
  Version,
} from '../../platform/http/schemas.js';
import { Reference, scopes } from '../rate-tables/schema.js';

const states = ['past', 'current', 'planned'] as const;

const Calls = Type.Object({
  count: Type.Integer(),
  firstAt: Instant,
  lastAt: Instant,
});

export const Assignment = Type.Object({
  id: Id,
  version: Version,
  account: Type.Object(Reference.properties, {
    description: 'Whom it prices; of a trunk, the account that has it.',
  }),
  trunk: nullable(Type.Object(Reference.properties, { description: 'Null: the whole account.' })),
  ratingPlan: nullable(Reference),
  rateTable: nullable(
    Type.Object(Reference.properties, { description: 'Alone, in place of a plan.' }),
  ),
  scope: choice(scopes),
  currency: Currency,
  activatesAt: nullable(
    Type.String({ ...Instant, description: 'First instant at which it counts; null: always.' }),
  ),
  endsAt: nullable(
    Type.String({
      ...Instant,
      description:
        'First instant at which it counts no more, also when nothing follows; null: none.',
    }),
  ),
  until: nullable(
    Type.String({
      ...Instant,
      description: 'The earlier of its end and the begin of the next one; null: for good.',
    }),
  ),
  state: choice(states, 'At the instant of the request.'),
  ratedCalls: nullable(
    Type.Object(Calls.properties, {
      description: 'Calls that were rated by it: it can be ended, not changed or removed.',
    }),
  ),
  createdAt: Instant,
});
export type Assignment = Static<typeof Assignment>;

const activatesAt = nullable(
  Type.String({ ...Instant, description: 'Left out: now. Null: always.' }),
);
const endsAt = nullable(
  Type.String({ ...Instant, description: 'Null: none, it goes on until the next one begins.' }),
);
const price = {
  ratingPlanId: Type.Optional(nullable(Id)),
  rateTableId: Type.Optional(
    nullable(Type.String({ ...Id, description: 'Exactly one of `ratingPlanId` and this one.' })),
  ),
};

export const NewAssignment = Type.Object({
  accountId: Type.Optional(nullable(Id)),
  trunkId: Type.Optional(
    nullable(Type.String({ ...Id, description: 'Exactly one of `accountId` and this one.' })),
  ),
  ...price,
  activatesAt: Type.Optional(activatesAt),
  endsAt: Type.Optional(endsAt),
});
export type NewAssignment = Static<typeof NewAssignment>;

export const AssignmentEdit = Type.Object(
  {
    ...price,
    activatesAt: Type.Optional(nullable(Type.String({ ...Instant, description: 'Null: always.' }))),
    endsAt: Type.Optional(endsAt),
  },
  { minProperties: 1 },
);
export type AssignmentEdit = Static<typeof AssignmentEdit>;

export const AssignmentQuery = listQuery(['activatesAt', 'createdAt'], {
  accountId: Type.Optional(
    Type.String({ ...Id, description: 'Of this account; those of its trunks are not among them.' }),
  ),
  trunkId: Type.Optional(Id),
  ratingPlanId: Type.Optional(Id),
  rateTableId: Type.Optional(
    Type.String({ ...Id, description: 'Of this table alone; plans with it: see rating-plans.' }),
  ),
  scope: Type.Optional(choice(scopes)),
  state: Type.Optional(choice(states)),
});
export type AssignmentQuery = Static<typeof AssignmentQuery>;

export const AssignmentPage = pageOf(Assignment);
