/**
 * `npm start`: from a fresh clone to a first result and an open server. Installs and builds what is
 * missing, prices the sample calls by the sample book and says what came out, then opens the server
 * on its embedded database (`npm start -- --port 9000` hands options on to `ratedeck serve`).
 *
 * Plain JavaScript because it runs before TypeScript is installed. It only calls the program that
 * users call; it prices nothing itself.
 */

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, install, requireNode, root } from './prepare.mjs';
import { sampleStory } from './sample-story.mjs';

const OUT = 'sample-output/rated.csv';
const SUMMARY = 'sample-output/summary.json';
const RATE = [
  ...['rate', '--book', 'samples/book.json', '--calls', 'samples/calls.csv'],
  ...['--out', OUT, '--summary', SUMMARY],
];
/** Exit code of `ratedeck rate` when some events have no price; the samples hold such ones. */
const SOME_UNRATED = 1;

requireNode();
if (!install() || !build()) process.exit(1);

mkdirSync(join(root, 'sample-output'), { recursive: true });
console.log(`\nnpx ratedeck ${RATE.join(' ')}`);
const { status } = spawnSync(process.execPath, [join('server', 'bin', 'ratedeck.js'), ...RATE], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0 && status !== SOME_UNRATED) {
  console.error('The sample run failed; the program said why above.');
  process.exit(status ?? 1);
}
console.log(`\n${sampleStory(JSON.parse(readFileSync(join(root, SUMMARY), 'utf8')), OUT)}`);

// In this process, so that Ctrl-C and other signals reach the server itself.
console.log('\nnpx ratedeck serve');
process.argv = [process.execPath, 'ratedeck', 'serve', ...process.argv.slice(2)];
process.chdir(root);
await import(new URL('../server/bin/ratedeck.js', import.meta.url).href);
