import { hash } from 'node:crypto';
import { loginTryLimit } from '../../src/contracts/platform-api.ts';
import type { Clock } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';

const windowMs = loginTryLimit.minutes * 60 * 1000;

/** What is tried: to log in to an account, or to enrol a workstation from an address. */
type Tried = 'login' | 'enrolment';

/** Counts failed tries, by account or address. Whether there is such an account makes no difference. */
export class FailedTries {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #tried: Tried;

  constructor(db: Database, clock: Clock, tried: Tried) {
    this.#db = db;
    this.#clock = clock;
    this.#tried = tried;
  }

  /**
   * Begins a try. It counts as failed from here on, so that of tries made at the same time no more than allowed get to
   * see whether the password or the code is right.
   * @returns the seconds to wait when there have been too many
   */
  begin(by: string): Promise<Result<null, number>> {
    return this.#db.transaction().execute(async (transaction) => {
      const account_hash = this.#hash(by);
      const now = this.#clock.now();
      const forgotten = new Date(Date.parse(now) - windowMs).toISOString();
      await transaction.deleteFrom('failed_logins').where('tried_at', '<=', forgotten).execute();
      const tries = await transaction
        .selectFrom('failed_logins')
        .select('tried_at')
        .where('account_hash', '=', account_hash)
        .orderBy('tried_at')
        .execute();
      const oldest = tries.at(-loginTryLimit.tries);
      if (oldest !== undefined) {
        const waitMs = Date.parse(oldest.tried_at) + windowMs - Date.parse(now);
        return err(Math.ceil(waitMs / 1000));
      }
      await transaction
        .insertInto('failed_logins')
        .values({ account_hash, tried_at: now })
        .execute();
      return ok(null);
    });
  }

  /** The right one was given: nothing that was tried before counts any more. */
  async succeed(by: string): Promise<void> {
    await this.#db.deleteFrom('failed_logins').where('account_hash', '=', this.#hash(by)).execute();
  }

  #hash(by: string): string {
    return hash('sha256', `${this.#tried}:${by}`);
  }
}
