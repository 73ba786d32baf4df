/** Schemas that many routes share: ids, instants, money, names, pages. */

import Type, { type Static, type TSchema } from 'typebox';
import { PAGE_LIMIT } from '../db/page.js';

export const Id = Type.String({ pattern: '^[0-9]{1,18}$', description: 'Id.', examples: ['17'] });
export const IdParams = Type.Object({ id: Id });

export const Instant = Type.String({
  pattern:
    '^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?)?(Z|z|[+-][0-9]{2}(:?[0-9]{2})?)?$',
  maxLength: 40,
  // Told by the one reader of instants: dates that do not exist, years that are not allowed.
  'x-instant': true,
  description:
    'Instant of the years 1900 to 9999, ISO 8601; a date alone is 00:00 UTC. Answers are in UTC with Z.',
  examples: ['2026-12-01T00:00:00Z'],
});
export const Money = Type.String({
  pattern: '^[0-9]{1,20}([.][0-9]{1,10})?$',
  description: 'Money: a decimal string with up to 10 decimals.',
  examples: ['0.0137'],
});
export const Ratio = Type.String({
  pattern: '^[0-9]{1,20}([.][0-9]{1,10})?$',
  description: 'Decimal string with up to 10 decimals.',
});
export const ThingName = Type.String({
  minLength: 1,
  maxLength: 200,
  // Nothing that cannot be seen alone: a name of blanks looks like none. Empty is told by the length.
  pattern:
    '^([^\\u0000-\\u001f\\u007f-\\u009f]*[\\p{L}\\p{N}\\p{P}\\p{S}][^\\u0000-\\u001f\\u007f-\\u009f]*)?$',
});
export const Currency = Type.String({ pattern: '^[A-Z]{3}$', examples: ['EUR'] });
export const TimeZone = Type.String({ minLength: 1, maxLength: 64, examples: ['Europe/Vienna'] });
export const freeText = (lengthMax: number) =>
  Type.String({ maxLength: lengthMax, pattern: '^[^\\u0000]*$' });
/** What a destination or a country is called: empty, or something that can be seen. */
export const label = (lengthMax: number) =>
  Type.String({
    maxLength: lengthMax,
    pattern: '^([^\\u0000]*[\\p{L}\\p{N}\\p{P}\\p{S}][^\\u0000]*)?$',
  });
export const Volume = Type.Number({ minimum: 0, maximum: 9_000_000_000_000 });
export const Version = Type.Integer({
  minimum: 1,
  description: 'Counts the edits; the ETag is this number in quotes.',
});

/** Or null. Said by `type`, not by `anyOf`, whose faults nobody understands. */
export function nullable<Schema extends TSchema>(schema: Schema) {
  const { type, enum: values, ...rest } = schema as TSchema & { type?: string; enum?: unknown[] };
  return Type.Unsafe<Static<Schema> | null>({
    ...rest,
    type: [type, 'null'],
    ...(values !== undefined && { enum: [...values, null] }),
  });
}

/** Any of a few texts. */
export const choice = <const Value extends string>(
  values: readonly Value[],
  description?: string,
) =>
  Type.Unsafe<Value>({
    type: 'string',
    enum: [...values],
    ...(description !== undefined && { description }),
  });

export const actorKinds = ['user', 'api-key', 'system'] as const;

/** Who did something. */
export const Actor = Type.Object({
  kind: choice(actorKinds, 'The system: the program itself, or nobody who is known.'),
  id: nullable(Id),
  name: Type.String({ description: 'Login of a user or name of a key, as it was then.' }),
});

const PAGE_LIMIT_MAX = 500;

/** The query of a list: paging, sorting and the list's own filters. */
export function listQuery<Sort extends string, Filters extends Record<string, TSchema>>(
  sorts: readonly Sort[],
  filters: Filters,
  /** Left out where it is the first of `sorts`, ascending. */
  sortDefault: Sort | `-${Sort}` = sorts[0]!,
) {
  const both = sorts.flatMap((sort): (Sort | `-${Sort}`)[] => [sort, `-${sort}`]);
  const order = choice(both, 'A minus in front: descending.');
  return Type.Object({
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: PAGE_LIMIT_MAX,
        default: PAGE_LIMIT,
        description: 'Items a page.',
      }),
    ),
    cursor: Type.Optional(
      Type.String({ maxLength: 8000, description: '`nextCursor` of the page before.' }),
    ),
    sort: Type.Optional(Object.assign(order, { enum: both, default: sortDefault })),
    ...filters,
  });
}

/** What a list answers. */
export function pageOf<Schema extends TSchema>(item: Schema) {
  return Type.Object({
    items: Type.Array(item),
    nextCursor: nullable(
      Type.String({ description: 'For the next page; null: this is the last.' }),
    ),
  });
}

/** For search boxes: a part of the text, capitals or not. */
export const Search = Type.Optional(
  Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000]*$' }),
);
