import { expect, it } from 'vitest';
import { failureOfStatus, isVendorNotice } from './status.ts';

const answered = (status: number, sw1 = 0, sw2 = 0) => ({ sw1, sw2, status });

it.each([
  [0x10, 'reader.received-damaged-request'],
  [0x11, 'reader.received-damaged-request'],
  [0x21, 'reader.refused-command'],
  [0x23, 'reader.refused-command'],
  [0x24, 'reader.unrecognised-error'],
  [0x31, 'card.rejected-reader'],
  [0x32, 'card.rejected-by-reader'],
  [0x33, 'card.read-failed'],
  [0x40, 'card.unknown-type'],
  [0x41, 'card.read-failed'],
  [0x47, 'card.read-failed'],
  [0x60, 'reader.self-test-failed'],
  [0x66, 'reader.not-authorised'],
  [0x80, 'card.not-presented'],
  [0x81, 'card.select-failed'],
  [0x91, 'card.no-content'],
  [0x05, 'reader.unknown-status'],
])('names the culprit of status %i', (sw3, code) => {
  expect(failureOfStatus(answered(sw3)).code).toBe(code);
});

it('keeps the statuses of the module and of the card for support', () => {
  expect(failureOfStatus(answered(0x41, 0x6a, 0x82)).info).toEqual({
    status: '41',
    sw1sw2: '6A82',
  });
});

it.each([
  ['the notice of a reader whose module did not answer', answered(0x05, 0x05, 0x05), true],
  ['a status nobody knows', answered(0x05), false],
  ['a failure with the status of the card', answered(0x47, 0x69, 0x85), false],
  ['a success with something in front', answered(0x90, 0x90, 0x00), false],
])('tells notices of vendors from answers: %s', (_what, status, isNotice) => {
  expect(isVendorNotice(status)).toBe(isNotice);
});
