import type { WindowCode } from '../../src/contracts/scanned-code.ts';
import { codeText, longestCode, type ScannedCode } from '../../src/domain/scanned-code.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import type { Instant } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';

/**
 * A code that the clerk's window has heard, as every other code of the counter.
 * @returns the code, or `scanner.code-too-long`: base64 is counted by threes, so the schema lets two bytes more through
 */
export function readWindowCode(
  { bytesBase64, symbology, source }: WindowCode,
  at: Instant,
): Outcome<ScannedCode> {
  const bytes = new Uint8Array(Buffer.from(bytesBase64, 'base64'));
  if (bytes.length > longestCode) return fail('scanner.code-too-long', { limit: longestCode });
  return ok({ bytes, text: codeText(bytes), symbology, source, at });
}
