/** What the API says of users. No password and no hash of one is ever among it. */

import Type, { type Static } from 'typebox';
import { roles } from '../../platform/access/permissions.js';
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

const statuses = ['active', 'disabled'] as const;

/** The same as in the database's own check. */
export const LOGIN_PATTERN = '^[a-z0-9][a-z0-9._@+-]{0,99}$';

const Login = Type.String({
  pattern: LOGIN_PATTERN,
  description: 'What is typed to sign in: lower-case letters, digits and . _ @ + -',
  examples: ['ann.smith', 'ann@example.com'],
});
export const RoleName = choice(roles, 'What it may do.');
export const AccountRef = Type.Object(
  { id: Id, name: ThingName },
  { description: 'The account whose subtree is seen.' },
);
export const accountIdField = Type.Optional(
  Type.String({ ...Id, description: "Account of your own subtree; left out: the caller's own." }),
);

export const User = Type.Object({
  id: Id,
  version: Version,
  login: Login,
  name: ThingName,
  role: RoleName,
  account: AccountRef,
  status: choice(statuses, 'A disabled user cannot sign in.'),
  hasPassword: Type.Boolean({ description: 'Whether a password was chosen by a login link.' }),
  lockedUntil: nullable(
    Type.String({
      ...Instant,
      description: 'No sign-in from an unknown browser is tried before: too many wrong passwords.',
    }),
  ),
  lastLoginAt: nullable(Instant),
  createdAt: Instant,
});
export type User = Static<typeof User>;

export const NewUser = Type.Object({
  login: Login,
  name: ThingName,
  role: RoleName,
  accountId: accountIdField,
});
export type NewUser = Static<typeof NewUser>;

export const UserEdit = Type.Partial(
  Type.Object({
    name: ThingName,
    role: RoleName,
    status: choice(statuses),
    accountId: Type.String({ ...Id, description: 'Moves the user to that account.' }),
  }),
  { minProperties: 1, description: 'A change of role, status or account ends all sessions.' },
);
export type UserEdit = Static<typeof UserEdit>;

const userSorts = ['login', 'name', 'createdAt', 'lastLoginAt'] as const;
export const UserQuery = listQuery(userSorts, {
  search: Search,
  role: Type.Optional(RoleName),
  status: Type.Optional(choice(statuses)),
  accountId: Type.Optional(Id),
});
export type UserQuery = Static<typeof UserQuery>;

export const UserPage = pageOf(User);

export const LoginLink = Type.Object(
  {
    path: Type.String({
      description: 'The page where the user chooses a password, below the address of this server.',
    }),
    expiresAt: Instant,
  },
  { description: 'Works once. A new link makes older ones void.' },
);
export type LoginLink = Static<typeof LoginLink>;
