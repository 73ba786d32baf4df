/**
 * Every route of the product, called by everybody: who may call it is what its `access` says, and
 * nobody else. The list of routes is the product's own, so a new route is tested without a word here.
 */

import { describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/test-api.js';
import { browserOf, makeUser, PASSWORD } from '../../../test/support/test-browser.js';
import { databaseServers } from '../../../test/support/test-database.js';
import {
  type Access,
  hasPermission,
  type Permission,
  permissions,
  type Role,
  roles,
} from '../../platform/access/permissions.js';
import type { Route } from '../../platform/http/route.js';
import { product } from '../../product.js';

const NO_ID = '999999999999';

interface Caller {
  readonly name: string;
  /** Null: nobody. */
  readonly role: Role | null;
  readonly isOperator: boolean;
  readonly key: string | null;
}

const nameOf = ({ method, path }: Route) => `${method} ${path}`;
const addressOf = ({ path }: Route) => `/api/v1${path.replace(/:[A-Za-z]+/g, NO_ID)}`;

/** 200 stands for whatever is neither 401 nor 403: nothing is there, or the body is empty. */
function expectedStatus(access: Access, caller: Caller): 200 | 401 | 403 {
  if (access === 'public') return 200;
  if (caller.role === null) return 401;
  if (access === 'signed-in') return 200;
  const permission = typeof access === 'string' ? access : access.permission;
  if (!hasPermission(caller.role, permission)) return 403;
  return typeof access === 'string' || caller.isOperator ? 200 : 403;
}

describe('routes', () => {
  it('say who may call them', () => {
    const known = new Set<Permission | 'public' | 'signed-in'>([
      'public',
      'signed-in',
      ...permissions,
    ]);
    const strange = product.routes.filter(({ access }) => {
      const named = typeof access === 'object' ? access.permission : access;
      return !known.has(named);
    });
    expect(strange.map(nameOf)).toEqual([]);
    expect(product.routes.length).toBeGreaterThan(20);
  });

  it('are each there once', () => {
    const names = product.routes.map((route) => nameOf(route).replace(/:[A-Za-z]+/g, ':id'));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('are open to all only for signing in', () => {
    const open = product.routes.filter(({ access }) => access === 'public');
    expect(open.map(nameOf).sort()).toEqual(['POST /login-links/use', 'POST /sessions']);
    expect(open.every(({ limit }) => limit === 'login')).toBe(true);
  });

  it('change nothing for who may only read', () => {
    const writing = product.routes.filter(
      ({ kind }) => !['read', 'file', 'stepwise'].includes(kind),
    );
    const open = writing.filter(({ access }) => access === 'read' || access === 'public');
    expect(open.map(nameOf)).toEqual([]);
  });
});

describe.each(databaseServers())('access on $name', (server) => {
  const api = testApi(server);

  async function callers(): Promise<Caller[]> {
    const { body: account } = await api.as('admin').post('/accounts', {
      ...{ name: 'Other account', kind: 'reseller' },
    });
    const all: Caller[] = [{ name: 'nobody', role: null, isOperator: false, key: null }];
    all.push({ name: 'a made up key', role: null, isOperator: false, key: 'rdk_made-up' });
    for (const role of roles) {
      const own = await api.keyOf(role);
      const others = await api.keyOf(role, account.id);
      all.push({ name: `operator's ${role}`, role, isOperator: true, key: own });
      all.push({ name: `an account's ${role}`, role, isOperator: false, key: others });
    }
    return all;
  }

  it('is what every route says, for everybody', async () => {
    const wrong: string[] = [];
    for (const caller of await callers()) {
      const headers: Record<string, string> =
        caller.key === null ? {} : { authorization: `Bearer ${caller.key}` };
      for (const route of product.routes) {
        const { status } = await browserOf(api).send(route.method, addressOf(route), { headers });
        const got = status === 401 || status === 403 ? status : 200;
        const expected = expectedStatus(route.access, caller);
        if (got !== expected || status >= 500) {
          wrong.push(`${caller.name} ${nameOf(route)}: ${status}, expected ${expected}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('needs the token of the session wherever a session changes something', async () => {
    await makeUser(api, 'session-admin');
    const browser = browserOf(api);
    await browser.signIn('session-admin', PASSWORD);
    const wrong: string[] = [];
    for (const route of product.routes) {
      if (route.access === 'public') continue;
      const { status, body } = await browser.send(route.method, addressOf(route));
      const isRefused = status === 403 && body.code === 'csrf_failed';
      if (isRefused === (route.method === 'GET')) wrong.push(`${nameOf(route)}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });
});
