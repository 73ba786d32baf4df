/**
 * Writes every generated file of the repository again. With `--check` it is an error when that
 * changes anything: then a committed file was out of date, or a generator depends on the clock,
 * the machine or chance. Either way the files are as the generators make them afterwards.
 */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { listFiles, root } from './repository-files.js';

const GENERATORS = ['scripts/write-book-schema.ts', 'scripts/make-samples.ts'];

function snapshot(): Map<string, string> {
  const hashOf = (path: string) =>
    createHash('sha256')
      .update(readFileSync(join(root, path)))
      .digest('hex');
  return new Map(listFiles().map((path) => [path, hashOf(path)]));
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const before = snapshot();
for (const generator of GENERATORS) {
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', generator], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) {
    console.error(`${generator} failed.`);
    process.exit(1);
  }
}
const changed = [...snapshot()].filter(([path, hash]) => before.get(path) !== hash);
for (const [path] of changed) console.log(`written: ${path}`);
if (values.check && changed.length > 0) {
  console.error('These files were out of date. They are right now: look at them and commit them.');
  process.exit(1);
}
