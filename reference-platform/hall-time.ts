import type { Instant } from '../src/support/clock.ts';

/** Guangdong's offset from UTC; China has no summer time. */
const offsetMs = 8 * 60 * 60 * 1000;

/** A moment on the clock of the hall, as 17 digits `yyyyMMddHHmmssSSS`. */
export function hallTime(at: Instant): string {
  return new Date(Date.parse(at) + offsetMs).toISOString().replace(/\D/g, '');
}
