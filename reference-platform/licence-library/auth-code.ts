import { randomBytes } from 'node:crypto';
import type { Instant } from '../../src/support/clock.ts';
import { hallTime } from '../hall-time.ts';

/**
 * A new 用证码 in the real library's form: 17 digits of local time, then a serial. The serial is random here, because
 * whoever can guess a code can fetch a licence.
 */
export function newAuthCode(at: Instant): string {
  return hallTime(at) + randomBytes(16).toString('hex').toUpperCase();
}
