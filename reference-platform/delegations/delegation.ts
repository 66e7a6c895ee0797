import type { Selectable } from 'kysely';
import { type DelegationScope, delegationScopeSchema } from '../../src/contracts/delegation-api.ts';
import type { CodeSubjectType } from '../../src/contracts/phone-api.ts';
import type { Instant } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';
import { endsByItselfAt, type Standing } from './delegation-flow.ts';
import type { DelegationTables } from './tables.ts';

/** Somebody who is to act for a principal. */
export interface Agent {
  readonly idNumber: string;
  readonly name: string;
}

/** A delegation as it is kept; `state` as the last move left it. */
export interface Delegation extends Standing {
  readonly id: string;
  readonly principal: {
    readonly type: CodeSubjectType;
    readonly number: string;
    readonly name: string;
  };
  readonly agent?: Agent;
  readonly scope: DelegationScope;
  /** The principal may have granted fewer. */
  readonly askedLicenceTypes: string[];
  readonly workstationId?: string;
  readonly caseId?: string;
  readonly answerUntil: Instant;
}

/** The delegation with an id. */
export async function findDelegation(db: Database, id: string): Promise<Delegation | undefined> {
  const row = await db
    .selectFrom('delegations')
    .selectAll()
    .where('delegation_id', '=', id)
    .executeTakeFirst();
  return row === undefined ? undefined : toDelegation(row);
}

/** A row of the table as a delegation. */
export function toDelegation(row: Selectable<DelegationTables['delegations']>): Delegation {
  return {
    id: row.delegation_id,
    state: row.state,
    principal: {
      type: row.principal_type,
      number: row.principal_number,
      name: row.principal_name,
    },
    ...(row.agent_id_number !== null &&
      row.agent_name !== null && {
        agent: { idNumber: row.agent_id_number, name: row.agent_name },
      }),
    scope: delegationScopeSchema.parse(JSON.parse(row.scope)),
    askedLicenceTypes: JSON.parse(row.asked_licence_types),
    askedBy: row.asked_by,
    ...(row.workstation_id !== null && { workstationId: row.workstation_id }),
    ...(row.case_id !== null && { caseId: row.case_id }),
    answerUntil: row.answer_until,
    ...(row.principal_agreed_at !== null && { principalAgreedAt: row.principal_agreed_at }),
    ...(row.agent_agreed_at !== null && { agentAgreedAt: row.agent_agreed_at }),
  };
}

/** When time has ended a delegation, whether or not that is written down yet. */
export function timeOverAt(
  { state, answerUntil, scope }: Delegation,
  now: Instant,
): Instant | undefined {
  const end = endsByItselfAt(state, answerUntil, scope.validUntil);
  return end !== undefined && end <= now ? end : undefined;
}

/** Why nobody can act by a delegation now. */
export type ForceProblem = 'delegation-not-accepted' | 'delegation-not-begun' | 'delegation-ended';

/** Whether its agent may act by a delegation now: both agreed, it has begun, nothing ended it or its principal. */
export async function judgeForce(
  db: Database,
  delegation: Delegation,
  now: Instant,
): Promise<Result<null, ForceProblem>> {
  const { state, scope, principal } = delegation;
  if (timeOverAt(delegation, now) !== undefined) return err('delegation-ended');
  if (state === 'pending' || state === 'part-accepted') return err('delegation-not-accepted');
  if (state !== 'accepted') return err('delegation-ended');
  if (scope.validFrom > now) return err('delegation-not-begun');
  if (principal.type === 'person') return ok(null);
  const enterprise = await db
    .selectFrom('enterprises')
    .select('status')
    .where('uscc', '=', principal.number)
    .executeTakeFirst();
  return enterprise?.status === 'active' ? ok(null) : err('delegation-ended');
}

/**
 * Whether the scope of a delegation reaches to an item and a window. An item that is not chosen yet is not judged; a
 * window that is not known is none that a scope names.
 */
export function judgeScope(
  { scope }: Delegation,
  itemCode: string | undefined,
  windowId: string | undefined,
): Result<null, 'wrong-item' | 'wrong-window'> {
  if (itemCode !== undefined && !scope.itemCodes.includes(itemCode)) return err('wrong-item');
  if (scope.windowIds === undefined) return ok(null);
  return windowId !== undefined && scope.windowIds.includes(windowId)
    ? ok(null)
    : err('wrong-window');
}
