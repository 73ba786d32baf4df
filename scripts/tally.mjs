/**
 * Counts a test runner's JSON report so that nothing slips through: a file that could not be
 * loaded, a skipped test, an error outside any test and an empty run are failures too.
 *
 * Plain JavaScript because test.mjs uses it before anything is installed.
 */

/**
 * @typedef {{ name: string, status: string, message?: string, assertionResults: unknown[] }} FileResult
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number,
 *   numTodoTests: number, testResults: FileResult[] }} Report
 * @typedef {{ count: { passed: number, failed: number }, problems: string[] }} Tally
 */

/**
 * @param {() => string} readReport
 * @param {boolean} endedWell Whether the runner's exit code was 0.
 * @returns {Tally}
 */
export function tally(readReport, endedWell) {
  /** @type {Report} */
  let report;
  try {
    report = JSON.parse(readReport());
  } catch {
    const problems = ['The test runner ended without a report.'];
    return { count: { passed: 0, failed: 1 }, problems };
  }
  const problems = report.testResults
    .filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
    .map((file) => `${file.name} could not be run: ${file.message ?? 'no message'}`);
  const skipped = report.numPendingTests + report.numTodoTests;
  if (skipped > 0) problems.push(`${skipped} tests were skipped; here every test runs.`);
  if (report.numPassedTests + report.numFailedTests === 0) problems.push('No test ran.');

  if (!endedWell && report.numFailedTests + problems.length === 0) {
    problems.push('The test runner reported an error outside any test (see above).');
  }
  const failed = report.numFailedTests + problems.length;
  return { count: { passed: report.numPassedTests, failed }, problems };
}
