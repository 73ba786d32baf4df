/**
 * What the API says of trunks. Digits, prefixes and addresses are texts where they come in: what
 * they may be is the rule of the engine and of `addresses.ts`, which tell all faults at once.
 */

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
import { CurrentAssignment } from '../accounts/schema.js';

const RULES_MAX = 1000;
const ADDRESSES_MAX = 1000;

const Length = nullable(Type.Integer({ minimum: 1, maximum: 32 }));

const strip = Type.String({
  maxLength: 100,
  description: 'Digits taken off the front; empty: fits every number.',
  examples: ['00'],
});
const add = Type.String({ maxLength: 100, description: 'Digits put there instead.' });
const lengthMeaning = 'Digits of the number before the rule; null: any length.';

const NumberRule = Type.Object({
  strip,
  add,
  numberLength: nullable(Type.Object({ min: Length, max: Length }, { description: lengthMeaning })),
});
export type NumberRule = Static<typeof NumberRule>;

const NewNumberRule = Type.Object({
  strip,
  add: Type.Optional(nullable(add)),
  numberLength: Type.Optional(
    nullable(
      Type.Object(
        { min: Type.Optional(Length), max: Type.Optional(Length) },
        { description: lengthMeaning },
      ),
    ),
  ),
});
export type NewNumberRule = Static<typeof NewNumberRule>;

const Addresses = Type.Array(Type.String({ maxLength: 100 }), {
  maxItems: ADDRESSES_MAX,
  description:
    'IP addresses and networks from which its calls come; other trunks may have them too.',
  examples: [['192.0.2.7', '2001:db8::/48']],
});

export const Trunk = Type.Object({
  id: Id,
  version: Version,
  name: ThingName,
  account: Type.Object({ id: Id, name: ThingName }, { description: 'Whose trunk it is.' }),
  techPrefix: Type.String(),
  numberRules: Type.Array(NumberRule),
  addresses: Addresses,
  currentAssignment: nullable(
    Type.Object(CurrentAssignment.properties, {
      description: 'What prices it now; null: what prices its account.',
    }),
  ),
  assignmentCount: Type.Integer({ description: 'Own ones: past, current and planned.' }),
  createdAt: Instant,
});
export type Trunk = Static<typeof Trunk>;

export const TrunkEdit = Type.Partial(
  Type.Object({
    name: ThingName,
    accountId: Type.String({ ...Id, description: 'A customer or a carrier.' }),
    techPrefix: nullable(
      Type.String({
        ...freeText(100),
        description: 'Taken off the front of the called number; empty or null: none.',
        examples: ['99#'],
      }),
    ),
    numberRules: nullable(
      Type.Array(NewNumberRule, {
        maxItems: RULES_MAX,
        description: 'Tried in order on numbers without a `+`; the first that fits is applied.',
      }),
    ),
    addresses: nullable(Addresses),
  }),
  { minProperties: 1 },
);
export type TrunkEdit = Static<typeof TrunkEdit>;

export const NewTrunk = Type.Object({
  ...TrunkEdit.properties,
  name: ThingName,
  accountId: Type.String({ ...Id, description: 'A customer or a carrier.' }),
});
export type NewTrunk = Static<typeof NewTrunk>;

export const TrunkQuery = listQuery(['name', 'createdAt'] as const, {
  search: Search,
  accountId: Type.Optional(Id),
  address: Type.Optional(
    Type.String({
      maxLength: 100,
      description: 'IP address or network: trunks that have it, or a network around it.',
    }),
  ),
});
export type TrunkQuery = Static<typeof TrunkQuery>;

export const TrunkPage = pageOf(Trunk);
