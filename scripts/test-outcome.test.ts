import { describe, expect, it } from 'vitest';
import { checkOutcome, summaryLine, vitestOutcome } from './test-outcome.ts';

const file = (status: string, ...tests: string[]) => ({
  name: 'some.test.ts',
  status,
  assertionResults: tests.map((test, index) => ({ fullName: `test ${index}`, status: test })),
});

describe('vitestOutcome', () => {
  it('counts tests and names the skipped ones', () => {
    const report = {
      testResults: [
        file('failed', 'passed', 'failed', 'skipped'),
        file('passed', 'passed', 'todo'),
      ],
    };
    expect(vitestOutcome(report, 1)).toEqual({
      passed: 2,
      failed: 1,
      skipped: ['test 2', 'test 1'],
    });
  });

  it('counts a file that did not load or whose hook threw', () => {
    expect(
      vitestOutcome({ testResults: [file('failed'), file('failed', 'passed')] }, 1),
    ).toMatchObject({
      passed: 1,
      failed: 2,
    });
  });

  it('counts a run that failed without saying where, or said nothing at all', () => {
    expect(vitestOutcome({ testResults: [file('passed', 'passed')] }, 1).failed).toBe(1);
    expect(vitestOutcome(undefined, 0).failed).toBe(1);
  });
});

it('summaryLine mentions skipped tests only when there are any', () => {
  expect(summaryLine([checkOutcome(0), checkOutcome(0), checkOutcome(2)])).toBe(
    '2 passed, 1 failed',
  );
  expect(summaryLine([{ passed: 3, failed: 0, skipped: ['later'] }])).toBe(
    '3 passed, 0 failed, 1 skipped',
  );
});
