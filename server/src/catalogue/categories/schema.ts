import Type, { type Static } from 'typebox';
import {
  freeText,
  Id,
  Instant,
  listQuery,
  nullable,
  pageOf,
  Search,
  ThingName,
  Version,
} from '../../platform/http/schemas.js';

const Description = nullable(freeText(10_000));

export const Category = Type.Object({
  id: Id,
  version: Version,
  name: ThingName,
  description: Description,
  createdAt: Instant,
});
export type Category = Static<typeof Category>;

export const NewCategory = Type.Object({
  name: Type.String({ ...ThingName, examples: ['mobile'] }),
  description: Type.Optional(Description),
});
export type NewCategory = Static<typeof NewCategory>;

export const CategoryEdit = Type.Partial(
  Type.Object({ name: ThingName, description: Description }),
  { minProperties: 1 },
);
export type CategoryEdit = Static<typeof CategoryEdit>;

export const CategoryQuery = listQuery(['name', 'createdAt'] as const, { search: Search });
export type CategoryQuery = Static<typeof CategoryQuery>;

export const CategoryPage = pageOf(Category);
