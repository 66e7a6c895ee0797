import type { Symbology } from '../../src/domain/symbology.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { err, ok } from '../../src/support/result.ts';
import { aimBytes, symbologyAt } from './aim-identifier.ts';
import type { AssembledCode, CodeSequence } from './assembled-code.ts';
import { CodeBuffer } from './code-buffer.ts';

const reportId = 0x02;
const countAt = 1;
/** Where the AIM identifier stands; some scanners put it one byte later. */
const aimPlaces = [2, 3] as const;
const longestPart = 56;
const flagsAt = 63;
const moreFollows = 0x01;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Puts codes together from the reports of a scanner in HID POS mode (USB-IF HID POS usage tables 1.02): report id `02` ·
 * number of data bytes (0 to 56) · AIM identifier (3) · data, completed with zeros · byte 63, whose bit 0 says that the
 * code goes on in the next report. A line end that the scanner adds is taken off. Reports with other numbers are not
 * codes and are skipped.
 */
export class HidPosAssembler implements CodeSequence {
  readonly #buffer = new CodeBuffer();
  readonly #onCode: (code: Outcome<AssembledCode>) => void;
  #symbology: Symbology = 'unknown';

  /**
   * @param onCode receives each code, the caller's to keep; once `scanner.code-too-long` for one of which nothing is
   * kept; `scanner.code-incomplete` for one whose last report never came
   */
  constructor(onCode: (code: Outcome<AssembledCode>) => void) {
    this.#onCode = onCode;
  }

  get isInside(): boolean {
    return this.#buffer.hasBegun;
  }

  get hasHeardEnd(): boolean {
    return true;
  }

  /** @param report one report, its number first */
  push(report: Uint8Array): void {
    if (report[0] !== reportId) return;
    const aimAt =
      aimPlaces.find((place) => symbologyAt(report, place) !== undefined) ?? aimPlaces[0];
    if (!this.isInside) this.#symbology = symbologyAt(report, aimAt) ?? 'unknown';
    const dataAt = aimAt + aimBytes;
    const count = Math.min(report[countAt] ?? 0, longestPart);
    const tooLong = this.#buffer.take(report.subarray(dataAt, dataAt + count));
    if (tooLong !== undefined) this.#onCode(err(tooLong));
    if (((report[flagsAt] ?? 0) & moreFollows) === 0) this.#end();
  }

  settle(): void {
    const isCut = this.#buffer.code() !== undefined;
    this.reset();
    if (isCut) this.#onCode(fail('scanner.code-incomplete'));
  }

  reset(): void {
    this.#buffer.clear();
  }

  #end(): void {
    const bytes = withoutLineEnd(this.#buffer.code() ?? new Uint8Array());
    this.reset();
    if (bytes.length > 0) this.#onCode(ok({ bytes, symbology: this.#symbology }));
  }
}

function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  if (bytes[end - 1] === lineFeed) end -= 1;
  if (bytes[end - 1] === carriageReturn) end -= 1;
  return bytes.subarray(0, end);
}
