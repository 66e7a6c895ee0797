import type { LicenceRecord } from '../../src/contracts/licence-api.ts';
import { toDataFields } from './data-fields.ts';
import { type LibraryProblem, libraryProblems } from './library-problem.ts';

/** How a library says the same: `quirky` as the real one does in the field, `strict` as its interface should. */
export type LibraryProfileName = keyof typeof libraryProfiles;

/** The ways in which libraries differ. */
export interface LibraryProfile {
  /** Licence values as text. */
  readonly dataFields: (fields: Readonly<Record<string, string>>) => string;
  /** A record as the library tells it. */
  readonly record: (record: LicenceRecord) => LicenceRecord;
  /** HTTP status of a refusal. */
  readonly status: (problem: LibraryProblem) => number;
}

/** The two libraries. */
export const libraryProfiles = {
  /** JSON in single quotes, dates as their issuer delivered them, refusals inside HTTP 200. */
  quirky: {
    dataFields: toDataFields,
    record: (record) => record,
    status: () => 200,
  },
  /** JSON, dates always with their time, refusals by HTTP status. */
  strict: {
    dataFields: JSON.stringify,
    record: (record) => ({
      ...record,
      issue_date: withTime(record.issue_date, '00:00:00'),
      ...(record.begin_date ? { begin_date: withTime(record.begin_date, '00:00:00') } : {}),
      ...(record.expiry_date ? { expiry_date: withTime(record.expiry_date, '23:59:59') } : {}),
    }),
    status: (problem) => libraryProblems[problem].status,
  },
} as const satisfies Readonly<Record<string, LibraryProfile>>;

/** Whether a library can be of a profile with this name. */
export function isLibraryProfile(name: string): name is LibraryProfileName {
  return Object.hasOwn(libraryProfiles, name);
}

/** `yyyy-MM-dd HH:mm:ss`; a day begins at midnight and lasts until the second before the next. */
function withTime(date: string, time: string): string {
  return date.length > 'yyyy-MM-dd'.length ? date : `${date} ${time}`;
}
