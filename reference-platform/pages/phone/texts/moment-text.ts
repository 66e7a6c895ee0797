import type { CitizenLanguage } from '../../../../src/domain/consent.ts';
import type { Instant } from '../../../../src/support/clock.ts';

/** All that is told happened at halls of one city, wherever the phone is. */
const timeZone = 'Asia/Shanghai';

/** A day as citizens write it, e.g. 2026年11月23日. */
export function dayText(at: Instant, language: CitizenLanguage): string {
  return text(at, language, { dateStyle: 'long' });
}

/** A time of day in hours and minutes. */
export function timeText(at: Instant, language: CitizenLanguage): string {
  return text(at, language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** A day and its time. */
export function momentText(at: Instant, language: CitizenLanguage): string {
  return `${dayText(at, language)} ${timeText(at, language)}`;
}

function text(at: Instant, language: CitizenLanguage, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language, { timeZone, ...options }).format(new Date(at));
}
