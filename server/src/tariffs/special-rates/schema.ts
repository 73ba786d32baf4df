import Type, { type Static } from 'typebox';
import {
  choice,
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
import { chargeFields } from '../charge/schema.js';
import { Service, services } from '../rate-tables/schema.js';

const { price, firstPrice, firstInterval, nextInterval, setupFee, graceVolume } = chargeFields;
const charge = { price, firstPrice, firstInterval, nextInterval, setupFee, graceVolume };

export const SpecialRate = Type.Object({
  id: Id,
  version: Version,
  rateTableId: Id,
  name: ThingName,
  codeName: nullable(
    Type.String({ description: "Name of the table's code deck: its codes are followed." }),
  ),
  codes: nullable(Type.Array(Type.String(), { description: 'Its codes; null: see `codeName`.' })),
  service: Service,
  blocked: Type.Boolean({ description: 'Calls to these codes are refused.' }),
  ...charge,
  effectiveFrom: Instant,
  effectiveTo: nullable(
    Type.String({
      ...Instant,
      description: 'From then on the ordinary price holds. Null: no end.',
    }),
  ),
  notes: nullable(Type.String()),
  rateCount: Type.Integer({ description: 'Rates that it owns, past versions too.' }),
  createdAt: Instant,
});
export type SpecialRate = Static<typeof SpecialRate>;

export const WrittenSpecialRate = Type.Object({
  ...SpecialRate.properties,
  changeSetId: nullable(
    Type.String({ ...Id, description: 'What was done to the rates; null: they stayed.' }),
  ),
  stashedCount: Type.Integer({
    description: 'Ordinary versions put aside, as they would begin while the special rate holds.',
  }),
  returnedCount: Type.Integer({
    description: 'Versions that it had put aside before and that came back.',
  }),
});
export type WrittenSpecialRate = Static<typeof WrittenSpecialRate>;

const CodeName = Type.String({
  minLength: 1,
  maxLength: 1000,
  pattern: '^[^\\u0000]*$',
  description:
    "A name of the table's code deck: all its codes, and what the deck gives that name later. " +
    'Give `codes` or `codeName`.',
});
const Codes = Type.String({
  minLength: 1,
  maxLength: 200_000,
  pattern: '^[^\\u0000]*$',
  description: 'One code, a list or ranges. Give `codes` or `codeName`.',
  examples: ['44, 447400-447404'],
});

const editable = Type.Partial(
  Type.Object({
    codes: Codes,
    codeName: CodeName,
    blocked: Type.Boolean({ description: 'Calls to these codes are refused.' }),
    ...charge,
    effectiveFrom: Type.String({ ...Instant, description: 'Left out of a new one: now.' }),
    effectiveTo: nullable(
      Type.String({
        ...Instant,
        description: 'From then on the ordinary price holds again. Null: no end.',
      }),
    ),
    notes: nullable(freeText(10_000)),
  }),
).properties;

export const NewSpecialRate = Type.Object({
  ...editable,
  rateTableId: Id,
  name: ThingName,
  service: Type.Optional(choice(services, "Left out: the table's. It stays as it is.")),
});
export type NewSpecialRate = Static<typeof NewSpecialRate>;

export const SpecialRateEdit = Type.Object(
  { ...editable, name: Type.Optional(ThingName) },
  { minProperties: 1 },
);
export type SpecialRateEdit = Static<typeof SpecialRateEdit>;

export const SpecialRateQuery = listQuery(['name', 'effectiveFrom', 'createdAt'], {
  rateTableId: Type.Optional(Id),
  search: Search,
});
export type SpecialRateQuery = Static<typeof SpecialRateQuery>;

export const SpecialRatePage = pageOf(SpecialRate);
