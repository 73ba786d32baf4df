/**
 * `npm run soak`: what `npm test` does in its short form, for longer. First the fault and memory
 * tests of program and server at full size (`RATEDECK_SOAK=1`), prices that follow the database while
 * its listeners are cut and its servers killed, 10,000 random calls priced in every way, random
 * requests to every route and 10,000 hostile decks (`RATEDECK_FUZZ`);
 * then, until the time is up, rounds of the engine's random tests, each with a new seed and many
 * more books. It stops at the first failure and says how to replay exactly that round.
 *
 *     npm run soak                                  ten minutes of rounds
 *     npm run soak -- --minutes 60
 *     RATEDECK_SEED=7 npm run soak -- --minutes 0   one round, with this seed, nothing else
 *
 * The time is looked at between rounds: a round that has begun is finished.
 */

import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

const BOOKS_DEFAULT = '2000';

function runTests(selection: readonly string[], env: Readonly<Record<string, string>>): boolean {
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...selection];
  const options = { stdio: 'inherit', env: { ...process.env, ...env } } as const;
  return spawnSync(process.execPath, args, options).status === 0;
}

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const minutes = Number(values.minutes);
if (!Number.isFinite(minutes) || minutes < 0) {
  console.error(`--minutes ${values.minutes}: give a number of minutes, for example --minutes 30`);
  process.exit(2);
}

const givenSeed = process.env['RATEDECK_SEED'];
const books = process.env['RATEDECK_BOOKS'] ?? BOOKS_DEFAULT;

if (givenSeed === undefined) {
  console.log('== The program at full size');
  if (!runTests(['--project', 'product', 'test/cli/'], { RATEDECK_SOAK: '1' })) process.exit(1);
  console.log('\n== Mass edits that are killed');
  if (!runTests(['--project', 'server', 'killed-edits'], { RATEDECK_SOAK: '1' })) process.exit(1);
  console.log('\n== Prices that follow the database');
  const follow = ['--project', 'server', 'fresh-prices', 'live-pricing'];
  if (!runTests(follow, { RATEDECK_SOAK: '1' })) process.exit(1);
  console.log('\n== Random calls, priced in every way');
  const events = { RATEDECK_PRICED_EVENTS: '10000' };
  if (!runTests(['--project', 'server', 'equal-prices'], events)) process.exit(1);
  console.log('\n== Random requests to every route');
  if (!runTests(['--project', 'server', 'fuzz-routes'], { RATEDECK_FUZZ_REQUESTS: '500' })) {
    process.exit(1);
  }
  console.log('\n== Hostile decks');
  if (!runTests(['--project', 'decks', 'fuzz'], { RATEDECK_FUZZ: '10000' })) process.exit(1);
}

const endsAtMs = Date.now() + minutes * 60_000;
let rounds = 0;
do {
  const seed = rounds === 0 && givenSeed !== undefined ? givenSeed : String(randomInt(2 ** 31));
  rounds += 1;
  console.log(`\n== Round ${rounds}: seed ${seed}, ${books} books`);
  if (!runTests(['--project', 'engine'], { RATEDECK_SEED: seed, RATEDECK_BOOKS: books })) {
    const replay = `RATEDECK_SEED=${seed} RATEDECK_BOOKS=${books} npm run soak -- --minutes 0`;
    console.error(`\nRound ${rounds} failed. To run it again:\n  ${replay}`);
    process.exit(1);
  }
} while (Date.now() < endsAtMs);
console.log(`\n${rounds} rounds passed.`);
