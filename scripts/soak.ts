/**
 * `npm run soak`: the random tests of the engine for longer than `npm test` has time for. Each
 * round takes a new seed and many more cases; it stops at the first failure and says how to
 * replay exactly that round.
 *
 *     npm run soak                    ten minutes
 *     npm run soak -- --minutes 60
 *     RATEDECK_SEED=7 npm run soak -- --minutes 0    one round with this seed
 *
 * The time limit is looked at between rounds: a round that has begun is finished.
 */

import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

const DEFAULT_RUNS = '20';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const minutes = Number(values.minutes);
if (!Number.isFinite(minutes) || minutes < 0) {
  console.error(`--minutes ${values.minutes}: give a number of minutes, for example --minutes 30.`);
  process.exit(2);
}

const runs = process.env['RATEDECK_RUNS'] ?? DEFAULT_RUNS;
const givenSeed = process.env['RATEDECK_SEED'];
const endsAtMs = Date.now() + minutes * 60_000;
let rounds = 0;
do {
  const seed = rounds === 0 && givenSeed !== undefined ? givenSeed : String(randomInt(2 ** 31));
  rounds += 1;
  console.log(`\n== Round ${rounds}: seed ${seed}, ${runs} times the usual number of cases`);
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'engine', 'engine/test/'];
  const { status } = spawnSync(process.execPath, [...vitest, '--testTimeout=0'], {
    stdio: 'inherit',
    env: { ...process.env, RATEDECK_SEED: seed, RATEDECK_RUNS: runs },
  });
  if (status !== 0) {
    const replay = `RATEDECK_SEED=${seed} RATEDECK_RUNS=${runs} npm run soak -- --minutes 0`;
    console.error(`\nRound ${rounds} failed. To run it again:\n  ${replay}`);
    process.exit(1);
  }
} while (Date.now() < endsAtMs);
console.log(`\n${rounds} rounds passed.`);
