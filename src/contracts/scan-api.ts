import { z } from 'zod';
import { scannedDelegationSchema } from './delegation-api.ts';
import { scannedFaceSessionSchema } from './face-api.ts';
import { scannedTextSchema } from './phone-api.ts';

/** Of QR codes that phones scan. One call takes whatever was scanned and says what it is. */
export const scanPaths = {
  /** POST: what has a phone scanned? What is one phone's from then on is told to no other. */
  scan: '/api/v1/phone/scan',
  /** GET: the QR code of the window of the session, to be shown there all day. */
  windowCode: '/api/v1/windows/current/qr',
} as const;

/** The text of a window's QR code. It is the same all day in the hall and says nothing of any case. */
export const windowCodeAnswerSchema = z.strictObject({
  code: z.string().regex(/^[\w-]{64}$/),
  /** The end of the day in the hall. */
  expiresAt: z.iso.datetime(),
});
export type WindowCodeAnswer = z.infer<typeof windowCodeAnswerSchema>;

/**
 * Refused with `code-unknown` (404) for whatever is no code for phones of this platform, was altered or has been
 * forgotten; with `window-code-expired` (409) for a window's code of the day before, and (409) with the reasons of
 * `faceSessionRefusalSchema` and `DelegationOfferRefusal`.
 */
export const scanRequestSchema = z.strictObject({ code: scannedTextSchema });

/** At which window the phone is. */
const scannedWindowSchema = z.strictObject({
  kind: z.literal('window'),
  hall: z.string(),
  window: z.string(),
});
export type ScannedWindow = z.infer<typeof scannedWindowSchema>;

export const scanAnswerSchema = z.discriminatedUnion('kind', [
  scannedFaceSessionSchema,
  scannedWindowSchema,
  scannedDelegationSchema,
]);
export type ScanAnswer = z.infer<typeof scanAnswerSchema>;
