import { addDays } from './calendar-day.ts';

/** Days on which the weekly rest does not hold. Halls are told them once a year. */
interface HolidayCalendar {
  /** Days off from Monday to Friday. */
  readonly off: ReadonlySet<string>;
  /** Saturdays and Sundays that are worked instead (调休). */
  readonly worked: ReadonlySet<string>;
}

/** As the State Council has arranged 2026 (国务院办公厅, 2025-11-04). A year that is not told has its weekends only. */
const holidays: HolidayCalendar = {
  off: new Set([
    ...['2026-01-01', '2026-01-02'],
    ...['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-02-23'],
    ...['2026-04-06', '2026-05-01', '2026-05-04', '2026-05-05', '2026-06-19', '2026-09-25'],
    ...['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
  ]),
  worked: new Set([
    ...['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  ]),
};

/**
 * The last of so many working days (工作日), both `YYYY-MM-DD`. The day itself does not count, as in every term of
 * administrative law (行政许可法 82 for working days).
 */
export function addWorkingDays(day: string, count: number): string {
  let last = day;
  for (let left = count; left > 0; ) {
    last = addDays(last, 1);
    if (isWorkingDay(last)) left -= 1;
  }
  return last;
}

function isWorkingDay(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const isWeekend = weekday === 0 || weekday === 6;
  return isWeekend ? holidays.worked.has(day) : !holidays.off.has(day);
}
