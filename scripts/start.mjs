/**
 * `npm start`: from a fresh clone to a first result. Installs and builds what is missing, prices
 * the sample calls against the sample book, and says what it did and what to try next.
 *
 * Plain JavaScript because it runs before TypeScript is installed. It only calls the program that
 * users call; it prices nothing itself.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, install, requireNode, root } from './prepare.mjs';

const OUT = 'sample-output';
const SUMMARY = `${OUT}/summary.json`;
const RATE = [
  'rate',
  ...['--book', 'samples/book.json'],
  ...['--calls', 'samples/calls.csv'],
  ...['--out', `${OUT}/rated.csv`],
  ...['--summary', SUMMARY],
];

/** Exit code of `ratedeck rate`: done, though some events could not be rated. */
const SOME_UNRATED = 1;

requireNode();
if (!install() || !build()) process.exit(1);

mkdirSync(join(root, OUT), { recursive: true });
console.log(`\nPricing the sample calls:\n  npx ratedeck ${RATE.join(' ')}\n`);
const { status } = spawnSync(process.execPath, [join('server', 'bin', 'ratedeck.js'), ...RATE], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0 && status !== SOME_UNRATED) process.exit(status ?? 1);
if (!existsSync(join(root, SUMMARY))) {
  console.error(`ratedeck rate wrote no ${SUMMARY}; the sample run did not finish.`);
  process.exit(1);
}

console.log(describe(JSON.parse(readFileSync(join(root, SUMMARY), 'utf8'))));
