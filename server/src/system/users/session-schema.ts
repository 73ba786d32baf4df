import Type, { type Static } from 'typebox';
import { permissions } from '../../platform/access/permissions.js';
import { choice, Id, Instant, nullable, pageOf, ThingName } from '../../platform/http/schemas.js';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from './password-rules.js';
import { AccountRef, RoleName, User } from './schema.js';

/** Longer ones cannot be right, and need not be hashed to know it. */
const GivenPassword = Type.String({ minLength: 1, maxLength: PASSWORD_LENGTH_MAX });
const NewPassword = Type.String({
  maxLength: PASSWORD_LENGTH_MAX,
  description: `${PASSWORD_LENGTH_MIN} to ${PASSWORD_LENGTH_MAX} characters of any kind.`,
});

export const SignIn = Type.Object({
  login: Type.String({ minLength: 1, maxLength: 200 }),
  password: GivenPassword,
});
export type SignIn = Static<typeof SignIn>;

export const LinkUse = Type.Object({
  token: Type.String({
    minLength: 1,
    maxLength: 200,
    description: 'From the address of the link.',
  }),
  password: NewPassword,
});
export type LinkUse = Static<typeof LinkUse>;

export const PasswordChange = Type.Object({ current: GivenPassword, next: NewPassword });
export type PasswordChange = Static<typeof PasswordChange>;

const csrfToken = Type.String({
  description: 'Comes as `X-CSRF-Token` with every request of the session that changes something.',
});

export const SignedIn = Type.Object({
  user: User,
  csrfToken,
  expiresAt: Type.String({ ...Instant, description: 'When it ends unless it is used.' }),
});
export type SignedIn = Static<typeof SignedIn>;

export const Me = Type.Object({
  kind: choice(['user', 'api-key'], 'Signed in by a session, or calling with an API key.'),
  id: Id,
  login: nullable(Type.String({ description: 'Null for a key.' })),
  name: ThingName,
  role: RoleName,
  account: AccountRef,
  isOperator: Type.Boolean({ description: 'Whether everything is in its sight.' }),
  permissions: Type.Array(choice(permissions)),
  csrfToken: nullable(csrfToken),
  expiresAt: nullable(Instant),
});
export type Me = Static<typeof Me>;

export const OwnSession = Type.Object({
  isCurrent: Type.Boolean({ description: 'The one that asks.' }),
  createdAt: Instant,
  lastSeenAt: Type.String({ ...Instant, description: 'To the minute.' }),
  expiresAt: Instant,
  ip: nullable(Type.String()),
  userAgent: nullable(Type.String()),
});
export type OwnSession = Static<typeof OwnSession>;

export const OwnSessions = pageOf(OwnSession);
