import type { Instant } from '../support/clock.ts';
import type { Symbology } from './symbology.ts';

/** Bytes of the longest code that is taken; a QR code holds up to 7,089 digits, none of ours comes near. */
export const longestCode = 4096;

/** How a code came in: a scanner's serial line, its HID reports, a camera, or a scanner that types. */
export type CodeSource = 'serial' | 'hid' | 'camera' | 'wedge';

/**
 * One scanned code, opaque: for the platform's resolver and nobody else. It is never logged, stored or taken apart,
 * and whoever shows it escapes it. Only while the platform is away is one of the platform's own opened here (`live-code.ts`),
 * and kept, sealed with its case, until the platform has used it up.
 */
export interface ScannedCode {
  /** The code as it came, without what ended it; at most `longestCode` bytes. */
  readonly bytes: Uint8Array;
  /** The same in words, as `codeText` reads it; may hold control characters. */
  readonly text: string;
  /** How it is printed, as far as its source says. */
  readonly symbology: Symbology;
  readonly source: CodeSource;
  /** When its last byte was heard. */
  readonly at: Instant;
}

/** A mark at the beginning is part of the code. */
const keepMark = { ignoreBOM: true };
const utf8 = new TextDecoder('utf-8', { ...keepMark, fatal: true });
const gb18030 = new TextDecoder('gb18030', keepMark);

/** Bytes of a code as text: UTF-8, or GB 18030 if they are not that; what is neither becomes U+FFFD. */
export function codeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    // The only way a decoder says that bytes are not UTF-8.
    return gb18030.decode(bytes);
  }
}
