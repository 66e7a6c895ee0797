import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { judgeExperiment } from './fault-verdict.ts';
import { lackOf } from './means.ts';

const tried = (statuses: readonly string[], lack?: string) => ({ name: 'a test', statuses, lack });

test('an experiment passes where all its proofs do', () => {
  const proofs = [tried(['passed']), tried(['passed', 'passed'])];
  expect(judgeExperiment(proofs)).toEqual({ verdict: 'passed', reasons: [] });
});

test.each([
  ['without a proof', []],
  ['with a test that failed', [tried(['passed', 'failed'])]],
  ['with a test that is not there', [tried([])]],
  ['with a test that was skipped, though nothing is lacking', [tried(['passed', 'skipped'])]],
  ['with a test that failed, whatever is lacking', [tried(['failed'], 'a disk')]],
  ['with a failure beside what cannot be tried', [tried(['skipped'], 'a disk'), tried([])]],
])('an experiment fails %s', (_what, proofs) => {
  expect(judgeExperiment(proofs).verdict).toBe('failed');
});

test('an experiment whose means are lacking is not tried, and says what is lacking', () => {
  const proofs = [tried(['passed']), tried(['skipped'], 'needs a disk')];
  expect(judgeExperiment(proofs)).toEqual({
    verdict: 'skipped',
    reasons: ['a test：needs a disk'],
  });
});

test('what a system lacks is said by its name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'means-'));
  const system = { platform: 'linux', isRoot: true, path: `/none${delimiter}${folder}` } as const;
  expect(lackOf('small disk', system)).toBeUndefined();
  expect(lackOf('small disk', { ...system, isRoot: false })).toContain('root');
  expect(lackOf('small disk', { ...system, platform: 'win32' })).toContain('Linux');
  expect(lackOf('strace', system)).toContain('strace');
  writeFileSync(join(folder, 'strace'), '');
  expect(lackOf('strace', system)).toBeUndefined();
  rmSync(folder, { recursive: true });
});
