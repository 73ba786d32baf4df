import { compile, type Rater } from '@ratedeck/engine';
import { expect, test } from 'vitest';
import { explanationText } from './explanation-text.js';
import { planSimulationsText, type Simulation, simulateOne, simulatePlans } from './simulate.js';

const rater = compile({
  book: 1,
  rateTables: [{ name: 'Retail', currency: 'EUR', rates: [{ code: '44', price: '0.60' }] }],
  ratingPlans: [
    { name: 'A', currency: 'EUR', entries: [{ rateTable: 'Retail' }] },
    { name: 'B', currency: 'EUR', entries: [{ rateTable: 'Retail' }] },
  ],
});

const simulation: Simulation = {
  event: { to: '+4412', at: '2026-03-01T10:00:00Z', volume: '30', service: 'voice' },
  options: {},
  balance: '0.30',
};

test('a plan that fails has a row that says so and hides no other', () => {
  const failing = {
    rate: (...[event, options]: Parameters<Rater['rate']>) => {
      if (options?.plan === 'A') throw new Error('out of order');
      return rater.rate(event, options);
    },
    maxVolume: rater.maxVolume.bind(rater),
  } as unknown as Rater;
  const rows = simulatePlans(failing, ['A', 'B'], simulation);
  expect(rows.map(({ result, error }) => [result?.amount ?? null, error])).toEqual([
    [null, 'out of order'],
    ['0.3', null],
  ]);
  const text = planSimulationsText(simulation, rows);
  expect(text).toMatch(/^A +failed +out of order$/m);
  expect(text).toMatch(/^B +rated .* 0\.3 +EUR +30 s$/m);
  expect(text).not.toContain('\u001b');
});

test('without plans the way out is named', () => {
  expect(() => simulatePlans(rater, [], simulation)).toThrow('--table');
});

test('a number that is none is told, without candidates or charge', () => {
  const event = { ...simulation.event, to: 'nobody' };
  const text = explanationText(simulateOne(rater, { event, options: { plan: 'A' } }));
  expect(text).toMatch(/^Number: not a number$/m);
  expect(text).toMatch(/^Result: invalid_number: /m);
});

test('what is printed never holds terminal escapes', () => {
  const event = { ...simulation.event, to: '\u001b[2J' };
  const explained = simulateOne(rater, { event, options: { plan: 'A' } });
  expect(explained.result.outcome).toBe('invalid_number');
  expect(explanationText(explained)).not.toContain('\u001b');
  const rows = simulatePlans(rater, ['A'], { event, options: {} });
  expect(planSimulationsText({ event, options: {} }, rows)).not.toContain('\u001b');
});
