import type { FailureCode } from '../../../src/failures/catalogue.ts';
import { type Failure, failure } from '../../../src/failures/failure.ts';

/** SW3 values that decide what happens next (SAM_A host protocol, GA/T 467). */
export const status = {
  badRequestChecksum: 0x10,
  badRequestLength: 0x11,
  readFailed: 0x41,
  selfTestFailed: 0x60,
  noCard: 0x80,
  success: 0x90,
  noContent: 0x91,
  found: 0x9f,
} as const;

const codeOfStatus: Readonly<Record<number, FailureCode>> = {
  [status.badRequestChecksum]: 'reader.received-damaged-request',
  [status.badRequestLength]: 'reader.received-damaged-request',
  33: 'reader.refused-command',
  35: 'reader.refused-command',
  36: 'card.read-failed',
  49: 'card.rejected-reader',
  50: 'card.rejected-by-reader',
  51: 'card.read-failed',
  64: 'card.unknown-type',
  [status.readFailed]: 'card.read-failed',
  71: 'card.read-failed',
  [status.selfTestFailed]: 'reader.self-test-failed',
  102: 'reader.not-authorised',
  [status.noCard]: 'card.none',
  129: 'card.select-failed',
};

/** What a status other than success means for the person at the counter; `info.status` is SW3 in hexadecimal. */
export function failureOfStatus(sw3: number): Failure {
  return failure(codeOfStatus[sw3] ?? 'reader.unknown-status', {
    status: sw3.toString(16).toUpperCase().padStart(2, '0'),
  });
}
