import { DEFAULTS, PRECEDENCES, TIME_BASES } from '@ratedeck/engine';
import Type, { type Static } from 'typebox';
import {
  Currency,
  choice,
  freeText,
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
import { Reference, scopes } from '../rate-tables/schema.js';

const ENTRIES_MAX = 1000;
const WEIGHT_MAX = 1_000_000;

const statuses = ['active', 'archived'] as const;
const gapCauses = ['week', 'clock-change', 'months', 'exception'] as const;

const weight = Type.Integer({
  minimum: 0,
  maximum: WEIGHT_MAX,
  description: 'The heavier entry is asked first.',
});

const Entry = Type.Object({
  rateTable: Reference,
  weight,
  timing: nullable(Reference),
});
export type Entry = Static<typeof Entry>;

const Gap = Type.Object({
  cause: choice(
    gapCauses,
    '`week`: every week. `clock-change`: while clocks of its zones are apart. `months`: outside the ' +
      'months or days of the month of its timings. `exception`: on one date only.',
  ),
  weekday: Type.Integer({ minimum: 1, maximum: 7, description: 'ISO weekday, 1 is Monday.' }),
  from: Type.String({ description: 'Begin, which belongs to the gap: `HH:MM`.' }),
  to: Type.String({ description: 'End, which does not belong, up to `24:00`.' }),
  date: nullable(Type.String({ description: 'Local date of an exception; null: no single one.' })),
});
export type Gap = Static<typeof Gap>;

const Overlap = Type.Object({
  position: Type.Integer({ description: 'Of an entry, counted from 0.' }),
  otherPosition: Type.Integer({ description: 'Of an entry after it.' }),
});
export type Overlap = Static<typeof Overlap>;

const Segment = Type.Object({
  weekday: Type.Integer({ minimum: 1, maximum: 7, description: 'ISO weekday, 1 is Monday.' }),
  from: Type.String({ description: 'Begin, which belongs to the segment: `HH:MM`.' }),
  to: Type.String({ description: 'End, which does not belong, up to `24:00`.' }),
  entries: Type.Array(
    Type.Object({
      position: Type.Integer({ description: 'In the plan, counted from 0.' }),
      rateTable: Reference,
      weight,
      timing: nullable(Reference),
      holds: choice(['always', 'sometimes'], '`sometimes`: not in every week of the year.'),
    }),
    { description: 'In the order in which they are asked; none: a gap.' },
  ),
});

export const PlanCoverage = Type.Object({
  timeZone: Type.String({ ...TimeZone, description: 'Zone of all its times.' }),
  isComplete: Type.Boolean(),
  gaps: Type.Array(Gap),
  overlaps: Type.Array(Overlap),
  segments: Type.Array(Segment, {
    description:
      'The week from Monday 00:00 on, cut where other entries hold; dated exceptions aside.',
  }),
});
export type PlanCoverage = Static<typeof PlanCoverage>;

const description = freeText(10_000);
const timeBasis = nullable(choice(TIME_BASES, "Null: each table's own."));
const precedence = choice(
  PRECEDENCES,
  '`weight`: the heaviest entry that has a rate. `prefix`: the longest code over all entries.',
);

export const RatingPlan = Type.Object({
  id: Id,
  version: Version,
  name: ThingName,
  owner: Reference,
  description,
  currency: Currency,
  scope: nullable(choice(scopes, 'That of its tables; null while it has none.')),
  precedence,
  timeBasis,
  status: choice(statuses),
  entries: Type.Array(Entry),
  isComplete: Type.Boolean({
    description: 'Its timings cover every moment of the week. Only then can it be assigned.',
  }),
  gapsTimeZone: Type.String({ ...TimeZone, description: 'Zone of the times in `gaps`.' }),
  gaps: Type.Array(Gap, { description: 'When none of its entries takes part.' }),
  overlaps: Type.Array(Overlap, {
    description: 'Pairs of entries of equal weight that take part at the same time.',
  }),
  assignmentCount: Type.Integer({ description: 'Past, current and planned ones.' }),
  callsRated: Type.Boolean({
    description: 'Calls were rated by it: what prices them is fixed. Copy it to go on.',
  }),
  createdAt: Instant,
});
export type RatingPlan = Static<typeof RatingPlan>;

const NewEntry = Type.Object({
  rateTableId: Id,
  weight: Type.Optional(nullable(Type.Integer({ ...weight, default: DEFAULTS.weight }))),
  timingId: Type.Optional(
    nullable(Type.String({ ...Id, description: 'A time profile; left out or null: always.' })),
  ),
});
export type NewEntry = Static<typeof NewEntry>;

const entries = Type.Array(NewEntry, {
  maxItems: ENTRIES_MAX,
  description:
    'Each table at most once per timing, all of one currency and scope. Their order decides last.',
});

const settings = {
  description: Type.Optional(description),
  precedence: Type.Optional(precedence),
  timeBasis: Type.Optional(timeBasis),
};

export const NewRatingPlan = Type.Object({
  name: Type.String({ ...ThingName, description: 'What a client sees on an invoice.' }),
  ownerId: Type.Optional(
    Type.String({ ...Id, description: "Account that owns it; left out: the caller's own." }),
  ),
  currency: Type.String({ ...Currency, description: 'Of all its tables; fixed at creation.' }),
  ...settings,
  entries,
});
export type NewRatingPlan = Static<typeof NewRatingPlan>;

export const RatingPlanCopy = Type.Object({
  name: Type.String({ ...ThingName, description: 'Unique among the plans of its owner.' }),
  description: Type.Optional(description),
});
export type RatingPlanCopy = Static<typeof RatingPlanCopy>;

export const RatingPlanEdit = Type.Object(
  {
    name: Type.Optional(ThingName),
    ...settings,
    entries: Type.Optional(entries),
    status: Type.Optional(choice(statuses, 'An archived plan goes on, but is not assigned anew.')),
  },
  { minProperties: 1 },
);
export type RatingPlanEdit = Static<typeof RatingPlanEdit>;

export const RatingPlanQuery = listQuery(['name', 'createdAt'], {
  search: Search,
  ownerId: Type.Optional(Id),
  currency: Type.Optional(Currency),
  scope: Type.Optional(choice(scopes)),
  status: Type.Optional(choice(statuses)),
  coverage: Type.Optional(choice(['complete', 'gaps'])),
  rateTableId: Type.Optional(Type.String({ ...Id, description: 'Plans with this table.' })),
  timingId: Type.Optional(Type.String({ ...Id, description: 'Plans with this time profile.' })),
});
export type RatingPlanQuery = Static<typeof RatingPlanQuery>;

export const RatingPlanPage = pageOf(RatingPlan);
