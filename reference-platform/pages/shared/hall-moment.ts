import { hallDay, hallTime, type Instant } from '../../../src/support/clock.ts';

/** A moment as tables show it, in the hall's time: `2026-11-23 09:05:00`. */
export function hallMoment(at: Instant): string {
  return `${hallDay(at)} ${hallTime(at)}`;
}
