import type { FailureCode } from '../../../src/failures/catalogue.ts';
import { type Failure, failure } from '../../../src/failures/failure.ts';

/** SW3 values that decide what happens next (SAM_A host protocol, GA/T 467). */
export const status = {
  badRequestChecksum: 0x10,
  badRequestLength: 0x11,
  badCommand: 0x21,
  notPermitted: 0x23,
  unrecognisedError: 0x24,
  readFailed: 0x41,
  selfTestFailed: 0x60,
  notAuthorised: 0x66,
  noCard: 0x80,
  success: 0x90,
  noContent: 0x91,
  found: 0x9f,
} as const;

const codeOfStatus: ReadonlyMap<number, FailureCode> = new Map([
  [status.badRequestChecksum, 'reader.received-damaged-request'],
  [status.badRequestLength, 'reader.received-damaged-request'],
  [status.badCommand, 'reader.refused-command'],
  [status.notPermitted, 'reader.refused-command'],
  [status.unrecognisedError, 'reader.unrecognised-error'],
  [0x31, 'card.rejected-reader'],
  [0x32, 'card.rejected-by-reader'],
  [0x33, 'card.read-failed'],
  [0x40, 'card.unknown-type'],
  [status.readFailed, 'card.read-failed'],
  [0x47, 'card.read-failed'],
  [status.selfTestFailed, 'reader.self-test-failed'],
  [status.notAuthorised, 'reader.not-authorised'],
  [status.noCard, 'card.not-presented'],
  [0x81, 'card.select-failed'],
  [status.noContent, 'card.no-content'],
]);

/** The three status bytes of an answer. */
export interface AnswerStatus {
  /** With some values of SW3 the card's own status (ISO 7816-4) stands in SW1 and SW2, otherwise 0. */
  readonly sw1: number;
  readonly sw2: number;
  /** SW3, the module's own. */
  readonly status: number;
}

/**
 * What a status other than success means for the person at the counter. In hexadecimal, `info.status` is SW3 and
 * `info.sw1sw2` the two bytes before it.
 */
export function failureOfStatus({ sw1, sw2, status: sw3 }: AnswerStatus): Failure {
  return failure(codeOfStatus.get(sw3) ?? 'reader.unknown-status', {
    status: hex(sw3),
    sw1sw2: hex(sw1) + hex(sw2),
  });
}

/**
 * Whether these bytes are no status of a security module: some readers put notices of their own into the same frames,
 * such as 05 05 05 when their module has not answered them.
 */
export function isVendorNotice({ sw1, sw2, status: sw3 }: AnswerStatus): boolean {
  const isKnown = codeOfStatus.has(sw3) || sw3 === status.success || sw3 === status.found;
  return !isKnown && (sw1 !== 0 || sw2 !== 0);
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}
