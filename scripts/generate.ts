/**
 * `npm run generate`: writes every generated file of the repository again. With `--check` nothing
 * is written, and a file that is not as its generator would write it is an error. Each generator
 * says which; all of them are asked.
 */

import { spawnSync } from 'node:child_process';

const GENERATORS = [
  'scripts/write-book-schema.ts',
  'scripts/make-samples.ts',
  'scripts/make-code-deck.ts',
  'scripts/write-schema.ts',
  'scripts/write-api-reference.ts',
  'scripts/write-folder-drawing.ts',
];

for (const generator of GENERATORS) {
  const { status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', generator, ...process.argv.slice(2)],
    { stdio: 'inherit' },
  );
  if (status !== 0) {
    console.error(`${generator}: not up to date, or it failed. To write it: npm run generate`);
    process.exitCode = 1;
  }
}
