/**
 * The tests that judge mutants (`npm run mutation`): the golden tables of the engine and the unit
 * tests beside what is mutated. Random tests stay out; thousands of mutants would each pay for them, and a mutant that
 * only luck finds is a missing row in a table.
 */

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['engine/src/**/*.test.ts', 'engine/test/**/*.test.ts'],
    exclude: ['**/properties*', '**/time-profile*', '**/zone*', '**/week-coverage*'],
    testTimeout: 60_000,
  },
});
