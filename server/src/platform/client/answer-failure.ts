/**
 * What went wrong between a command and its server, as a failure of the command: problems of the
 * API with all their faults, and servers that cannot be reached or are none.
 */

import { CommandFailure, exitCodes, type Fault, systemCode } from '../cli/command-failure.js';

interface ProblemBody {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly requestId?: string;
  readonly faults?: readonly {
    readonly path: string;
    readonly code: string;
    readonly message: string;
  }[];
}

const networkReasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; "ratedeck serve" starts a server',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name could not be looked up',
  ECONNRESET: 'it broke the connection',
  UND_ERR_SOCKET: 'it broke the connection',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  UND_ERR_HEADERS_TIMEOUT: 'it does not answer in time',
  UND_ERR_BODY_TIMEOUT: 'it stopped in the middle of its answer',
};

/** `fetch` tells the reason as the cause of its error. */
export function unreachable(address: string, error: unknown): CommandFailure {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  // Several addresses of one name fail as one error that holds the others.
  const first = cause instanceof AggregateError ? (cause.errors[0] as unknown) : cause;
  const reason =
    networkReasons[systemCode(first) ?? ''] ??
    (first instanceof Error ? first.message : String(first));
  return new CommandFailure(exitCodes.inputOutput, `could not reach ${address}: ${reason}`);
}

export function noServer(address: string, status: number): CommandFailure {
  return new CommandFailure(
    exitCodes.inputOutput,
    `what answers at ${address} (status ${status}) is no Ratedeck server: check --server`,
  );
}

function isProblem(body: unknown): body is ProblemBody {
  if (typeof body !== 'object' || body === null) return false;
  const { code, title, detail } = body as Partial<ProblemBody>;
  return [code, title, detail].every((text) => typeof text === 'string');
}

function adviceOf(status: number): string {
  if (status === 401) return ' Check the key: it may be of another server, revoked or expired.';
  if (status === 403) return ' Use a key that may do this.';
  return '';
}

/** `path.in.the.request` without the part of HTTP that it stands in. */
const placeOf = (path: string): string =>
  path.replace(/^(?:body|query|params|headers)[.]?/, '') || 'the whole';

/** The body is JSON that came with a status of 400 or more. */
export function problemFailure(address: string, status: number, body: unknown): CommandFailure {
  if (!isProblem(body)) return noServer(address, status);
  const { code, title, detail, requestId } = body;
  const faults: Fault[] = (body.faults ?? []).map(({ path, code: faultCode, message }) => ({
    place: placeOf(path),
    code: faultCode,
    message,
  }));
  // With faults the detail only says that there are some.
  const text = faults.length > 0 ? title : `${title.replace(/[.]$/, '')}: ${detail}`;
  const trace = status >= 500 && requestId !== undefined ? ` (request ${requestId})` : '';
  const isRefusal = status < 500 && status !== 429;
  return new CommandFailure(
    isRefusal ? exitCodes.badInput : exitCodes.inputOutput,
    `${text}${adviceOf(status)}${trace} [${code}]`,
    faults,
  );
}
