import { hallDay, hallTime, type Instant } from '../../../src/support/clock.ts';

/** A duration as `02:14`, or `1:02:14` from an hour on. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const rest = `${twoDigits(Math.floor(whole / 60) % 60)}:${twoDigits(whole % 60)}`;
  return hours === 0 ? rest : `${hours}:${rest}`;
}

/** The time of day in the hall, to the minute: `09:41`. */
export function timeOfDay(instant: Instant): string {
  return hallTime(instant).slice(0, 5);
}

/** A moment in the hall: `09:41`, or `11-22 09:41` when it was on another day than `now`. */
export function moment(instant: Instant, now: Instant): string {
  const day = hallDay(instant);
  return day === hallDay(now) ? timeOfDay(instant) : `${day.slice(5)} ${timeOfDay(instant)}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
