import Type, { type Static } from 'typebox';
import {
  Actor,
  choice,
  Id,
  Instant,
  listQuery,
  nullable,
  pageOf,
  Search,
} from '../../platform/http/schemas.js';

export const jobStatuses = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;

const anyObject = (description: string) =>
  Type.Unsafe<object | null>({ type: ['object', 'null'], additionalProperties: true, description });

const listed = {
  id: Id,
  kind: Type.String({ description: 'What is done: `mass-edit`.' }),
  title: Type.String({ description: 'The same for people, with what it is done to.' }),
  status: choice(jobStatuses),
  thing: nullable(
    Type.Object(
      { noun: Type.String(), id: Id },
      { description: "What it is about, as in the API's addresses: `rate-table` 17." },
    ),
  ),
  account: Type.Object({ id: Id, name: Type.String() }, { description: 'Whose that is.' }),
  progress: nullable(
    Type.Object({
      done: Type.Integer({ minimum: 0 }),
      total: nullable(Type.Integer({ minimum: 0, description: 'Null: not known.' })),
      what: Type.String({ description: 'What is counted.' }),
    }),
  ),
  secondsLeft: nullable(
    Type.Integer({ minimum: 0, description: 'At the pace up to now; null: not known.' }),
  ),
  startedBy: Actor,
  createdAt: Instant,
  startedAt: nullable(Instant),
  endedAt: nullable(Instant),
  isCancelling: Type.Boolean({ description: 'It was told to end, and has not yet.' }),
  problem: anyObject('Why it failed, as the API tells of refused requests.'),
};

export const ListedJob = Type.Object(listed);
export type ListedJob = Static<typeof ListedJob>;

export const Job = Type.Object({
  ...listed,
  result: anyObject('What the request would have been answered, had it been waited for.'),
});
export type Job = Static<typeof Job>;

export const JobQuery = listQuery(
  ['at'],
  {
    search: Search,
    kind: Type.Optional(Type.String({ pattern: '^[a-z-]{1,50}$' })),
    status: Type.Optional(choice(jobStatuses)),
    noun: Type.Optional(Type.String({ pattern: '^[a-z-]{1,50}$' })),
    thingId: Type.Optional(Id),
  },
  '-at',
);
export type JobQuery = Static<typeof JobQuery>;

export const JobPage = pageOf(ListedJob);
