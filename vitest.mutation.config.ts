/**
 * The tests that judge mutants (`npm run mutation`): the unit tests and golden tables of the
 * engine. Random tests stay out; thousands of mutants would each pay for them, and a mutant that
 * only luck finds is a missing row in a table.
 */

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['engine/src/**/*.test.ts', 'engine/test/**/*.test.ts'],
    exclude: ['**/properties*'],
    testTimeout: 60_000,
  },
});
