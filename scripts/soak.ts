/**
 * `npm run soak`: what `npm test` does in its short form, for longer. First each of the parts below,
 * at full size; then, until the time is up, rounds of the engine's random tests, each with a new
 * seed and many more books. It stops at the first failure and says how to replay exactly that.
 *
 *     npm run soak                                  all parts, then ten minutes of rounds
 *     npm run soak -- --minutes 60
 *     npm run soak -- --part decks                  one part, nothing else
 *     RATEDECK_SEED=7 npm run soak -- --minutes 0   one round, with this seed, nothing else
 *
 * The time is looked at between rounds: a round that has begun is finished. What each part is for and
 * how long it takes stands in docs/guides/debugging.md.
 */

import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

const BOOKS_DEFAULT = '2000';

interface Part {
  readonly title: string;
  /** As arguments of vitest. */
  readonly tests: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const FULL_SIZE = { RATEDECK_SOAK: '1' };

const PARTS: Readonly<Record<string, Part>> = {
  program: {
    title: 'The program at full size',
    tests: ['--project', 'product', 'test/cli/'],
    env: FULL_SIZE,
  },
  kills: {
    title: 'Mass edits and imports that are killed',
    tests: ['--project', 'server', 'killed-edits', 'killed-imports'],
    env: FULL_SIZE,
  },
  freshness: {
    title: 'Prices that follow the database',
    tests: ['--project', 'server', 'fresh-prices', 'live-pricing'],
    env: FULL_SIZE,
  },
  prices: {
    title: 'Random calls, priced in every way',
    tests: ['--project', 'server', 'equal-prices'],
    env: { RATEDECK_PRICED_EVENTS: '10000', RATEDECK_BOOKS: '40' },
  },
  requests: {
    title: 'Random requests to every route',
    tests: ['--project', 'server', 'fuzz-routes'],
    env: { RATEDECK_FUZZ_REQUESTS: '500' },
  },
  decks: {
    title: 'Hostile decks',
    tests: ['--project', 'decks', 'fuzz'],
    env: { RATEDECK_FUZZ: '10000' },
  },
};

function runTests({ title, tests, env }: Part): boolean {
  console.log(`\n== ${title}`);
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...tests];
  const options = { stdio: 'inherit', env: { ...process.env, ...env } } as const;
  return spawnSync(process.execPath, args, options).status === 0;
}

function refuse(message: string): never {
  console.error(message);
  process.exit(2);
}

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, part: { type: 'string' } },
});
const minutes = Number(values.minutes);
if (!Number.isFinite(minutes) || minutes < 0) {
  refuse(`--minutes ${values.minutes}: give a number of minutes, for example --minutes 30`);
}
if (values.part !== undefined && !Object.hasOwn(PARTS, values.part)) {
  refuse(`--part ${values.part}: give one of ${Object.keys(PARTS).join(', ')}`);
}

const givenSeed = process.env['RATEDECK_SEED'];
const books = process.env['RATEDECK_BOOKS'] ?? BOOKS_DEFAULT;

for (const [name, part] of Object.entries(PARTS)) {
  const isAsked = values.part === undefined ? givenSeed === undefined : values.part === name;
  if (!isAsked || runTests(part)) continue;
  console.error(`\nIt prints its seed, if it has one. To run it again:
  RATEDECK_SEED=<seed> npm run soak -- --part ${name}`);
  process.exit(1);
}
if (values.part !== undefined) process.exit(0);

const endsAtMs = Date.now() + minutes * 60_000;
let rounds = 0;
do {
  const seed = rounds === 0 && givenSeed !== undefined ? givenSeed : String(randomInt(2 ** 31));
  rounds += 1;
  const round = {
    title: `Round ${rounds}: seed ${seed}, ${books} books`,
    tests: ['--project', 'engine'],
    env: { RATEDECK_SEED: seed, RATEDECK_BOOKS: books },
  };
  if (!runTests(round)) {
    const replay = `RATEDECK_SEED=${seed} RATEDECK_BOOKS=${books} npm run soak -- --minutes 0`;
    console.error(`\nRound ${rounds} failed. To run it again:\n  ${replay}`);
    process.exit(1);
  }
} while (Date.now() < endsAtMs);
console.log(`\n${rounds} rounds passed.`);
