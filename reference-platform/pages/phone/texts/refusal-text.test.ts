import { expect, test } from 'vitest';
import { refusalKey } from './refusal-text.ts';

test.each([
  ['unreachable', 'refusal.unreachable'],
  ['sign-in-expired', 'refusal.sign-in-expired'],
  ['face-session-unknown', 'refusal.face-session-ended'],
  ['internal-error', 'refusal.other'],
  ['constructor', 'refusal.other'],
])('%s is told as %s', (refusal, key) => {
  expect(refusalKey(refusal)).toBe(key);
});
