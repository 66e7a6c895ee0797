import {
  type AccessKind,
  type AccessLogEntry,
  accessLogPage,
} from '../../src/contracts/access-log-api.ts';
import type { Clock } from '../../src/support/clock.ts';
import type { Database } from '../database/open-database.ts';
import type { Session } from '../sessions/session-store.ts';

/** A look at somebody's data. */
interface Access {
  readonly subjectNumber: string;
  readonly kind: AccessKind;
  /** Name of the licence or library. */
  readonly source: string;
}

/** Who looks, and what for. */
interface Looker {
  readonly org: string;
  /** The account or window that answers for it. */
  readonly operator: string;
  readonly cause?: string | undefined;
}

/** Whoever is logged in at a window, as the log names them. */
export function lookerOf({ orgName, account }: Session): Looker {
  return { org: orgName, operator: account };
}

/** Entries of one subject, newest first. */
interface AccessPage {
  readonly entries: AccessLogEntry[];
  readonly hasMore: boolean;
}

/** Who has looked at whose data (用证记录). */
export class AccessLog {
  readonly #db: Database;
  readonly #clock: Clock;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Writes looks down, at once with what is looked at: no answer goes out that the log does not know of. */
  async note(accesses: readonly Access[], { org, operator, cause }: Looker): Promise<void> {
    if (accesses.length === 0) return;
    const at = this.#clock.now();
    await this.#db
      .insertInto('accesses')
      .values(
        accesses.map(({ subjectNumber, kind, source }) => ({
          subject_number: subjectNumber,
          at,
          kind,
          source,
          org,
          operator,
          cause: cause ?? null,
        })),
      )
      .execute();
  }

  /** Who has looked at a subject's data, newest first, in pages. */
  async of(subjectNumber: string, before: number | undefined): Promise<AccessPage> {
    const rows = await this.#db
      .selectFrom('accesses')
      .select(['id', 'at', 'kind', 'source', 'org', 'operator', 'cause'])
      .where('subject_number', '=', subjectNumber)
      .where('id', '<', before ?? Number.MAX_SAFE_INTEGER)
      .orderBy('id', 'desc')
      .limit(accessLogPage + 1)
      .execute();
    return {
      entries: rows
        .slice(0, accessLogPage)
        .map(({ cause, ...entry }) => ({ ...entry, ...(cause === null ? {} : { cause }) })),
      hasMore: rows.length > accessLogPage,
    };
  }
}
