/** The product's HTTP server on a port of its own, and requests to it. */

import type { AddressInfo } from 'node:net';
import type { CredentialFeed } from '../dist/platform/access/credential-feed.js';
import type { Database } from '../dist/platform/db/database.js';
import { buildApp } from '../dist/platform/http/app.js';
import { product } from '../dist/product.js';
import { withTemporaryKey } from '../dist/system/users/service.js';

export interface Served {
  readonly port: number;
  /** Of an administrator. */
  readonly key: string;
}

/** `credentials` is the feed of keys and sessions, where what goes on beside requests is running. */
export async function withServer<T>(
  database: Database,
  credentials: CredentialFeed | null,
  work: (served: Served) => Promise<T>,
): Promise<T> {
  const now = () => new Date();
  const app = await buildApp({
    ...{ database, now, version: product.version, routes: product.routes },
    authenticator: product.authenticator(database, now, credentials),
    ...{ secureCookies: false, log: null, requestsPerMinuteMax: 100_000_000 },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  try {
    return await withTemporaryKey(database, 'bench', (key) => work({ port, key }));
  } finally {
    await app.close();
  }
}

/** The answer of a request; throws when it is none of success. */
export async function request<Answer>(
  { port, key }: Served,
  path: string,
  sent?: { readonly method: 'POST' | 'PATCH'; readonly body: object },
): Promise<Answer> {
  const authorization = `Bearer ${key}`;
  const init =
    sent === undefined
      ? { headers: { authorization } }
      : {
          method: sent.method,
          headers: { authorization, 'content-type': 'application/json' },
          body: JSON.stringify(sent.body),
        };
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, init);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}
