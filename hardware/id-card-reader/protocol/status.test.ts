import { expect, it } from 'vitest';
import { failureOfStatus } from './status.ts';

it.each([
  [0x10, 'reader.received-damaged-request'],
  [0x11, 'reader.received-damaged-request'],
  [0x21, 'reader.refused-command'],
  [0x23, 'reader.refused-command'],
  [0x24, 'card.read-failed'],
  [0x31, 'card.rejected-reader'],
  [0x32, 'card.rejected-by-reader'],
  [0x33, 'card.read-failed'],
  [0x40, 'card.unknown-type'],
  [0x41, 'card.read-failed'],
  [0x47, 'card.read-failed'],
  [0x60, 'reader.self-test-failed'],
  [0x66, 'reader.not-authorised'],
  [0x80, 'card.none'],
  [0x81, 'card.select-failed'],
  [0x05, 'reader.unknown-status'],
])('names the culprit of status %i', (sw3, code) => {
  expect(failureOfStatus(sw3).code).toBe(code);
});

it('keeps the status for support', () => {
  expect(failureOfStatus(0x05).info).toEqual({ status: '05' });
});
