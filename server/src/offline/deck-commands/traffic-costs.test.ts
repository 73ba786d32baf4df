import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Rate } from '@ratedeck/engine';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CommandFailure } from '../../platform/cli/command-failure.js';
import { trafficCosts } from './traffic-costs.js';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ratedeck-traffic-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const calls = [
  'id,to,at,volume,account,plan',
  'a,+44 20 1,2026-03-01T10:00:00Z,60,Nobody,No plan',
  '"b, ""x""\nno",+4477 1,2026-03-01T10:00:00Z,90,,',
  'c,491,2026-03-01T10:00:00Z,60,,',
  'd,431,2026-03-01T10:00:00Z,60,,',
  'e,99,2026-03-01T10:00:00Z,60,,',
  'f,nobody,2026-03-01T10:00:00Z,60,,',
].join('\n');

async function costs(old: Rate[], next: Rate[], text = calls) {
  const callsPath = join(folder, 'calls.csv');
  await writeFile(callsPath, text);
  return trafficCosts({
    calls: { path: callsPath, options: {} },
    currency: 'EUR',
    old: { name: 'old.csv', rates: old, timeProfiles: [] },
    next: { name: 'new.csv', rates: next, timeProfiles: [] },
    nameOf: (code) => (code === '43' ? 'Austria' : null),
    quiet: true,
  });
}

test('each call counts once: by both decks, by one of them, by neither', async () => {
  const old: Rate[] = [
    { code: '44', name: 'UK', price: '0.04' },
    { code: '49', name: 'Germany', price: '0.02' },
  ];
  const next: Rate[] = [
    { code: '44', name: 'United Kingdom', price: '0.03' },
    { code: '4477', name: '=UK Mobile', price: '0.10' },
    { code: '43', price: '0.05' },
  ];
  const { destinations, total, ...rest } = await costs(old, next);
  expect(rest).toEqual({
    currency: 'EUR',
    calls: 6,
    unpricedCalls: 2,
    unpricedReasons: { invalid_number: 1, 'no_rate no_code': 1 },
  });
  // 90 s at 0.04 are 0.06, at 0.10 they are 0.15.
  expect(destinations).toEqual([
    {
      destination: '=UK Mobile',
      calls: 1,
      oldCost: '0.06',
      newCost: '0.15',
      difference: '0.09',
      percent: '150.00',
      closedCalls: 0,
      closedCost: '0',
      openedCalls: 0,
      openedCost: '0',
    },
    expect.objectContaining({ destination: 'United Kingdom', difference: '-0.01' }),
    expect.objectContaining({ destination: 'Austria', openedCalls: 1, openedCost: '0.05' }),
    expect.objectContaining({ destination: 'Germany', closedCalls: 1, closedCost: '0.02' }),
  ]);
  expect(total).toMatchObject({ calls: 4, oldCost: '0.1', newCost: '0.18', percent: '80.00' });
});

test('sums are exact', async () => {
  const line = 'x,441,2026-03-01T10:00:00Z,60,,\n';
  const text = `id,to,at,volume,account,plan\n${line.repeat(1000)}`;
  const { total } = await costs(
    [{ code: '44', price: '0.0000001' }],
    [{ code: '44', price: '0.1' }],
    text,
  );
  // Each call is rounded to 6 decimals on its own.
  expect(total).toMatchObject({ oldCost: '0', newCost: '100', percent: null });
});

test('profiles of both decks may have the same name', async () => {
  const profile = (from: string) => ({
    name: 'Peak',
    windows: [{ weekdays: [1, 2, 3, 4, 5, 6, 7] as const, from, to: '24:00' }],
  });
  const callsPath = join(folder, 'calls.csv');
  await writeFile(callsPath, 'to,at,volume\n441,2026-03-01T10:00:00Z,60\n');
  const side = (from: string) => ({
    name: 'x',
    rates: [
      { code: '44', price: '1' },
      { code: '44', price: '2', timeProfile: 'Peak' },
    ],
    timeProfiles: [profile(from)],
  });
  const { total } = await trafficCosts({
    calls: { path: callsPath, options: {} },
    currency: 'USD',
    old: side('08:00'),
    next: side('12:00'),
    nameOf: () => null,
    quiet: true,
  });
  expect(total).toMatchObject({ oldCost: '2', newCost: '1' });
});

test('rates that can not price are told by deck and code', async () => {
  const work = costs([{ code: '44', price: '1' }], [{ code: '49', price: '0.12345678901' }]);
  const error = await work.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CommandFailure);
  expect((error as CommandFailure).faults.map(({ place }) => place)).toEqual(['new.csv code 49']);
});
