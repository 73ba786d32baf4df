/**
 * What the API says of time profiles: the book's fields, with ids. Times, dates and zones are texts
 * here; what they may be is the engine's rule, which tells all their faults at once.
 */

import Type, { type Static } from 'typebox';
import {
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

const WINDOWS_MAX = 1000;
const EXCEPTIONS_MAX = 10_000;

type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const ClockTime = (description: string, example: string) =>
  Type.String({ maxLength: 20, description, examples: [example] });

const Window = Type.Object({
  weekdays: Type.Array(Type.Unsafe<Weekday>({ type: 'integer', minimum: 1, maximum: 7 }), {
    maxItems: 7,
    description: 'ISO weekdays on which the window begins: 1 is Monday, 7 is Sunday.',
    examples: [[1, 2, 3, 4, 5]],
  }),
  from: ClockTime('Begin, which belongs to the window: `HH:MM`.', '08:00'),
  to: ClockTime(
    'End, which does not belong, up to `24:00`. Not after `from`: it runs over midnight.',
    '20:00',
  ),
});

const Exception = Type.Object({
  date: Type.String({ maxLength: 20, description: 'Local date.', examples: ['2026-12-25'] }),
  as: Type.Unsafe<'in' | 'out' | Weekday>({
    type: ['string', 'integer'],
    enum: ['in', 'out', 1, 2, 3, 4, 5, 6, 7],
    description: 'The whole day is in, is out, or counts as this weekday.',
  }),
});

const fields = {
  windows: nullable(
    Type.Array(Window, {
      maxItems: WINDOWS_MAX,
      description: 'It holds while any of them does; null: every minute of the week.',
    }),
  ),
  months: nullable(
    Type.Array(Type.Integer({ minimum: 1, maximum: 12 }), {
      maxItems: 12,
      description: 'Months in which it holds; null: all.',
    }),
  ),
  monthDays: nullable(
    Type.Array(Type.Integer({ minimum: 1, maximum: 31 }), {
      maxItems: 31,
      description: 'Days of the month on which it holds; null: all.',
    }),
  ),
};
const Exceptions = Type.Array(Exception, {
  maxItems: EXCEPTIONS_MAX,
  description: 'Days that do not follow the week, each date once.',
});

export const TimeProfile = Type.Object({
  id: Id,
  version: Version,
  name: ThingName,
  timeZone: TimeZone,
  ...fields,
  exceptions: Exceptions,
  createdAt: Instant,
});
export type TimeProfile = Static<typeof TimeProfile>;
/** What a profile is by itself, without id and dates. */
export type TimeProfileFields = Omit<TimeProfile, 'id' | 'version' | 'createdAt'>;

export const TimeProfileEdit = Type.Partial(
  Type.Object({
    name: ThingName,
    timeZone: nullable(
      Type.String({ ...TimeZone, description: 'Zone whose wall clock counts; null: UTC.' }),
    ),
    ...fields,
    exceptions: nullable(Exceptions),
  }),
  { minProperties: 1 },
);
export type TimeProfileEdit = Static<typeof TimeProfileEdit>;

export const NewTimeProfile = Type.Object({
  ...TimeProfileEdit.properties,
  name: Type.String({ ...ThingName, examples: ['Peak'] }),
});
export type NewTimeProfile = Static<typeof NewTimeProfile>;

export const TimeProfileQuery = listQuery(['name', 'createdAt'] as const, { search: Search });
export type TimeProfileQuery = Static<typeof TimeProfileQuery>;

export const TimeProfilePage = pageOf(TimeProfile);
