import { expect, test } from 'vitest';
import { licenceRuns } from './licence-runs.ts';

test('sensitive licences stand apart, in the order of the page', () => {
  const licences = [false, false, true, true, false].map((isSensitive) => ({ isSensitive }));
  expect(licenceRuns(licences)).toEqual([
    { isSensitive: false, positions: [0, 1] },
    { isSensitive: true, positions: [2, 3] },
    { isSensitive: false, positions: [4] },
  ]);
});

test('a page without licences has no run', () => {
  expect(licenceRuns([])).toEqual([]);
});
