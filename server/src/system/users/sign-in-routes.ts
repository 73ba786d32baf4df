/** The routes by which people sign in and out and choose passwords. */

import {
  changeRoute,
  type Exchange,
  type Route,
  readRoute,
  stepwiseRoute,
} from '../../platform/http/route.js';
import { LinkUse, Me, OwnSessions, PasswordChange, SignedIn, SignIn } from './session-schema.js';
import * as sessions from './session-service.js';
import * as signIns from './sign-in-service.js';

const tag = 'Sign-in';

function enter(exchange: Exchange, started: signIns.StartedSession): SignedIn {
  exchange.setSessionCookie(started.token, started.lastPossibleAt);
  exchange.setDeviceCookie(started.deviceToken);
  return started.signedIn;
}

export const signInRoutes: readonly Route[] = [
  stepwiseRoute({
    method: 'POST',
    path: '/sessions',
    operationId: 'signIn',
    tag,
    summary: 'Sign in',
    description:
      'Sets the cookies of session and browser. After ten wrong passwords no more from there are ' +
      'tried for a while; from a browser that is known, others do not lock a user out.',
    access: 'public',
    limit: 'login',
    body: SignIn,
    answer: SignedIn,
    handle: async (call, { body }, exchange) =>
      enter(exchange, await signIns.signIn(call, body, exchange)),
  }),
  stepwiseRoute({
    method: 'POST',
    path: '/login-links/use',
    operationId: 'useLoginLink',
    tag,
    summary: 'Choose a password by a login link',
    description: 'Signs in; all other sessions of the user end.',
    access: 'public',
    limit: 'login',
    body: LinkUse,
    answer: SignedIn,
    handle: async (call, { body }, exchange) =>
      enter(exchange, await signIns.useLoginLink(call, body, exchange)),
  }),
  readRoute({
    path: '/session',
    operationId: 'whoAmI',
    tag,
    summary: 'Show who is signed in',
    access: 'signed-in',
    answer: Me,
    handle: async (_call, _input, { known }) => sessions.whoAmI(known!),
  }),
  changeRoute({
    method: 'DELETE',
    path: '/session',
    operationId: 'signOut',
    tag,
    summary: 'Sign out',
    access: 'signed-in',
    handle: async (call, _, exchange) => {
      await sessions.signOut(call, exchange.sessionToken);
      exchange.clearSessionCookie();
    },
  }),
  stepwiseRoute({
    method: 'PUT',
    path: '/session/password',
    operationId: 'changePassword',
    tag,
    summary: 'Change the own password',
    description: 'All other sessions of the user end, and login links become void.',
    access: 'signed-in',
    limit: 'login',
    body: PasswordChange,
    handle: (call, { body }, exchange) => signIns.changePassword(call, body, exchange),
  }),
  readRoute({
    path: '/sessions',
    tag,
    summary: 'List the own sessions',
    description: 'The last used first; all in one page, as there are few.',
    access: 'signed-in',
    answer: OwnSessions,
    handle: (call, _, { sessionToken }) => sessions.listOwnSessions(call, sessionToken),
  }),
];
