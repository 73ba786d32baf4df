/**
 * A browser without a window: keeps cookies, sends forms, follows nothing by itself. Each request
 * comes from another address, so that the limit of sign-ins a minute stays out of the way; with
 * `address` all come from that one.
 */

import type { Role } from '../../src/platform/access/permissions.js';
import type { Answer, TestApi } from './test-api.js';

type Headers = Readonly<Record<string, string>>;

export interface BrowserRequest {
  readonly body?: unknown;
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Headers;
}

export interface Browser {
  /** `path` is the whole one: `/api/v1/session`. */
  send(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    request?: BrowserRequest,
  ): Promise<Answer>;
  signIn(login: string, password: string): Promise<Answer>;
  /** The token of the last sign-in, as a header. */
  readonly csrf: Headers;
  cookie: string | null;
  /** By which the browser is known again. */
  device: string | null;
}

let requestCount = 0;

function nextAddress(): string {
  requestCount += 1;
  return `10.${requestCount >> 16}.${(requestCount >> 8) & 255}.${requestCount & 255}`;
}

export function browserOf(api: TestApi, address?: string): Browser {
  let csrfToken = '';
  const browser: Browser = {
    cookie: null,
    device: null,
    get csrf() {
      return { 'x-csrf-token': csrfToken };
    },
    send: async (method, path, { body, form, headers = {} } = {}) => {
      const cookies = [browser.cookie, browser.device].filter((one) => one !== null).join('; ');
      const answer = await api.app.inject({
        method,
        url: path,
        remoteAddress: address ?? nextAddress(),
        headers: {
          ...(cookies !== '' && { cookie: cookies }),
          ...(form !== undefined && {
            'content-type': 'application/x-www-form-urlencoded',
            'sec-fetch-site': 'same-origin',
          }),
          ...headers,
        },
        ...(body !== undefined && { payload: body as object }),
        ...(form !== undefined && { payload: new URLSearchParams(form).toString() }),
      });
      for (const { name, value } of answer.cookies) {
        const text = value === '' ? null : `${name}=${value}`;
        if (name === 'ratedeck_device') browser.device = text;
        else browser.cookie = text;
      }
      const isJson = /json/.test(String(answer.headers['content-type']));
      const text = answer.body;
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: isJson && text !== '' ? JSON.parse(text) : text,
      };
    },
    signIn: async (login, password) => {
      const answer = await browser.send('POST', '/api/v1/sessions', { body: { login, password } });
      csrfToken = answer.body.csrfToken ?? '';
      return answer;
    },
  };
  return browser;
}

export const PASSWORD = 'correct horse battery';

export interface TestUser {
  readonly id: string;
  readonly login: string;
}

/** A user who has chosen `PASSWORD`. */
export async function makeUser(
  api: TestApi,
  login: string,
  role: Role = 'admin',
  accountId = api.operatorId,
): Promise<TestUser> {
  const admin = api.as('admin');
  const { body: user } = await admin.post('/users', { login, name: login, role, accountId });
  const { body: link } = await admin.post(`/users/${user.id}/login-link`);
  await browserOf(api).send('POST', '/api/v1/login-links/use', {
    body: { token: tokenOf(link.path), password: PASSWORD },
  });
  return { id: user.id, login };
}

/** The token in the path of a login link. */
export function tokenOf(path: string): string {
  return new URL(path, 'http://localhost').searchParams.get('token') ?? '';
}
