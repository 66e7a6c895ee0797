import type { ReassignRequest } from '../../src/contracts/four-eyes-api.ts';
import { intakeRoles } from '../../src/contracts/platform-api.ts';
import type { Clock, Instant } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';
import type { Session, SessionStore } from '../sessions/session-store.ts';

/** Why cases do not go to another clerk. */
export type ReassignmentProblem =
  | {
      readonly code:
        | 'wrong-credentials'
        | 'second-not-allowed'
        | 'receiver-unknown'
        | 'four-eyes-same-person';
    }
  | { readonly code: 'too-many-tries'; readonly waitSeconds: number };

/** Cases that supervisors have given to other clerks, each with a second person who was there. */
export class ReassignmentStore {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #sessions: SessionStore;

  constructor(db: Database, clock: Clock, sessions: SessionStore) {
    this.#db = db;
    this.#clock = clock;
    this.#sessions = sessions;
  }

  /** Writes down who gives which cases to whom, once the second person has proved that they are there. */
  async take(
    { account: supervisor, windowId, workstationId }: Session,
    { reassignmentId, caseIds, to, reason, second }: ReassignRequest,
  ): Promise<Result<Instant, ReassignmentProblem>> {
    if (second.account === supervisor) return err({ code: 'four-eyes-same-person' });
    const verified = await this.#sessions.verify(second.account, second.password);
    if (!verified.ok) return verified;
    const receiver = await this.#db
      .selectFrom('clerks')
      .select('role')
      .where('account', '=', to)
      .executeTakeFirst();
    if (receiver === undefined || !intakeRoles.includes(receiver.role)) {
      return err({ code: 'receiver-unknown' });
    }
    if (second.account !== to && verified.value.role !== 'supervisor') {
      return err({ code: 'second-not-allowed' });
    }
    await this.#db
      .insertInto('reassignments')
      .values({
        reassignment_id: reassignmentId,
        workstation_id: workstationId,
        window_id: windowId,
        supervisor,
        second: second.account,
        receiver: to,
        reason,
        cases: JSON.stringify(caseIds),
        at: this.#clock.now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const kept = await this.#db
      .selectFrom('reassignments')
      .select('at')
      .where('reassignment_id', '=', reassignmentId)
      .executeTakeFirstOrThrow();
    return ok(kept.at);
  }
}
