import Type, { type Static } from 'typebox';
import {
  Currency,
  choice,
  Id,
  Instant,
  listQuery,
  nullable,
  pageOf,
  Search,
  ThingName,
  TimeZone,
  Version,
} from '../../platform/http/schemas.js';

const kinds = ['customer', 'reseller', 'carrier', 'device'] as const;
const statuses = ['active', 'blocked'] as const;

const Parent = Type.Object(
  { id: Id, name: ThingName },
  { description: 'The account above; the operator is the root.' },
);

const Named = Type.Object({ id: Id, name: Type.String() });

/** Of an account or a trunk: what is in force at the instant of the request. */
export const CurrentAssignment = Type.Object({
  id: Id,
  ratingPlan: nullable(Named),
  rateTable: nullable(Named),
});

export const Account = Type.Object({
  id: Id,
  version: Version,
  name: ThingName,
  kind: choice(['operator', ...kinds], 'The operator is the one account without a parent.'),
  parent: nullable(Parent),
  currency: nullable(Currency),
  timeZone: TimeZone,
  status: choice(statuses, 'Whether it may call.'),
  network: nullable(ThingName),
  currentAssignment: nullable(
    Type.Object(CurrentAssignment.properties, {
      description: 'What prices it now; a trunk of it may have another one. Null: nothing.',
    }),
  ),
  assignmentCount: Type.Integer({
    description: 'Past, current and planned ones, of trunks aside.',
  }),
  createdAt: Instant,
});
export type Account = Static<typeof Account>;

const editable = {
  name: ThingName,
  currency: nullable(
    Type.String({ ...Currency, description: 'Of every plan assigned to it; null: any.' }),
  ),
  timeZone: Type.String({ ...TimeZone, description: 'Zone in which its days are shown.' }),
  status: choice(statuses),
  network: nullable(
    Type.String({ ...ThingName, description: "The operator's network on which a device stands." }),
  ),
};

export const NewAccount = Type.Object({
  ...Type.Partial(Type.Object(editable)).properties,
  name: ThingName,
  kind: choice(kinds),
  parentId: Type.Optional(
    Type.String({ ...Id, description: "Account above it; left out: the caller's own." }),
  ),
});
export type NewAccount = Static<typeof NewAccount>;

export const AccountEdit = Type.Partial(
  Type.Object({
    ...editable,
    parentId: Type.String({ ...Id, description: 'Moves the account with all that is below it.' }),
  }),
  { minProperties: 1 },
);
export type AccountEdit = Static<typeof AccountEdit>;

export const AccountQuery = listQuery(['name', 'createdAt'], {
  search: Search,
  kind: Type.Optional(choice(kinds)),
  status: Type.Optional(choice(statuses)),
  parentId: Type.Optional(Id),
});
export type AccountQuery = Static<typeof AccountQuery>;

export const AccountPage = pageOf(Account);
