import Type, { type Static } from 'typebox';
import {
  choice,
  freeText,
  Id,
  Instant,
  label,
  listQuery,
  Money,
  nullable,
  pageOf,
  Search,
  ThingName,
  Version,
} from '../../platform/http/schemas.js';
import { chargeFields } from '../charge/schema.js';
import { Reference, Service, services } from '../rate-tables/schema.js';

export const states = ['current', 'future', 'ending', 'ended', 'blocked', 'stashed'] as const;
export type RateState = (typeof states)[number];

const Code = Type.String({ pattern: '^[0-9]{0,32}$', description: 'Empty: every number.' });
const SourceCode = Type.String({ pattern: '^[0-9]{1,32}$' });
const Length = Type.Integer({ minimum: 1, maximum: 32 });
const NumberLength = Type.Object({ min: nullable(Length), max: nullable(Length) });
const NumberLengthInput = Type.Partial(NumberLength, {
  description: 'Digits of the number; both ends belong.',
});
const notices = ['hold', 'force'] as const;
const description = 'Whether customers are told with the next notice (hold) or at once (force).';

const neighbour = { id: Id, price: nullable(Money), effectiveFrom: nullable(Instant) };

export const Rate = Type.Object({
  id: Id,
  version: Version,
  rateTableId: Id,
  code: Code,
  service: Service,
  name: nullable(Type.String()),
  nameIsOwn: Type.Boolean({ description: "Given with the rate; else it is the code deck's." }),
  country: nullable(Type.String({ description: 'Of the code, from the code deck.' })),
  description: nullable(Type.String()),
  sourceCode: nullable(SourceCode),
  sourceCodeName: nullable(Type.String({ description: "By the table's source code deck." })),
  numberLength: nullable(NumberLength),
  timeProfile: nullable(Reference),
  tag: nullable(Type.String()),
  category: nullable(Reference),
  ...chargeFields,
  blocked: Type.Boolean(),
  stashed: Type.Boolean({ description: 'Kept, not rated.' }),
  effectiveFrom: nullable(Type.String({ ...Instant, description: 'Null: always.' })),
  effectiveTo: nullable(Type.String({ ...Instant, description: 'Null: no end.' })),
  validTo: nullable(
    Type.String({
      ...Instant,
      description:
        'Its own end or the begin of the next version, whichever is earlier; null: no end.',
    }),
  ),
  notes: nullable(Type.String()),
  notice: choice(notices, description),
  specialRate: nullable(
    Type.Object(
      { id: Id, name: Type.String() },
      { description: 'Owns the rate: edit the special rate instead.' },
    ),
  ),
  state: choice(states, 'At the time of the answer.'),
  previous: nullable(Type.Object(neighbour, { description: 'The version before this one.' })),
  next: nullable(Type.Object(neighbour, { description: 'The version after this one.' })),
  difference: nullable(Type.String({ description: 'Price minus the price before.' })),
  differencePercent: nullable(Type.String()),
});
export type Rate = Static<typeof Rate>;

/** A rate as it was, or as a change that is not written yet would leave it. */
export const RateImage = Type.Object({
  ...Rate.properties,
  id: nullable(Type.String({ ...Id, description: 'Null: a rate that is added.' })),
  version: nullable(Version),
});
export type RateImage = Static<typeof RateImage>;

const editable = {
  name: nullable(label(1000)),
  service: Service,
  sourceCode: nullable(SourceCode),
  numberLength: nullable(NumberLengthInput),
  timeProfileId: nullable(Id),
  tag: nullable(ThingName),
  categoryId: nullable(Id),
  ...chargeFields,
  blocked: Type.Boolean({ description: 'Calls to this code are refused.' }),
  effectiveFrom: nullable(
    Type.String({ ...Instant, description: 'Left out of a new rate: now. Null: always.' }),
  ),
  effectiveTo: nullable(Instant),
  description: nullable(freeText(10_000)),
  notes: nullable(freeText(10_000)),
  notice: choice(notices, description),
};

export const NewRates = Type.Object({
  ...Type.Partial(Type.Object(editable)).properties,
  codes: Type.Optional(
    Type.String({
      maxLength: 200_000,
      pattern: '^[^\\u0000]*$',
      description:
        'One code, a list or ranges; each code becomes a rate. Give `codes` or `codeNames`.',
      examples: ['44, 4420, 447400-447404'],
    }),
  ),
  codeNames: Type.Optional(
    Type.Array(freeText(1000), {
      minItems: 1,
      maxItems: 1000,
      description: "Names of the table's code deck: all their codes.",
    }),
  ),
  sourceCodes: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200_000,
      pattern: '^[^\\u0000]*$',
      description:
        'One source code, a list or ranges; each makes a rate for each code. Give one of ' +
        '`sourceCode`, `sourceCodes` and `sourceCodeNames`.',
      examples: ['43, 4366-4369'],
    }),
  ),
  sourceCodeNames: Type.Optional(
    Type.Array(freeText(1000), {
      minItems: 1,
      maxItems: 1000,
      description: "Names of the table's source code deck: all their codes.",
    }),
  ),
  newSourceCodeName: Type.Optional(
    Type.String({
      ...label(1000),
      minLength: 1,
      description:
        'Given source codes that the source code deck does not have are added to it by this name.',
    }),
  ),
  futureVersions: Type.Optional(
    choice(['preserve', 'stash'], 'What becomes of later versions. Left out: preserve.'),
  ),
});
export type NewRates = Static<typeof NewRates>;

export const AddedRates = Type.Object({
  changeSetId: Id,
  count: Type.Integer(),
  stashedCount: Type.Integer({ description: 'Future versions that were stashed.' }),
  newSourceCodes: Type.Array(SourceCode, {
    description: 'Codes that were added to the source code deck.',
  }),
  unnamedCodes: Type.Array(Code, {
    description: 'Codes (the first 500) that neither the rate nor the code deck has a name for.',
  }),
  items: Type.Array(Rate, { description: 'The first 500.' }),
});
export type AddedRates = Static<typeof AddedRates>;

export const RateEdit = Type.Partial(Type.Object({ ...editable, code: Code }), {
  minProperties: 1,
});
export type RateEdit = Static<typeof RateEdit>;

/** Which rates of a table: for lists, mass edits and loads. */
const rateFilters = {
  search: Search,
  code: Type.Optional(
    Type.String({ pattern: '^[0-9]{0,32}$', description: 'Codes that begin so.' }),
  ),
  number: Type.Optional(
    Type.String({ pattern: '^[0-9]{1,32}$', description: 'Codes that this number begins with.' }),
  ),
  name: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 1000,
      pattern: '^[^\\u0000]*$',
      description: 'This very name.',
    }),
  ),
  state: Type.Optional(choice(states, 'Left out: all but stashed ones.')),
  service: Type.Optional(choice(services)),
  tag: Type.Optional(ThingName),
  categoryId: Type.Optional(Id),
  timeProfileId: Type.Optional(Id),
  specialRateId: Type.Optional(Id),
  at: Type.Optional(Type.String({ ...Instant, description: 'Versions in force at this instant.' })),
  priceFrom: Type.Optional(Money),
  priceTo: Type.Optional(Money),
};

export const RateFilter = Type.Object(rateFilters);
export type RateFilter = Static<typeof RateFilter>;

export const RateQuery = listQuery(
  ['code', 'name', 'price', 'effectiveFrom', 'validTo'],
  rateFilters,
);
export type RateQuery = Static<typeof RateQuery>;

export const RatePage = pageOf(Rate);

export const RateVersionsQuery = listQuery(['effectiveFrom'], {}, '-effectiveFrom');
export type RateVersionsQuery = Static<typeof RateVersionsQuery>;
