import type { CitizenLanguage } from '../../../../../src/domain/consent.ts';
import type { Instant } from '../../../../../src/support/clock.ts';

const timeZone = 'Asia/Shanghai';

/** A day of the hall as a citizen reads it, e.g. 2026年11月23日. */
export function dayText(at: Instant, language: CitizenLanguage): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(new Date(at));
}

/** The last day of something that is over at a moment. */
export function lastDayText(end: Instant, language: CitizenLanguage): string {
  return dayText(new Date(Date.parse(end) - 1).toISOString(), language);
}

/** A moment in the hall, to the minute. */
export function momentText(at: Instant, language: CitizenLanguage): string {
  return new Intl.DateTimeFormat(language, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone,
  }).format(new Date(at));
}
