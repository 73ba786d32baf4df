/** Commands whose work goes on as a job, and `ratedeck jobs`, against a server. */

import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { testApi } from '../support/test-api.js';
import { embeddedServer } from '../support/test-database.js';
import { listen, runCommand } from './run-command.js';

const api = testApi(embeddedServer(), { jobs: true });

beforeAll(async () => {
  vi.stubEnv('RATEDECK_SERVER', await listen(api));
  vi.stubEnv('RATEDECK_KEY', await api.keyOf('rates'));
  const { body } = await api.as('rates').post('/rate-tables', { name: 'Large', scope: 'carrier' });
  for (const codes of ['100000-109999', '200000-209999', '300000-300999']) {
    const rates = { codes, price: '0.10', effectiveFrom: '2026-11-01' };
    await api.as('rates').post(`/rate-tables/${body.id}/rates`, rates);
  }
});
afterEach(() => {
  process.exitCode = undefined;
});
afterAll(() => vi.unstubAllEnvs());

describe('a mass edit of many rates', () => {
  it('is waited for, and says what it did as a small one does', async () => {
    const raise = ['rates', 'mass-edit', 'Large', '--price', '+5%'];
    const preview = await runCommand(...raise);
    expect(preview.stdout).toMatch(/selected +21,000/);
    const done = await runCommand(...raise, '--apply');
    expect(done.stdout).toMatch(/new versions +21,000/);
    const listed = await runCommand('jobs', 'list', '--status', 'done');
    expect(listed.stdout).toMatch(/mass edit of "Large" +done/);
    expect(listed.stdout).toMatch(/preview of a mass edit of "Large" +done/);
  });

  it('that is refused fails as a small one does', async () => {
    const { code, failure } = await runCommand(
      'rates',
      'mass-edit',
      'Large',
      '--price',
      '-5',
      '--apply',
    );
    expect(code).toBe(2);
    expect(failure).toMatch(/below zero/);
    const failed = await runCommand('jobs', 'list', '--status', 'failed', '--json');
    const { id } = JSON.parse(failed.stdout).items[0];
    expect((await runCommand('jobs', 'show', id)).stdout).toContain('below_zero');
    expect((await runCommand('jobs', 'watch', id, '--json')).stdout).toContain('"status":"failed"');
    expect((await runCommand('jobs', 'cancel', id)).failure).toMatch(/ended before/);
    expect((await runCommand('jobs', 'show', 'it')).failure).toMatch(/give the id of a job/);
  });
});
