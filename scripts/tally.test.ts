import { describe, expect, it } from 'vitest';
import { tally } from './tally.mjs';

interface Shape {
  readonly passed?: number;
  readonly failed?: number;
  readonly pending?: number;
  readonly testResults?: readonly object[];
}

function report({ passed = 0, failed = 0, pending = 0, testResults = [] }: Shape): () => string {
  return () =>
    JSON.stringify({
      numPassedTests: passed,
      numFailedTests: failed,
      numPendingTests: pending,
      numTodoTests: 0,
      testResults,
    });
}

describe('tally', () => {
  it('counts tests', () => {
    expect(tally(report({ passed: 3 }), true).count).toEqual({ passed: 3, failed: 0 });
    expect(tally(report({ passed: 3, failed: 2 }), false).count).toEqual({ passed: 3, failed: 2 });
  });

  it('counts a run without a report, or without tests, as a failure', () => {
    const missing = () => {
      throw new Error('ENOENT');
    };
    expect(tally(missing, true).count).toEqual({ passed: 0, failed: 1 });
    expect(tally(() => '{ cut', true).count).toEqual({ passed: 0, failed: 1 });
    expect(tally(report({}), true).count).toEqual({ passed: 0, failed: 1 });
  });

  it('counts a file that could not be loaded', () => {
    const broken = { name: 'a.test.ts', status: 'failed', message: 'no', assertionResults: [] };
    const { count, problems } = tally(report({ passed: 5, testResults: [broken] }), false);
    expect(count).toEqual({ passed: 5, failed: 1 });
    expect(problems).toEqual(['a.test.ts could not be run: no']);
  });

  it('counts skipped tests once, and an error outside any test', () => {
    expect(tally(report({ passed: 1, pending: 4 }), true).count).toEqual({ passed: 1, failed: 1 });
    expect(tally(report({ passed: 1 }), false).count).toEqual({ passed: 1, failed: 1 });
  });
});
