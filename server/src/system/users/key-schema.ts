/** What the API says of API keys. The key itself is told once, when it is made. */

import Type, { type Static } from 'typebox';
import {
  choice,
  Id,
  Instant,
  listQuery,
  nullable,
  pageOf,
  Search,
  ThingName,
  Version,
} from '../../platform/http/schemas.js';
import { AccountRef, accountIdField, RoleName } from './schema.js';

const statuses = ['active', 'expired', 'revoked'] as const;

const Expiry = nullable(
  Type.String({ ...Instant, description: 'It works until then; null: until it is revoked.' }),
);

const OwnLimit = nullable(
  Type.Integer({
    minimum: 1,
    maximum: 100_000_000,
    description:
      'How often it may ask within a minute; null: as often as the server lets every key ' +
      '(`--requests-per-minute`). Set by the operator only.',
  }),
);

export const ApiKey = Type.Object({
  id: Id,
  version: Version,
  name: ThingName,
  role: RoleName,
  account: AccountRef,
  status: choice(statuses),
  hint: Type.String({ description: 'Its first characters, by which keys are told apart.' }),
  createdBy: nullable(
    Type.Object(
      { id: Id, login: Type.String() },
      {
        description:
          'Who made it, or made the key that made it: it falls and ends with that user. Null: the ' +
          'program itself, or a user who was deleted.',
      },
    ),
  ),
  requestsPerMinute: OwnLimit,
  createdAt: Instant,
  expiresAt: nullable(Instant),
  revokedAt: nullable(Instant),
  lastUsedAt: nullable(Type.String({ ...Instant, description: 'To the minute.' })),
});
export type ApiKey = Static<typeof ApiKey>;

export const NewApiKey = Type.Object({
  name: ThingName,
  role: RoleName,
  accountId: accountIdField,
  expiresAt: Type.Optional(Expiry),
  requestsPerMinute: Type.Optional(OwnLimit),
});
export type NewApiKey = Static<typeof NewApiKey>;

export const MadeApiKey = Type.Object({
  ...ApiKey.properties,
  key: Type.String({ description: 'Shown now and never again.' }),
});
export type MadeApiKey = Static<typeof MadeApiKey>;

export const ApiKeyEdit = Type.Partial(
  Type.Object({ name: ThingName, expiresAt: Expiry, requestsPerMinute: OwnLimit }),
  { minProperties: 1 },
);
export type ApiKeyEdit = Static<typeof ApiKeyEdit>;

const apiKeySorts = ['name', 'createdAt', 'lastUsedAt'] as const;
export const ApiKeyQuery = listQuery(apiKeySorts, {
  search: Search,
  role: Type.Optional(RoleName),
  status: Type.Optional(choice(statuses)),
  accountId: Type.Optional(Id),
});
export type ApiKeyQuery = Static<typeof ApiKeyQuery>;

export const ApiKeyPage = pageOf(ApiKey);
