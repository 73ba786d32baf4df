/**
 * The plain pages: what this is, signing in and out, choosing a password by a login link.
 *
 * They call what the API calls. No script; forms come as `application/x-www-form-urlencoded` and only
 * from pages of this server. Addresses may hold the token of a link: nothing is cached, and no other
 * site is told where its visitors come from. (Told to nobody at all, browsers would hide the origin
 * of the form from us too.)
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../../platform/db/database.js';
import { callerOf } from '../../platform/http/caller.js';
import { exchangeOf } from '../../platform/http/exchange.js';
import { PAGE_POLICY } from '../../platform/http/html.js';
import { SESSION_COOKIE } from '../../platform/http/identify.js';
import { answerProblem } from '../../platform/http/problem-answer.js';
import { type StepwiseCall, stepwiseCall } from '../../platform/http/stepwise-call.js';
import { workOf } from '../../platform/http/work.js';
import { Problem } from '../../platform/problems/problem.js';
import { WELCOME_PATH } from './login-link.js';
import * as texts from './page-texts.js';
import { requireSameOrigin } from './same-origin.js';
import { createAuthenticator } from './service.js';
import type { Me } from './session-schema.js';
import { signOut, whoAmI } from './session-service.js';
import { linkUser, type StartedSession, signIn, useLoginLink } from './sign-in-service.js';

const FORM_BYTES_MAX = 16 * 1024;
const FORM_TYPE = 'application/x-www-form-urlencoded';

interface Visit {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly call: StepwiseCall;
  readonly exchange: ReturnType<typeof exchangeOf>;
  /** A field of the form; empty when it is missing. */
  field(name: string): string;
}

type Handle = (visit: Visit) => Promise<FastifyReply>;

export function registerPages(app: FastifyInstance, database: Database, now: () => Date): void {
  const authenticator = createAuthenticator(database, now, null);

  const visitOf = async (request: FastifyRequest, reply: FastifyReply): Promise<Visit> => {
    const token = request.cookies[SESSION_COOKIE];
    request.known = token === undefined ? null : await authenticator.bySession(token);
    const exchange = exchangeOf(request, reply, { database });
    const work = workOf(request, reply);
    const call = stepwiseCall(callerOf(request, { now }), database, { work });
    const form = request.body instanceof URLSearchParams ? request.body : null;
    return { request, reply, call, exchange, field: (name) => form?.get(name) ?? '' };
  };
  const page =
    (handle: Handle) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
      handle(await visitOf(request, reply));
  const form = (handle: Handle) =>
    page(async (visit) => {
      requireSameOrigin(visit.request);
      return handle(visit);
    });

  app.register(async (scope) => {
    readForms(scope);
    answerInPages(scope);
    const hidden = { schema: { hide: true } };
    const limited = { ...hidden, config: { requestLimit: 'login' } } as const;
    scope.get('/', hidden, page(showFirst));
    scope.get(WELCOME_PATH, hidden, page(showWelcome));
    scope.post(texts.SIGN_IN_PATH, limited, form(takeSignIn));
    scope.post(texts.SIGN_OUT_PATH, hidden, form(takeSignOut));
    scope.post(WELCOME_PATH, limited, form(takePassword));
  });
}

function readForms(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    FORM_TYPE,
    { parseAs: 'string', bodyLimit: FORM_BYTES_MAX },
    async (_: FastifyRequest, body: string) => new URLSearchParams(body),
  );
}

function answerInPages(scope: FastifyInstance): void {
  scope.setErrorHandler((error, request, reply) => {
    const answer = answerProblem(error, request.url, request.id);
    if (answer.isDefect) request.log.error({ err: error }, 'defect');
    return send(reply.headers(answer.headers), texts.problemPage(answer), answer.status);
  });
}

function send(reply: FastifyReply, html: string, status = 200): FastifyReply {
  return reply
    .code(status)
    .header('content-security-policy', PAGE_POLICY)
    .header('referrer-policy', 'same-origin')
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html);
}

function enter({ reply, exchange }: Visit, { token, deviceToken, lastPossibleAt }: StartedSession) {
  exchange.setSessionCookie(token, lastPossibleAt);
  exchange.setDeviceCookie(deviceToken);
  return reply.redirect('/', 303);
}

const meOf = ({ request: { known } }: Visit): Me | null => (known === null ? null : whoAmI(known));

async function showFirst(visit: Visit): Promise<FastifyReply> {
  const me = meOf(visit);
  return send(visit.reply, me === null ? texts.signInPage() : texts.signedInPage(me));
}

async function takeSignIn(visit: Visit): Promise<FastifyReply> {
  const { call, exchange, field } = visit;
  const login = field('login');
  try {
    const password = field('password');
    return enter(visit, await signIn(call, { login, password }, exchange));
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'login_failed') throw error;
    const words = 'Login or password is wrong. After ten wrong passwords wait 15 minutes.';
    return send(visit.reply, texts.signInPage(login, words), 401);
  }
}

async function takeSignOut(visit: Visit): Promise<FastifyReply> {
  const { call, exchange, field, reply } = visit;
  const me = meOf(visit);
  if (me !== null) {
    if (field('csrf') !== me.csrfToken) {
      throw new Problem('csrf_failed', 'this page is of an earlier session: load it again');
    }
    await call.write((step) => signOut(step, exchange.sessionToken));
  }
  exchange.clearSessionCookie();
  return reply.redirect('/', 303);
}

async function showWelcome({ request, reply, call }: Visit): Promise<FastifyReply> {
  const { token } = request.query as Readonly<Record<string, unknown>>;
  const given = typeof token === 'string' ? token : '';
  const { login } = await linkUser(call, given);
  return send(reply, texts.choosePasswordPage(given, login, []));
}

async function takePassword(visit: Visit): Promise<FastifyReply> {
  const { call, exchange, field, reply } = visit;
  const token = field('token');
  const password = field('password');
  const { login } = await linkUser(call, token);
  const refuse = (errors: readonly string[]) =>
    send(reply, texts.choosePasswordPage(token, login, errors), 400);
  if (password !== field('again')) return refuse(['The two passwords are not the same.']);
  try {
    return enter(visit, await useLoginLink(call, { token, password }, exchange));
  } catch (error) {
    if (!(error instanceof Problem) || error.faults.length === 0) throw error;
    return refuse(error.faults.map(({ message }) => `The password ${message}.`));
  }
}
