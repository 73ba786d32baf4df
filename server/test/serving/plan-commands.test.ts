/** `ratedeck plans` and `ratedeck assignments`, against the API of the product. */

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { testApi } from '../support/test-api.js';
import { embeddedServer } from '../support/test-database.js';
import { listen, runCommand } from './run-command.js';

const api = testApi(embeddedServer());

beforeAll(async () => {
  vi.stubEnv('RATEDECK_SERVER', await listen(api));
  vi.stubEnv('RATEDECK_KEY', await api.keyOf('admin'));
  const admin = api.as('admin');
  for (const name of ['Retail EUR', 'Weekend EUR']) {
    await admin.post('/rate-tables', { name, scope: 'customer', currency: 'EUR' });
  }
  const windows = [{ weekdays: [6, 7], from: '00:00', to: '24:00' }];
  await admin.post('/time-profiles', { name: 'Weekend', windows });
  const { body } = await admin.post('/accounts', { name: 'Acme', kind: 'customer' });
  await admin.post('/trunks', { name: 'Acme Vienna', accountId: body.id });
});
afterAll(() => {
  vi.unstubAllEnvs();
});

async function done(...args: string[]) {
  const end = await runCommand(...args);
  expect(end).toMatchObject({ code: 0, failure: '' });
  return end;
}
const json = async (...args: string[]) => JSON.parse((await done(...args, '--json')).stdout);
const refusal = async (...args: string[]) => {
  const end = await runCommand(...args);
  expect(end.code).toBe(2);
  return end.failure;
};

describe('ratedeck plans', () => {
  it('put tables together, and say what keeps them from being assigned', async () => {
    const entry = ['--entry', 'Weekend EUR:20:Weekend'];
    const made = await done('plans', 'create', 'Business', '--currency', 'EUR', ...entry);
    expect(made.stdout).toBe('Created rating plan 1 "Business".\n');
    expect(made.stderr).toContain('Nothing holds at 5 time(s) of the week');
    expect(made.stderr).toMatch(/Fri +00:00 +24:00 +week/);
    const both = ['--entry', 'Retail EUR', ...entry];
    const edited = await json('plans', 'edit', 'Business', ...both, '--description', 'Offices');
    expect(edited).toMatchObject({ isComplete: true, description: 'Offices' });
    expect(edited.entries).toMatchObject([
      { rateTable: { name: 'Retail EUR' }, weight: 10, timing: null },
      { rateTable: { name: 'Weekend EUR' }, weight: 20, timing: { name: 'Weekend' } },
    ]);
    const equal = ['--entry', 'Retail EUR', '--entry', 'Weekend EUR::Weekend'];
    const warned = await done('plans', 'create', 'Equal', '--currency', 'EUR', ...equal);
    expect(warned.stderr).toContain('"Retail EUR" and "Weekend EUR" have weight 10 both');
  });

  it('are listed and shown, with their week', async () => {
    const { stdout } = await done('plans', 'list', '--coverage', 'complete', '--search', 'bus');
    expect(stdout).toMatch(/name +owner +scope +currency +status +tables +assignments +gaps/);
    expect(stdout).toMatch(/Business +Operator +customer +EUR +active +2 +0 +0/);
    const tables = await done('tables', 'list', '--search', 'Retail EUR');
    expect(tables.stdout).toMatch(/status +rates +plans +assignments\n/);
    expect(tables.stdout).toMatch(/Retail EUR +Operator +customer +voice +EUR +active +0 +2 +0\n/);
    const shown = await done('plans', 'show', 'Business');
    expect(shown.stdout).toMatch(/precedence +weight/);
    expect(shown.stdout).toMatch(/1 +Weekend EUR \(2\) +20 +Weekend/);
    const week = await done('plans', 'coverage', 'Business');
    expect(week.stdout).toMatch(/Fri +00:00 +24:00 +Retail EUR \(10\)\n/);
    expect(week.stdout).toMatch(/Sat +00:00 +24:00 +Weekend EUR \(20\), Retail EUR \(10\)\n/);
    expect(week.stderr).toContain('Times of UTC.');
    expect(await json('plans', 'coverage', 'Business')).toMatchObject({ isComplete: true });
  });

  it('are copied, archived and deleted', async () => {
    const copy = await json('plans', 'copy', 'Business', '--name', 'Business 2027');
    expect(copy).toMatchObject({ name: 'Business 2027', isComplete: true });
    const archived = await done('plans', 'archive', 'Business 2027');
    expect(archived.stdout).toContain('is archived');
    expect((await json('plans', 'archive', 'Business 2027', '--undo')).status).toBe('active');
    const deleted = await done('plans', 'delete', 'Business 2027');
    expect(deleted.stdout).toContain('Deleted rating plan');
  });

  it('refuse with words', async () => {
    const create = ['plans', 'create', 'Wrong'];
    expect(await refusal(...create)).toMatch(/which currency.*--currency/);
    const euro = [...create, '--currency', 'EUR'];
    expect(await refusal(...euro, '--entry', 'Retail EUR:heavy')).toMatch(/"heavy" is no whole/);
    expect(await refusal(...euro, '--entry', 'a:1:b:c')).toMatch(/TABLE:WEIGHT:TIMING/);
    expect(await refusal(...euro, '--entry', 'Retail')).toMatch(/no rate table "Retail"/);
    expect(await refusal('plans', 'edit', 'Business')).toMatch(/nothing is to be changed/);
    expect(await refusal('plans', 'copy', 'Business')).toMatch(/--name NAME/);
  });
});

describe('ratedeck assignments', () => {
  it('are made, listed, ended and removed', async () => {
    const create = ['assignments', 'create'];
    const made = await done(...create, '--account', 'Acme', '--plan', 'Business');
    expect(made.stdout).toBe('Created assignment 1: rating plan "Business" to account "Acme".\n');
    const ofTrunk = await json(
      ...[...create, '--trunk', 'Acme Vienna', '--table', 'Retail EUR'],
      ...['--activates-at', '2027-01-01', '--ends-at', '2028-01-01'],
    );
    expect(ofTrunk).toMatchObject({ state: 'planned', endsAt: '2028-01-01T00:00:00.000Z' });
    const { stdout } = await done('assignments', 'list', '--plan', 'Business');
    expect(stdout).toMatch(/account +rating plan +from +until +state/);
    expect(stdout).toMatch(/Acme +Business +2026-11-22T12:00:00Z +- +current/);
    const edited = await json('assignments', 'edit', ofTrunk.id, '--ends-at', 'none');
    expect(edited.endsAt).toBeNull();
    expect((await json('assignments', 'list', '--state', 'planned')).items).toEqual([edited]);
    const removed = await done('assignments', 'delete', ofTrunk.id);
    expect(removed.stdout).toContain(`Deleted assignment ${ofTrunk.id}: rate table "Retail EUR"`);
    const ended = await done('assignments', 'end', '1', '--at', '2027-06-01');
    expect(ended.stdout).toContain('Ends at 2027-06-01: assignment 1');
    const shown = await done('assignments', 'show', '1');
    expect(shown.stdout).toMatch(/until +2027-06-01/);
  });

  it('refuse with words', async () => {
    expect(await refusal('assignments', 'show', 'Acme')).toMatch(/give the id of an assignment/);
    expect(await refusal('assignments', 'edit', '1')).toMatch(/nothing is to be changed/);
    expect(await refusal('assignments', 'create', '--account', 'Acme')).toMatch(
      /exactly one of ratingPlanId and rateTableId; neither/,
    );
  });
});
