/**
 * How many of the layouts that the world sends are read right. What is not is recorded, by name, in
 * `score.json` and in the documents; both have to be what comes out here, so that the score changes
 * knowingly only: `npx vitest run decks/test/layouts --update` writes them anew.
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultCodeNames } from '../../src/index.js';
import { judge, OUTCOMES, type Outcome, type Verdict } from './judge.js';
import { type Layout, layouts } from './layout.js';
import { layoutsPage } from './layouts-page.js';

const SCORE = new URL('score.json', import.meta.url);
const PAGE = fileURLToPath(new URL('../../../docs/reference/deck-layouts.md', import.meta.url));

const all = layouts();
const verdicts = new Map<Layout, Verdict>();

beforeAll(async () => {
  const names = defaultCodeNames();
  for (const layout of all) verdicts.set(layout, await judge(layout, names));
});

describe('layouts', () => {
  it('are none of them read wrongly in silence, but for those known to be', () => {
    const known = JSON.parse(readFileSync(SCORE, 'utf8')) as Partial<Record<Outcome, string[]>>;
    expect(named('silent').filter((name) => !known.silent?.includes(name))).toEqual([]);
  });

  it('have the score that is recorded', async () => {
    const counts = OUTCOMES.map((outcome) => [outcome, named(outcome).length]);
    console.info(`layouts: ${counts.map(([outcome, count]) => `${count} ${outcome}`).join(', ')}`);
    for (const [layout, { outcome, why }] of verdicts) {
      if (outcome === 'loud' || outcome === 'silent') {
        console.info(`${outcome} ${layout.name}\n  ${why.replaceAll('\n', '\n  ')}`);
      }
    }
    const score = {
      layouts: all.length,
      ...Object.fromEntries(counts.map(([outcome, count]) => [`${outcome}Count`, count])),
      asked: named('asked'),
      loud: named('loud'),
      silent: named('silent'),
    };
    await expect(`${JSON.stringify(score, null, 2)}\n`).toMatchFileSnapshot(fileURLToPath(SCORE));
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
