/** Sends problems: those of handlers, those of the framework, and what is not even HTTP. */

import type { ConnectionError, FastifyReply, FastifyRequest } from 'fastify';
import { problemKinds } from '../problems/catalogue.js';
import { Problem } from '../problems/problem.js';
import { answerProblem } from './problem-answer.js';

const TYPE = 'application/problem+json; charset=utf-8';

function withLimit(error: unknown, request: FastifyRequest): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code !== 'FST_ERR_CTP_BODY_TOO_LARGE') return error;
  const bytesMax = request.routeOptions.bodyLimit;
  return new Problem('body_too_large', `a body may have ${bytesMax} bytes here: send less at once`);
}

export function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const answer = answerProblem(withLimit(error, request), request.url, request.id);
  if (answer.isDefect) request.log.error({ err: error }, 'defect');
  reply.headers(answer.headers);
  return reply
    .code(answer.status)
    .type(TYPE)
    .serializer((value: unknown) => JSON.stringify(value))
    .send(answer.body);
}

/** What the parser of HTTP gives up on: there is no request, and the connection is of no more use. */
export function refuseUnreadable(
  error: ConnectionError,
  socket: FastifyRequest['raw']['socket'],
): void {
  // Reset by the caller, who hears nothing any more.
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const isLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const detail = isLarge
    ? 'the headers have more than 16 KiB: send fewer or shorter ones'
    : 'this is no request of HTTP/1.1: look at its first line, its headers and their lengths';
  const code = 'invalid_request';
  const { status, title } = problemKinds[code];
  const body = JSON.stringify({ type: `/docs/problems#${code}`, title, status, code, detail });
  const head = [
    `HTTP/1.1 ${status} Bad Request`,
    `Content-Type: ${TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  if (socket.writable) socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  else socket.destroy();
}
