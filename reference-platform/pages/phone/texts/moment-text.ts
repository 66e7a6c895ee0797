import type { CitizenLanguage } from '../../../../src/domain/consent.ts';
import { hallDay, hallTime, type Instant } from '../../../../src/support/clock.ts';

/** A day at the hall as citizens write it, e.g. 2026年11月23日. */
export function dayText(at: Instant, language: CitizenLanguage): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(hallDay(at)));
}

/** A time of day at the hall, in hours and minutes. */
export function timeText(at: Instant): string {
  return hallTime(at).slice(0, 5);
}

/** A day at the hall and its time. */
export function momentText(at: Instant, language: CitizenLanguage): string {
  return `${dayText(at, language)} ${timeText(at)}`;
}
