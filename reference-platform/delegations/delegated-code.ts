import type { CodeRefusal, ResolveCodeAnswer } from '../../src/contracts/phone-api.ts';
import type { Clock, Instant } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';
import type { ChosenCode } from '../phones/chosen-code.ts';
import type { Session } from '../sessions/session-store.ts';
import { type ForceProblem, findDelegation, judgeForce, judgeScope } from './delegation.ts';

/** Where a code is scanned. */
export type WindowPlace = Pick<Session, 'windowId' | 'workstationId'>;

/** Codes that agents show for their principals (委托码). */
export class DelegatedCodes {
  readonly #db: Database;
  readonly #clock: Clock;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** The code of a principal, for an agent who may act for them now. */
  async chosenBy(
    agentIdNumber: string,
    delegationId: string,
  ): Promise<Result<ChosenCode, 'delegation-unknown' | ForceProblem>> {
    const delegation = await findDelegation(this.#db, delegationId);
    if (delegation?.agent?.idNumber !== agentIdNumber) return err('delegation-unknown');
    const force = await judgeForce(this.#db, delegation, this.#clock.now());
    if (!force.ok) return force;
    const { type, number } = delegation.principal;
    return ok({
      kind: 'delegated',
      subjectType: type,
      subjectNumber: number,
      purpose: 'mianzhengban',
      delegationId,
    });
  }
}

/** Who acts by a delegated code, where its delegation holds now and reaches to the item and the window. */
export async function judgeDelegatedCode(
  db: Database,
  now: Instant,
  delegationId: string,
  { itemCode, place }: { itemCode: string | undefined; place: WindowPlace | undefined },
): Promise<Result<Pick<ResolveCodeAnswer, 'agent' | 'delegationId'>, CodeRefusal>> {
  const delegation = await findDelegation(db, delegationId);
  if (delegation?.agent === undefined) return err('code-unknown');
  if (!(await judgeForce(db, delegation, now)).ok) return err('code-delegation-ended');
  const scope = judgeScope(delegation, itemCode, place?.windowId);
  if (!scope.ok) return err(`code-${scope.problem}` as const);
  const { idNumber, name } = delegation.agent;
  return ok({ agent: { number: idNumber, name }, delegationId });
}

/** Writes down that a workstation was shown a delegation: from then on it may read it. */
export async function recordShowing(
  db: Database,
  now: Instant,
  delegationId: string,
  { workstationId }: WindowPlace,
): Promise<void> {
  await db
    .insertInto('delegation_showings')
    .values({ delegation_id: delegationId, workstation_id: workstationId, shown_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
