/**
 * `npm run dev`: for people who change the code. Compiles what is saved, and starts the server again
 * with it as soon as the compiler is content. Options go to `ratedeck serve`:
 *
 *     npm run dev -- --port 9000 --data /tmp/ratedeck-dev
 *
 * The server is asked to end (SIGTERM) and ends by itself, so that its database is closed as always.
 * Plain JavaScript because it runs before TypeScript is installed.
 */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { install, requireNode, root } from './prepare.mjs';
import { Restarter } from './restarter.mjs';

/** What `tsc --watch` says when a round of compiling is over. */
const ROUND_ENDED = /Found (\d+) errors?\. Watching for file changes/;

requireNode();
if (!install()) process.exit(1);

const compiler = spawn(
  process.execPath,
  [join('node_modules', 'typescript', 'bin', 'tsc'), '-b', '--watch', '--preserveWatchOutput'],
  { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
);
const server = new Restarter(process.execPath, [
  ...['--enable-source-maps', join('server', 'bin', 'ratedeck.js'), 'serve'],
  ...process.argv.slice(2),
]);

createInterface({ input: compiler.stdout }).on('line', (line) => {
  console.log(line);
  const round = ROUND_ENDED.exec(line);
  if (round?.[1] === '0') void server.restart();
});

async function end() {
  compiler.removeAllListeners('exit');
  compiler.kill();
  await server.stop();
  process.exit(0);
}
process.once('SIGINT', end);
process.once('SIGTERM', end);
compiler.once('exit', (code) => {
  console.error(`The compiler ended with ${code}.`);
  void end();
});
