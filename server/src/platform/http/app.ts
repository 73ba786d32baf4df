/**
 * The HTTP server: limits, security headers, log, metrics, documentation, health; the routes of all
 * features are handed in.
 */

import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import { Ajv } from 'ajv';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import { Problem } from '../problems/problem.js';
import { watchMethods } from './allowed-methods.js';
import type { Background } from './background.js';
import { registerDocumentation } from './documentation.js';
import { cookieFlags } from './exchange.js';
import { registerHealth } from './health.js';
import { INSTANT_KEYWORD } from './instant-keyword.js';
import { readJsonBodies } from './json-body.js';
import { registerMetrics } from './metrics.js';
import { answerProblem } from './problem-answer.js';
import { registerRoutes } from './register-routes.js';
import { limitRequests, RequestLimits } from './request-limits.js';
import type { Route } from './route.js';
import type { RouteServices } from './route-services.js';
import { refuseUnreadable, sendProblem } from './send-problem.js';
import { endStalledAnswers, type StallLimits } from './stalled-answers.js';
import type { TrustedProxies } from './trusted-proxies.js';

export interface AppOptions extends RouteServices {
  readonly version: string;
  readonly routes: readonly Route[];
  /** Schemas that the documentation calls by name. */
  readonly schemas?: ReadonlyMap<string, TSchema>;
  /** Lines of JSON go here; null: no log. */
  readonly log: { write(line: string): void } | null;
  /** Of a key, of a user and of the address of a stranger; a key may have a limit of its own. */
  readonly requestsPerMinuteMax?: number;
  readonly stallLimits?: StallLimits;
  /** Pages for browsers, registered as they are. */
  readonly pages?: (app: FastifyInstance) => void;
  /** What works beside the requests, for health and metrics. */
  readonly background?: Background;
  /** Which proxies in front are believed what they say of their callers; left out: none. */
  readonly trustProxy?: TrustedProxies;
}

const BODY_BYTES_MAX = 1024 * 1024;
const REQUEST_TIMEOUT_MS = 120_000;
const REQUESTS_PER_MINUTE_MAX = 6000;
const URL_PARAMETER_LENGTH_MAX = 200;

/** Secrets travel in these; none is logged. Bodies are not logged at all. */
const REDACTED = [
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["x-csrf-token"]',
  'res.headers["set-cookie"]',
];

function loggerOf(log: AppOptions['log']) {
  if (log === null) return false;
  const redact = { paths: REDACTED, censor: '[not logged]' };
  return { level: 'info', stream: log, redact, serializers: { req: requestForLog } };
}

/** A login link carries its token in the address. */
function requestForLog(request: FastifyRequest) {
  return {
    method: request.method,
    url: request.url.replace(/([?&]token=)[^&]*/gi, '$1[not logged]'),
    host: request.host,
    remoteAddress: request.ip,
    remotePort: request.socket.remotePort ?? 0,
  };
}

export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: loggerOf(options.log),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: URL_PARAMETER_LENGTH_MAX },
    trustProxy: options.trustProxy ?? false,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    genReqId: () => crypto.randomUUID(),
    // An address that cannot be read is refused before any handler or hook is there.
    frameworkErrors: sendProblem,
    clientErrorHandler: refuseUnreadable,
  });
  app.decorateRequest('known', null);
  readJsonBodies(app);
  answerInProblems(app);
  endStalledAnswers(app, options.stallLimits);
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  await app.register(helmet, { contentSecurityPolicy: false, hsts: options.secureCookies });
  await app.register(cookie, { parseOptions: cookieFlags(options) });
  const limits = new RequestLimits(options.requestsPerMinuteMax ?? REQUESTS_PER_MINUTE_MAX);
  const services = { ...options, limits };
  limitRequests(app, limits);
  await registerDocumentation(app, options);
  registerMetrics(app, services);
  registerHealth(app, options);
  options.pages?.(app);
  await app.register(async (scope) => {
    readQueriesAsNumbers(scope);
    registerRoutes(scope, options.routes, services);
  });
  return app;
}

function answerInProblems(app: FastifyInstance): void {
  const methodsOf = watchMethods(app);
  app.setErrorHandler(sendProblem);
  app.setNotFoundHandler((request, reply) => {
    const { url, id, method } = request;
    const methods = methodsOf(url);
    const asked = `${method} ${url.split('?')[0]}`;
    const problem =
      methods.length === 0
        ? new Problem('not_found', `${asked} is no address of this API`)
        : new Problem('method_not_allowed', `${asked}: this address takes ${methods.join(', ')}`);
    const { status, body } = answerProblem(problem, url, id);
    if (methods.length > 0) reply.header('allow', methods.join(', '));
    return reply.code(status).type('application/problem+json; charset=utf-8').send(body);
  });
}

/** Everything in an address is text: `?limit=50` has to become a number before it is checked. */
function readQueriesAsNumbers(app: FastifyInstance): void {
  const strict = new Ajv({ allErrors: true, strict: false, useDefaults: true });
  const lenient = new Ajv({ allErrors: true, strict: false, useDefaults: true, coerceTypes: true });
  strict.addKeyword(INSTANT_KEYWORD);
  lenient.addKeyword(INSTANT_KEYWORD);
  app.setValidatorCompiler(({ schema, httpPart }) => {
    // Documented, and judged by who reads them.
    if (httpPart === 'headers') return () => true;
    return (httpPart === 'querystring' ? lenient : strict).compile(schema as object);
  });
}
