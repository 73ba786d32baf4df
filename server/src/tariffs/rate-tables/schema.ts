import Type, { type Static } from 'typebox';
import {
  Currency,
  choice,
  Id,
  Instant,
  listQuery,
  nullable,
  pageOf,
  Ratio,
  Search,
  ThingName,
  Version,
} from '../../platform/http/schemas.js';
import { chargeFields } from '../charge/schema.js';

export const services = ['voice', 'sms', 'data'] as const;
export const Service = choice(services);
export const scopes = ['customer', 'carrier', 'reseller', 'device'] as const;
const statuses = ['active', 'archived'] as const;

export const Reference = Type.Object({ id: Id, name: Type.String() });

const Rounding = Type.Object({
  decimals: Type.Integer({ minimum: 0, maximum: 10 }),
  mode: choice(['up', 'half-up', 'half-even', 'down'], '`up` is away from zero.'),
});

const Unit = Type.Number({
  minimum: 0.001,
  maximum: 9_000_000_000_000,
  description: "Volume that a price pays for, of the table's own service.",
});

const settings = {
  taxIncluded: Type.Boolean({ description: 'Whether prices contain the tax.' }),
  taxRate: Type.String({ ...Ratio, description: 'Tax in per cent.' }),
  rounding: Rounding,
  durationRounding: choice(['up', 'half-up', 'down', 'none']),
  timeBasis: choice(['start', 'split'], '`split`: the price follows the clock inside a call.'),
};

export const RateTable = Type.Object({
  id: Id,
  version: Version,
  name: ThingName,
  owner: Reference,
  scope: choice(scopes, 'Whose prices they are.'),
  service: choice(services, 'Service of rates that name none.'),
  currency: Currency,
  unit: nullable(Unit),
  parent: nullable(Reference),
  codeDeck: nullable(Reference),
  sourceCodeDeck: nullable(Reference),
  status: choice(statuses),
  ...settings,
  defaults: Type.Object(chargeFields, {
    description: 'Values for parameters that a rate leaves out.',
  }),
  rateCount: Type.Integer({ description: 'Rates that are not stashed.' }),
  stashedCount: Type.Integer(),
  planCount: Type.Integer({ description: 'Rating plans that it stands in.' }),
  assignmentCount: Type.Integer({
    description: 'Past, current and planned ones of it alone, without a plan.',
  }),
  callsRated: Type.Boolean({
    description: 'Calls were rated by it: it can be archived, not deleted; its past is fixed.',
  }),
  revision: Type.Integer({ description: 'Grows with every change of its rates.' }),
  createdAt: Instant,
});
export type RateTable = Static<typeof RateTable>;

/** Null: none. */
export const RateTableDefaults = Type.Partial(Type.Object(chargeFields));

const editable = Type.Partial(
  Type.Object({
    unit: nullable(Unit),
    parentId: nullable(
      Type.String({
        ...Id,
        description: 'Its rates are candidates too: same currency and service.',
      }),
    ),
    codeDeckId: nullable(Type.String({ ...Id, description: 'Names the codes.' })),
    sourceCodeDeckId: nullable(
      Type.String({ ...Id, description: 'Names the source codes: the same deck or another.' }),
    ),
    ...settings,
    rounding: Type.Partial(Rounding),
    defaults: RateTableDefaults,
  }),
).properties;

export const NewRateTable = Type.Object({
  ...editable,
  name: ThingName,
  scope: choice(scopes, 'Fixed at creation, as currency and service are.'),
  ownerId: Type.Optional(
    Type.String({ ...Id, description: "Account that owns it; left out: the caller's own." }),
  ),
  service: Type.Optional(choice(services, 'Left out: voice.')),
  currency: Type.Optional(Type.String({ ...Currency, description: 'Left out: USD.' })),
});
export type NewRateTable = Static<typeof NewRateTable>;

export const RateTableEdit = Type.Object(
  {
    ...editable,
    name: Type.Optional(ThingName),
    status: Type.Optional(choice(statuses, 'An archived table keeps its rates and takes no new.')),
  },
  { minProperties: 1 },
);
export type RateTableEdit = Static<typeof RateTableEdit>;

export const RateTableQuery = listQuery(['name', 'createdAt', 'rateCount'], {
  search: Search,
  ownerId: Type.Optional(Id),
  scope: Type.Optional(choice(scopes)),
  service: Type.Optional(choice(services)),
  currency: Type.Optional(Currency),
  status: Type.Optional(choice(statuses)),
  parentId: Type.Optional(Id),
  codeDeckId: Type.Optional(Id),
});
export type RateTableQuery = Static<typeof RateTableQuery>;

export const RateTablePage = pageOf(RateTable);
