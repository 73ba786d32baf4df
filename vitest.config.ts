/**
 * Every test of the repository, as five projects. Tests read engine and decks from their sources, so no
 * test depends on a stale build; `npm test` builds first all the same, for the tests that start the
 * built program.
 */

import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Server and decks import much, so their files share what a worker has loaded. */
const SHARED = new Set(['server', 'decks']);

function project(name: string, include: string[], globalSetup: string[] = []) {
  const isolate = !SHARED.has(name);
  return { extends: true as const, test: { name, include, globalSetup, isolate } };
}

export default defineConfig({
  resolve: {
    alias: {
      '@ratedeck/engine/batch': source('engine/src/batch/index.ts'),
      '@ratedeck/engine': source('engine/src/index.ts'),
      '@ratedeck/decks/calls': source('decks/src/calls/index.ts'),
      '@ratedeck/decks': source('decks/src/index.ts'),
    },
  },
  test: {
    projects: [
      project('engine', ['engine/{src,test,bench}/**/*.test.ts']),
      project('decks', ['decks/{src,test,bench}/**/*.test.ts']),
      project(
        'server',
        ['server/{src,test,bench}/**/*.test.ts'],
        // The databases of all test files.
        ['server/test/support/global-setup.ts'],
      ),
      project('scripts', ['scripts/**/*.test.ts']),
      project('product', ['test/**/*.test.ts']),
    ],
    // Many tests wait for a process or a database of their own: one worker a core is too few.
    maxWorkers: Math.max(2, availableParallelism()),
    // Generous: two cores are shared with the build, and no test measures time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    allowOnly: false,
    coverage: {
      include: ['{engine,decks,server}/src/**/*.ts'],
      exclude: ['**/*.test.ts'],
      reportsDirectory: 'coverage',
    },
  },
});
