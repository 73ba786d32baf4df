/** The first administrator and the way back in, on each database. */

import { describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/test-api.js';
import { browserOf, PASSWORD, tokenOf } from '../../../test/support/test-browser.js';
import { databaseServers } from '../../../test/support/test-database.js';
import { createRecoveryLink, ensureFirstAdmin } from './service.js';

describe.each(databaseServers())('the first administrator on $name', (server) => {
  const api = testApi(server);
  const at = (now: string) => () => new Date(now);
  const said: { readonly path: string; readonly expiresAt: string }[] = [];
  const start = (now: string) =>
    ensureFirstAdmin(api.database, at(now), (path, expiresAt) => said.push({ path, expiresAt }));
  const use = (path: string) =>
    browserOf(api).send('POST', '/api/v1/login-links/use', {
      body: { token: tokenOf(path), password: PASSWORD },
    });

  it('is made once, however many programs start, and a link is said once', async () => {
    await Promise.all([start(api.clock.now), start(api.clock.now), start(api.clock.now)]);
    expect(said).toEqual([
      { path: expect.stringMatching(/^\/welcome\?token=/), expiresAt: '2026-11-23T12:00:00.000Z' },
    ]);
    const { body } = await api.as('admin').get('/users');
    expect(body.items).toMatchObject([
      { login: 'admin', role: 'admin', hasPassword: false, account: { id: api.operatorId } },
    ]);
    const { body: audit } = await api.as('admin').get('/audit?noun=user&sort=at');
    expect(audit.items).toMatchObject([
      { action: 'create', actor: { kind: 'system', id: null, name: 'ratedeck' } },
      { action: 'create-login-link' },
    ]);
  });

  it('gets a new link only when the old one is too old', async () => {
    await start('2026-11-23T11:59:59Z');
    expect(said).toHaveLength(1);
    await start('2026-11-23T12:00:00Z');
    expect(said).toHaveLength(2);
    expect(said[1]!.path).not.toBe(said[0]!.path);
    expect((await use(said[0]!.path)).status).toBe(410);
    expect((await use(said[1]!.path)).status).toBe(200);
  });

  it('gets none any more once somebody has chosen a password', async () => {
    await start('2027-11-23T12:00:00Z');
    expect(said).toHaveLength(2);
    expect((await api.as('admin').get('/users')).body.items).toHaveLength(1);
  });

  it('is let in again by who runs the machine', async () => {
    const signIn = (password: string) => browserOf(api, '192.0.2.77').signIn('admin', password);
    for (let i = 0; i < 10; i += 1) await signIn('wrong');
    expect((await signIn(PASSWORD)).status).toBe(401);
    const link = await createRecoveryLink(api.database, at(api.clock.now), 'admin');
    expect((await use(link?.path ?? '')).status).toBe(200);
    expect((await signIn(PASSWORD)).status).toBe(200);
    expect(await createRecoveryLink(api.database, at(api.clock.now), 'nobody')).toBeNull();
  });
});
