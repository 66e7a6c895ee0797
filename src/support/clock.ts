/** A moment as an ISO 8601 string in UTC with milliseconds, e.g. `2026-11-24T01:02:03.004Z`. */
export type Instant = string;

/** The two kinds of time a flow may ask for. A port, so that tests and benchmarks own their time. */
export interface Clock {
  /** Wall-clock moment; may jump when the system clock is set. */
  now(): Instant;
  /** Milliseconds since an arbitrary start; never goes back. Durations and time-outs use only this. */
  monotonic(): number;
}

/** The clock of the machine the program runs on. */
export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  monotonic: () => performance.now(),
};

/**
 * The calendar day (`YYYY-MM-DD`) of a moment in the hall. Halls are in one time zone without summer time, UTC+8;
 * a counter PC may be set to another.
 */
export function hallDay(instant: Instant): string {
  return inHall(instant).slice(0, 10);
}

/** The time of day (`HH:MM:SS`) of a moment in the hall. */
export function hallTime(instant: Instant): string {
  return inHall(instant).slice(11, 19);
}

/** The first moment of a day (`YYYY-MM-DD`) in the hall. */
export function hallDayStart(day: string): Instant {
  return new Date(`${day}T00:00:00+08:00`).toISOString();
}

/** The end of a moment's day in the hall: the first moment of the next one. */
export function hallDayEnd(instant: Instant): Instant {
  return new Date(Date.parse(hallDayStart(hallDay(instant))) + 86_400_000).toISOString();
}

function inHall(instant: Instant): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
}
