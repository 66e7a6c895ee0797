import { longestCode } from '../../src/domain/scanned-code.ts';
import { type Symbology, symbologyOfAim } from '../../src/domain/symbology.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { AssembledCode, CodeSequence } from './assembled-code.ts';

const reportId = 0x02;
const aimMark = 0x5d;
/** Bytes of an AIM identifier: mark, letter, digit. */
const aimBytes = 3;
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
  readonly #onCode: (code: Outcome<AssembledCode>) => void;
  #parts: Uint8Array[] = [];
  #length = 0;
  #symbology: Symbology = 'unknown';
  #isInside = false;
  #isTooLong = false;

  /**
   * @param onCode receives each code, the caller's to keep; once `scanner.code-too-long` for one of which nothing is
   * kept; `scanner.code-incomplete` for one whose last report never came
   */
  constructor(onCode: (code: Outcome<AssembledCode>) => void) {
    this.#onCode = onCode;
  }

  get isInside(): boolean {
    return this.#isInside;
  }

  get hasHeardEnd(): boolean {
    return true;
  }

  /** @param report one report, its number first */
  push(report: Uint8Array): void {
    if (report[0] !== reportId) return;
    const aimAt = aimPlaces.find((place) => report[place] === aimMark) ?? aimPlaces[0];
    const dataAt = aimAt + aimBytes;
    const count = Math.min(report[1] ?? 0, longestPart, report.length - dataAt);
    if (!this.#isInside && report[aimAt] === aimMark) {
      this.#symbology = symbologyOfAim(String.fromCharCode(report[aimAt + 1] ?? 0));
    }
    this.#isInside = true;
    this.#take(report.slice(dataAt, dataAt + Math.max(0, count)));
    if (((report[flagsAt] ?? 0) & moreFollows) === 0) this.#end();
  }

  settle(): void {
    const isCut = this.#isInside && !this.#isTooLong;
    this.reset();
    if (isCut) this.#onCode(fail('scanner.code-incomplete'));
  }

  reset(): void {
    for (const part of this.#parts) part.fill(0);
    this.#parts = [];
    this.#length = 0;
    this.#symbology = 'unknown';
    this.#isInside = false;
    this.#isTooLong = false;
  }

  #take(part: Uint8Array): void {
    if (this.#isTooLong) return;
    this.#length += part.length;
    if (this.#length <= longestCode) {
      this.#parts.push(part);
      return;
    }
    this.reset();
    // What still comes of it is not the next code.
    this.#isInside = true;
    this.#isTooLong = true;
    this.#onCode(fail('scanner.code-too-long', { limit: longestCode }));
  }

  #end(): void {
    const bytes = withoutLineEnd(Uint8Array.from(this.#parts.flatMap((part) => [...part])));
    const code = { bytes, symbology: this.#symbology };
    const isCode = !this.#isTooLong && bytes.length > 0;
    this.reset();
    if (isCode) this.#onCode(ok(code));
  }
}

function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  if (bytes[end - 1] === lineFeed) end -= 1;
  if (bytes[end - 1] === carriageReturn) end -= 1;
  return bytes.slice(0, end);
}
