/** Turns whatever went wrong into an RFC 9457 problem; the only place that does. */

import type { FastifyError } from 'fastify';
import Type from 'typebox';
import { BadCursor } from '../db/cursor.js';
import { databaseErrorCode, violatedConstraint } from '../db/database.js';
import { DatabaseUnavailable, TooBusy } from '../db/unavailable.js';
import { type ProblemCode, problemKinds } from '../problems/catalogue.js';
import { Problem, type ProblemFault } from '../problems/problem.js';
import { problemOfConstraint } from './constraint-problems.js';
import { TooManyRequests } from './request-limits.js';

export const ProblemAnswer = Type.Object(
  {
    type: Type.String({ description: 'Address of the explanation.' }),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String({ description: 'For programs; see the list of problems.' }),
    detail: Type.String({ description: 'What to do, for people.' }),
    instance: Type.Optional(Type.String({ description: 'Address of the request.' })),
    requestId: Type.Optional(Type.String({ description: 'Finds the request in the log.' })),
    faults: Type.Optional(
      Type.Array(
        Type.Object({
          path: Type.String({ description: 'Where: `body.rates[0].price`.' }),
          code: Type.String(),
          message: Type.String(),
        }),
        { description: 'All faults of the request at once.' },
      ),
    ),
  },
  { $id: 'Problem' },
);

const FAULTS_MAX = 1000;
/** How long to wait before the same request may go better, in seconds. */
const RETRY_AFTER: Readonly<Record<number, number>> = { 429: 1, 503: 2 };

const fastifyCodes: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid_json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid_json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid_request',
};

/** Says all of what is wrong with an instant: its pattern and length need not be told beside it. */
const INSTANT = 'x-instant';

/** Of these we know more than the framework says. */
const WORDED = new Set<ProblemCode>(['unsupported_media_type', 'body_too_large']);

interface SchemaFault {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

function pathOf(part: string, fault: SchemaFault): string {
  const steps = fault.instancePath.split('/').slice(1);
  const missing = fault.params['missingProperty'] ?? fault.params['additionalProperty'];
  if (typeof missing === 'string') steps.push(missing);
  return steps.reduce(
    (path, step) => (/^[0-9]+$/.test(step) ? `${path}[${step}]` : `${path}.${step}`),
    part,
  );
}

function messageOf(fault: SchemaFault): string {
  const { params } = fault;
  if (fault.keyword === 'enum') {
    return `must be one of ${(params['allowedValues'] as unknown[]).join(', ')}`;
  }
  if (fault.keyword === 'required') return 'is required';
  if (fault.keyword === 'additionalProperties') return 'is not known here; check its spelling';
  return fault.message ?? 'is not valid';
}

function schemaFaults(error: FastifyError): ProblemFault[] {
  const context = error.validationContext ?? 'body';
  const part = context === 'querystring' ? 'query' : context;
  const found = error.validation as readonly SchemaFault[];
  const instants = new Set(
    found.filter(({ keyword }) => keyword === INSTANT).map(({ instancePath }) => instancePath),
  );
  return found
    .filter(({ keyword, instancePath }) => keyword === INSTANT || !instants.has(instancePath))
    .slice(0, FAULTS_MAX)
    .map((fault) => ({
      path: pathOf(part, fault),
      code: fault.keyword === INSTANT ? 'bad_instant' : fault.keyword,
      message: messageOf(fault),
    }));
}

function ofDatabase(error: unknown): Problem | null {
  if (error instanceof DatabaseUnavailable) return new Problem('unavailable');
  if (error instanceof TooBusy) {
    return new Problem(error.reason === 'caller' ? 'too_many_requests' : 'busy', error.message);
  }
  const code = databaseErrorCode(error);
  if (code === null) return null;
  if (code === '57014') return new Problem('cancelled');
  // Values that passed the schema and that PostgreSQL cannot hold.
  if (code.startsWith('22')) {
    const message = error instanceof Error ? error.message : '';
    return new Problem('invalid_request', `a value cannot be stored: ${message}`);
  }
  const violated = violatedConstraint(error);
  return violated === null ? null : problemOfConstraint({ code, ...violated });
}

function problemOf(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (error instanceof BadCursor) return new Problem('invalid_cursor', `cursor ${error.message}`);
  if (!(error instanceof Error)) return null;
  const fastifyError = error as FastifyError;
  if (fastifyError.validation !== undefined) {
    return new Problem('invalid_request', undefined, schemaFaults(fastifyError));
  }
  const known = fastifyCodes[fastifyError.code];
  if (known !== undefined) return new Problem(known, WORDED.has(known) ? undefined : error.message);
  if (error.name === 'AbortError') return new Problem('cancelled');
  const ofStore = ofDatabase(error);
  if (ofStore !== null) return ofStore;
  // What fastify refuses by itself: a broken address, a wrong length.
  if (fastifyError.statusCode !== undefined && fastifyError.statusCode < 500) {
    return new Problem('invalid_request', error.message);
  }
  return null;
}

export interface AnsweredProblem {
  readonly status: number;
  readonly body: Record<string, unknown>;
  /** Headers of the answer beside its type. */
  readonly headers: Readonly<Record<string, string>>;
  /** Not expected: belongs into the log with its stack. */
  readonly isDefect: boolean;
}

export function answerProblem(error: unknown, url: string, requestId: string): AnsweredProblem {
  const problem = problemOf(error);
  const { code, message, faults } = problem ?? new Problem('internal');
  const { status, title } = problemKinds[code];
  const retryAfter =
    problem instanceof TooManyRequests ? problem.retryAfterSeconds : RETRY_AFTER[status];
  return {
    status,
    isDefect: problem === null,
    headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
    body: {
      type: `/docs/problems#${code}`,
      title,
      status,
      code,
      detail: message,
      instance: url,
      requestId,
      ...(faults.length > 0 && { faults: faults.slice(0, FAULTS_MAX) }),
    },
  };
}
