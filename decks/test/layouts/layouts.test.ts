/**
 * How many of the layouts that the world sends are read right. What is not is recorded, by name, in
 * `score.txt` and in the documents; both have to be what comes out here, so that the score changes
 * knowingly only: `npx vitest run decks/test/layouts --update` writes them anew.
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../../engine/test/random.js';
import { defaultCodeDeckEntries, defaultCodeNames } from '../../src/index.js';
import { judge, OUTCOMES, type Outcome, type Verdict } from './judge.js';
import { type Layout, layoutOf, layouts } from './layout.js';
import { layoutsPage } from './layouts-page.js';
import { randomLayout } from './random-layout.js';

const SCORE = new URL('score.txt', import.meta.url);
const PAGE = fileURLToPath(new URL('../../../docs/reference/deck-layouts.md', import.meta.url));

const SEEDS = 300;

const all = layouts();
const verdicts = new Map<Layout, Verdict>();

const randomVerdicts = new Map<number, Verdict>();

beforeAll(async () => {
  const names = defaultCodeNames();
  for (const layout of all) verdicts.set(layout, await judge(layout, names));
  const destinations = [...defaultCodeDeckEntries()].filter(({ code }) => code.length <= 6);
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { text, rates } = randomLayout(new Random(seed), destinations);
    randomVerdicts.set(seed, await judge(layoutOf(`seed ${seed}`, text, rates), names));
  }
});

describe('layouts', () => {
  it('are none of them read wrongly in silence, but for those known to be', () => {
    const known = readFileSync(SCORE, 'utf8').split('\n');
    expect(named('silent').filter((name) => !known.includes(`silent ${name}`))).toEqual([]);
  });

  it('have the score that is recorded', async () => {
    const counts = OUTCOMES.map((outcome) => [outcome, named(outcome).length]);
    console.info(`layouts: ${counts.map(([outcome, count]) => `${count} ${outcome}`).join(', ')}`);
    for (const [layout, { outcome, why }] of verdicts) {
      if (outcome === 'loud' || outcome === 'silent') {
        console.info(`${outcome} ${layout.name}\n  ${why.replaceAll('\n', '\n  ')}`);
      }
    }
    const score = [
      `layouts ${all.length}`,
      ...counts.map(([outcome, count]) => `${outcome}-count ${count}`),
      `random-silent-count ${randomSeeds('silent').length}`,
      ...(['asked', 'loud', 'silent'] as const).flatMap((outcome) =>
        named(outcome).map((name) => `${outcome} ${name}`),
      ),
    ];
    await expect(`${score.join('\n')}\n`).toMatchFileSnapshot(fileURLToPath(SCORE));
  });

  it('are none of them read wrongly in silence where they come by chance', () => {
    const counts = OUTCOMES.map((outcome) => `${randomSeeds(outcome).length} ${outcome}`);
    console.info(`random layouts: ${counts.join(', ')}; silent: ${randomSeeds('silent')}`);
    const known = /^random-silent-count (\d+)$/m.exec(readFileSync(SCORE, 'utf8'))?.[1];
    expect(randomSeeds('silent').length).toBeLessThanOrEqual(Number(known));
  });

  it('are listed in the documents with what becomes of them', async () => {
    await expect(layoutsPage(verdicts)).toMatchFileSnapshot(PAGE);
  });
});

function named(outcome: Outcome): string[] {
  return [...verdicts]
    .filter(([, verdict]) => verdict.outcome === outcome)
    .map(([{ name }]) => name);
}

function randomSeeds(outcome: Outcome): number[] {
  return [...randomVerdicts]
    .filter(([, verdict]) => verdict.outcome === outcome)
    .map(([seed]) => seed);
}
