/** What one stage of `npm test` came to. */
export interface Outcome {
  passed: number;
  failed: number;
  /** Names, so that no skipped test goes unseen. */
  skipped: string[];
}

/** The part of vitest's JSON report that is counted. */
export interface VitestReport {
  testResults: {
    name: string;
    status: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
}

/** The outcome of a check that either holds or does not. */
export function checkOutcome(exitCode: number): Outcome {
  return exitCode === 0
    ? { passed: 1, failed: 0, skipped: [] }
    : { passed: 0, failed: 1, skipped: [] };
}

/**
 * The outcome of a vitest run. A file that failed without a failing test (it did not load, a hook threw) counts as one
 * failure, and so does a run that failed without telling where.
 */
export function vitestOutcome(report: VitestReport | undefined, exitCode: number): Outcome {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const failedFiles = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const failed = tests.filter(({ status }) => status === 'failed').length + failedFiles.length;
  const skipped = tests
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map(({ fullName }) => fullName);
  const unexplained = failed === 0 && (exitCode !== 0 || report === undefined);
  return { passed, failed: unexplained ? 1 : failed, skipped };
}

/** The last line of `npm test`. */
export function summaryLine(outcomes: readonly Outcome[]): string {
  const sum = (count: (outcome: Outcome) => number) =>
    outcomes.reduce((total, outcome) => total + count(outcome), 0);
  const skipped = sum((outcome) => outcome.skipped.length);
  const line = `${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed`;
  return skipped === 0 ? line : `${line}, ${skipped} skipped`;
}
