/** The commands that ask a server for prices: in the words in which a book is asked. */

import { compile } from '@ratedeck/engine';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  explainedSimulationText,
  planSimulationsText,
  type Simulation,
  simulateOne,
  simulatePlans,
} from '../../src/offline/rating/simulate.js';
import {
  simulateOneOnServer,
  simulatePlansOnServer,
} from '../../src/offline/rating/simulate-on-server.js';
import { connectServer } from '../../src/platform/client/server-client.js';
import { makePricedCompany, WORKDAY } from '../support/priced-company.js';
import { testApi } from '../support/test-api.js';
import { embeddedServer } from '../support/test-database.js';
import { listen, runCommand } from './run-command.js';

const api = testApi(embeddedServer(), { prices: true });

beforeAll(async () => {
  await makePricedCompany(api);
  vi.stubEnv('RATEDECK_SERVER', await listen(api));
  vi.stubEnv('RATEDECK_KEY', await api.keyOf('read-only'));
});
afterEach(() => {
  process.exitCode = undefined;
});
afterAll(() => vi.unstubAllEnvs());

describe('simulate', () => {
  const simulation: Simulation = {
    event: { to: '+43 660 1234567', at: WORKDAY, volume: '90', service: 'voice' },
    options: {},
  };
  const lasting: Simulation = { ...simulation, balance: '2.00' };
  const rater = async () => compile((await api.as('admin').get('/book')).body);

  it('of every plan says on a server what it says of its exported book', async () => {
    const rows = await simulatePlansOnServer(connectServer({}), lasting);
    const ofBook = simulatePlans(await rater(), ['Luxury', 'Standard'], lasting);
    const text = planSimulationsText(lasting, rows);
    expect(text).toBe(planSimulationsText(lasting, ofBook));
    expect(text).toMatch(/Standard +rated +Base +436 +Austria mobile +120 +1.2 +EUR +180 s/);
  });

  it.each([
    [{ plan: 'Standard' }, { options: { plan: 'Standard' } }],
    [{ account: 'Sub-customer' }, { event: { account: 'Sub-customer' } }],
    [{ account: 'Stranger' }, { event: { account: 'Stranger' } }],
    [{ trunk: 'Plain' }, { event: { trunk: 'Plain' } }],
    [{ carrier: 'Dear' }, { options: { carrier: 'Dear' } }],
    [{ carrier: 'Elsewhere' }, { options: { carrier: 'Elsewhere' } }],
    [{ table: 'Base' }, { options: { table: 'Base' } }],
  ])('of %j explains it alike', async (chosen, { event = {}, options = {} }: Partial<Asked>) => {
    const asked = { event: { ...simulation.event, ...event }, options };
    const explained = await simulateOneOnServer(connectServer({}), asked, chosen);
    const ofBook = simulateOne(await rater(), asked);
    expect(explainedSimulationText(asked, explained)).toBe(explainedSimulationText(asked, ofBook));
  });
});

interface Asked {
  readonly event: object;
  readonly options: object;
}

describe('authorize', () => {
  const ask = (...args: string[]) => runCommand('authorize', '--at', WORKDAY, ...args);

  it('says how long, who pays what, and who carries it', async () => {
    const who = ['--account', 'Customer', '--to', '+43 1 5321234'];
    const { stdout } = await ask(...who, '--balance', '1.00', '--carriers');
    expect(process.exitCode).toBe(0);
    expect(stdout).toMatch(/^Allowed, at most 180\nTo 4315321234, Customer\n/);
    expect(stdout).toMatch(/customer +Customer +rated +Standard +Base +43 +Austria +0.3 +EUR/);
    expect(stdout).toMatch(/Dear +Dear +43 +Austria +0.4 +EUR +-0.15 +loses money/);
    const json = JSON.parse((await ask(...who, '--json')).stdout);
    expect(json).toMatchObject({ allowed: true, maxVolume: null, account: { name: 'Customer' } });
  });

  it('says why not, and ends with 1', async () => {
    const { stdout } = await ask('--account', 'Blocked', '--to', '43');
    expect(stdout).toBe('Refused: account_blocked\nTo no known number, Blocked\n');
    expect(process.exitCode).toBe(1);
  });
});
