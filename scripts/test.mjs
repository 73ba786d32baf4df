/**
 * `npm test` and `npm run check`: every check and every test, then one line `N passed, N failed`
 * over all of them. A check counts as one; a runner counts its tests.
 *
 *     npm test                  everything
 *     npm test -- lint types    only these steps (see STEPS)
 *
 * Plain JavaScript because it runs before TypeScript is installed. Nothing passes silently: a
 * runner that ends badly, runs no test or skips one counts as a failure. Only
 * `RATEDECK_OFFLINE=1` leaves out the step that needs the network, and says so.
 */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, install, requireNode, root } from './prepare.mjs';
import { runLimited } from './run-limited.mjs';
import { tally } from './tally.mjs';

/** @typedef {{ passed: number, failed: number }} Count */
/** @typedef {{ name: string, title: string, run: () => Promise<Count> }} Step */

/** A runner that takes longer hangs. On a quiet machine all of them together take six minutes. */
const STEP_LIMIT_MS = 20 * 60_000;
/** The long-term support line that users may have instead of the Node that runs this. */
const LTS = 'node@24';
/** The log level is named because `npm --silent test` would hand its silence down. */
const NPX = ['--loglevel=warn', '-y', LTS];

const node = process.execPath;
const vitest = join('node_modules', 'vitest', 'vitest.mjs');

/** @param {string} command @param {string[]} args */
function run(command, args) {
  return runLimited(command, args, { cwd: root, limitMs: STEP_LIMIT_MS });
}

/** @param {boolean} ok @returns {Count} */
function counted(ok) {
  return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * A step that is one of the installed tools: `path` is its file inside `node_modules`.
 * @param {string} name @param {string} title @param {string} path @param {string[]} args
 * @returns {Step}
 */
function check(name, title, path, ...args) {
  const tool = join('node_modules', ...path.split('/'));
  return { name, title, run: async () => counted(await run(node, [tool, ...args])) };
}

/**
 * @param {string} command @param {string[]} before What stands before vitest's own arguments.
 * @param {string[]} selection
 * @returns {Promise<Count>}
 */
async function runVitest(command, before, selection) {
  const folder = mkdtempSync(join(tmpdir(), 'ratedeck-test-'));
  const report = join(folder, 'report.json');
  try {
    const ended = await run(command, [
      ...before,
      ...[vitest, 'run', ...selection],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ]);
    const { count, problems } = tally(() => readFileSync(report, 'utf8'), ended);
    for (const problem of problems) console.error(problem);
    return count;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns {Promise<Count>} */
async function runOnLts() {
  if (process.env['RATEDECK_OFFLINE'] === '1') {
    console.log(`NOT RUN: RATEDECK_OFFLINE=1 and ${LTS} comes from the package registry.`);
    return { passed: 0, failed: 0 };
  }
  if (!(await run('npx', [...NPX, '--version']))) {
    console.error(
      `${LTS} could not be fetched from the package registry, so the engine was not tested on it.\n` +
        'Mend the connection, or set RATEDECK_OFFLINE=1 to go without this step.',
    );
    return counted(false);
  }
  return runVitest('npx', NPX, ['--project', 'engine']);
}

/** @type {Step[]} */
const STEPS = [
  { name: 'build', title: 'Build', run: async () => counted(build()) },
  check('lint', 'Format and lint', '@biomejs/biome/bin/biome', 'check', '--error-on-warnings'),
  check('types', 'Types', 'typescript/bin/tsc', '-p', 'tsconfig.check.json'),
  check('dead-code', 'Dead code', 'knip/bin/knip.js'),
  check(
    ...['imports', 'Import directions', 'dependency-cruiser/bin/dependency-cruise.mjs'],
    ...['engine', 'decks', 'server', 'test', 'scripts'],
  ),
  check(
    ...['folders', 'Import directions of folders', 'dependency-cruiser/bin/dependency-cruise.mjs'],
    ...['-c', '.dependency-cruiser-folders.cjs', 'engine/src', 'decks/src', 'server/src'],
  ),
  check('generated', 'Generated files', 'tsx/dist/cli.mjs', 'scripts/generate.ts', '--check'),
  { name: 'tests', title: 'Tests', run: () => runVitest(node, [], []) },
  { name: 'lts', title: `Engine tests on ${LTS}`, run: runOnLts },
];

/** @param {string[]} names */
function selectSteps(names) {
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length > 0) {
    const known = STEPS.map((step) => step.name).join(', ');
    console.error(`No step is called ${unknown.join(', ')}. There are: ${known}.`);
    process.exit(2);
  }
  return names.length === 0 ? STEPS : STEPS.filter((step) => names.includes(step.name));
}

requireNode();
const steps = selectSteps(process.argv.slice(2));
const total = { passed: 0, failed: 0 };
if (install()) {
  for (const { title, run: runStep } of steps) {
    const startedAt = Date.now();
    console.log(`\n== ${title}`);
    const { passed, failed } = await runStep();
    total.passed += passed;
    total.failed += failed;
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    console.log(`== ${title}: ${passed} passed, ${failed} failed (${seconds} s)`);
  }
} else {
  total.failed += 1;
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
