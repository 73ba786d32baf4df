/**
 * The API of a server, for commands: one call, one answer, or a failure that says what to do.
 * Redirections are not followed: they would carry the key to somebody else.
 */

import { Readable } from 'node:stream';
import { noServer, problemFailure, unreachable } from './answer-failure.js';
import { type ServerOptions, serverAddress, serverKey } from './server-options.js';

type Query = Readonly<Record<string, string | number | undefined>>;

export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below `/api/v1`: `/rate-tables/17`. */
  readonly path: string;
  readonly query?: Query;
  /** An object, or a JSON document as text. */
  readonly body?: object | string;
  /** In place of a body: the bytes of a file, sent while they are read. */
  readonly file?: Readable;
  /** The version that was seen; an edit of another one is refused. */
  readonly version?: number;
}

export interface ServerClient {
  readonly address: string;
  /** The answer's JSON; null when there is none. */
  call<Answer>(request: ApiRequest): Promise<Answer>;
  /** The answer as bytes, while they come. */
  stream(request: ApiRequest): Promise<AsyncIterable<Buffer>>;
}

type Identity = Readonly<Record<string, string>>;

export function connectServer(options: ServerOptions): ServerClient {
  const address = serverAddress(options);
  return clientOf(address, { authorization: `Bearer ${serverKey(options)}` });
}

/** A client that sends these headers with each call, to say who it is. */
export function clientOf(address: string, identity: Identity): ServerClient {
  const send = (request: ApiRequest): Promise<Response> => sendTo(address, identity, request);
  return {
    address,
    call: async <Answer>(request: ApiRequest) => {
      const response = await send(request);
      return (await jsonOf(address, response)) as Answer;
    },
    stream: async (request) => {
      const response = await send(request);
      return bytesOf(address, response);
    },
  };
}

function urlOf(address: string, { path, query = {} }: ApiRequest): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const parameters = new URLSearchParams(
    given.map(([name, value]): [string, string] => [name, String(value)]),
  );
  return `${address}/api/v1${path}${given.length === 0 ? '' : `?${parameters}`}`;
}

/** Any answer below 400. */
export async function sendTo(
  address: string,
  identity: Identity,
  request: ApiRequest,
): Promise<Response> {
  const { body, file, version } = request;
  const headers = {
    ...identity,
    accept: 'application/json',
    'user-agent': 'ratedeck',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(file !== undefined && { 'content-type': 'application/octet-stream' }),
    ...(version !== undefined && { 'if-match': `"${version}"` }),
  };
  const init = {
    method: request.method ?? 'GET',
    redirect: 'manual' as const,
    headers,
    // The types of the two streams are declared apart and do not know each other.
    ...(file !== undefined && { body: Readable.toWeb(file) as never, duplex: 'half' as const }),
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
  let response: Response;
  try {
    response = await fetch(urlOf(address, request), init);
  } catch (error) {
    throw unreachable(address, error);
  }
  if (response.status >= 300 && response.status < 400) throw noServer(address, response.status);
  if (response.status < 400) return response;
  throw problemFailure(address, response.status, await jsonOf(address, response));
}

async function jsonOf(address: string, response: Response): Promise<unknown> {
  let text: string;
  try {
    text = await response.text();
  } catch (error) {
    throw unreachable(address, error);
  }
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw noServer(address, response.status);
  }
}

async function* bytesOf(address: string, response: Response): AsyncGenerator<Buffer> {
  if (response.body === null) return;
  try {
    // The types of the two streams are declared apart and do not know each other.
    for await (const chunk of Readable.fromWeb(response.body as never)) yield Buffer.from(chunk);
  } catch (error) {
    throw unreachable(address, error);
  }
}
