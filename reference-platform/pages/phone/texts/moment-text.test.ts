import { expect, test } from 'vitest';
import { momentText } from './moment-text.ts';

test.each([
  ['zh-CN', '2026年11月24日 00:05'],
  ['zh-Hant', '2026年11月24日 00:05'],
  ['en', 'November 24, 2026 00:05'],
] as const)('%s says when it was at the hall', (language, said) => {
  expect(momentText('2026-11-23T16:05:59.000Z', language)).toBe(said);
});
