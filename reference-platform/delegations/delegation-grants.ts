import type { Clock, Instant } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';
import { type Delegation, judgeForce, judgeScope, toDelegation } from './delegation.ts';

/** What one delegation opens in the licence library. */
export interface DelegationGrant {
  /** The number under which the principal holds licences. */
  readonly holder: string;
  readonly licenceTypes: readonly string[];
  /** Who answers for the use, as an annotated copy says it. */
  readonly operator: string;
  /** The first moment at which it opens nothing any more. */
  readonly until: Instant;
}

/** In what an agent wants to use licences of others. */
export interface DelegatedMatter {
  readonly itemCode: string;
  readonly caseId: string;
  /** Absent: only delegations for every window of the hall are meant. */
  readonly windowId?: string;
  /** Absent: every delegation of the agent's is meant. */
  readonly delegationId?: string;
}

type GrantProblem = 'delegation-unknown' | 'delegation-not-in-force' | 'delegation-not-covering';

/** What delegations open to their agents (委托授权用证). */
export class DelegationGrants {
  readonly #db: Database;
  readonly #clock: Clock;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Who has given a delegation that covers a matter now, and what it opens; undefined: it does not. */
  async principalIn(
    matter: DelegatedMatter & { readonly delegationId: string },
  ): Promise<(Pick<Delegation, 'principal'> & DelegationGrant) | undefined> {
    const row = await this.#db
      .selectFrom('delegations')
      .selectAll()
      .where('delegation_id', '=', matter.delegationId)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const delegation = toDelegation(row);
    const isInForce = (await judgeForce(this.#db, delegation, this.#clock.now())).ok;
    if (!isInForce || !covers(delegation, matter)) return undefined;
    return { principal: delegation.principal, ...grantOf(delegation) };
  }

  /** What an agent may use in a matter; never an empty list. */
  async grantsTo(
    agentIdNumber: string,
    matter: DelegatedMatter,
  ): Promise<Result<readonly DelegationGrant[], GrantProblem>> {
    let query = this.#db
      .selectFrom('delegations')
      .selectAll()
      .where('agent_id_number', '=', agentIdNumber)
      .orderBy('asked_at')
      .orderBy('delegation_id');
    const { delegationId } = matter;
    if (delegationId !== undefined) query = query.where('delegation_id', '=', delegationId);
    const delegations = (await query.execute()).map(toDelegation);
    if (delegationId !== undefined && delegations.length === 0) return err('delegation-unknown');
    const inForce: Delegation[] = [];
    for (const delegation of delegations) {
      if ((await judgeForce(this.#db, delegation, this.#clock.now())).ok) inForce.push(delegation);
    }
    if (delegationId !== undefined && inForce.length === 0) return err('delegation-not-in-force');
    const grants = inForce.filter((delegation) => covers(delegation, matter)).map(grantOf);
    return grants.length > 0 ? ok(grants) : err('delegation-not-covering');
  }
}

/** Who answers for the use of a licence by a delegation. */
export function delegationOperator(delegationId: string): string {
  return `delegation ${delegationId}`;
}

function covers(delegation: Delegation, { itemCode, caseId, windowId }: DelegatedMatter): boolean {
  const isOfCase = delegation.caseId === undefined || delegation.caseId === caseId;
  return isOfCase && judgeScope(delegation, itemCode, windowId).ok;
}

function grantOf({ id, principal, scope }: Delegation): DelegationGrant {
  return {
    holder: principal.number,
    licenceTypes: scope.licenceTypes,
    operator: delegationOperator(id),
    until: scope.validUntil,
  };
}
