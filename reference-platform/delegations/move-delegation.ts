import type {
  DelegationMoveKind,
  DelegationSide,
  DelegationState,
} from '../../src/contracts/delegation-api.ts';
import type { Instant } from '../../src/support/clock.ts';
import type { Database } from '../database/open-database.ts';
import type { Teller } from '../journal/journal.ts';
import { endAuthCodesOf } from '../licence-library/auth-codes.ts';
import { type Delegation, findDelegation, timeOverAt } from './delegation.ts';
import { delegationOperator } from './delegation-grants.ts';
import { representativeOf } from './delegation-sides.ts';

/** Something that happens to a delegation, and what it leads to. */
interface Move {
  readonly kind: DelegationMoveKind;
  readonly side: DelegationSide;
  /** The number of a person, the account of a clerk; null for time. */
  readonly who: string | null;
  readonly at: Instant;
  readonly state: DelegationState;
  /** Whose agreement it is, if it is one. */
  readonly agreed?: 'principal' | 'agent' | undefined;
}

/**
 * Writes down what happened to a delegation and tells principal, agent and the workstation that asked. One that was in
 * force takes the 用证码 with it that were given by it.
 */
export async function moveDelegation(
  db: Database,
  tell: Teller,
  delegation: Delegation,
  { kind, side, who, at, state, agreed }: Move,
): Promise<void> {
  const { id, principal, agent, workstationId } = delegation;
  await db
    .updateTable('delegations')
    .set({
      state,
      ...(agreed === 'principal' && { principal_agreed_at: at }),
      ...(agreed === 'agent' && { agent_agreed_at: at }),
    })
    .where('delegation_id', '=', id)
    .execute();
  const { last } = await db
    .selectFrom('delegation_moves')
    .select(({ fn }) => fn.max('number').as('last'))
    .where('delegation_id', '=', id)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('delegation_moves')
    .values({ delegation_id: id, number: (last ?? 0) + 1, kind, side, actor: who, at, state })
    .execute();
  if (delegation.state === 'accepted') await endAuthCodesOf(db, delegationOperator(id), at);

  const change = { kind: 'delegation:moved', delegationId: id, state } as const;
  const holder =
    principal.type === 'person' ? principal.number : await representativeOf(db, principal.number);
  if (holder !== undefined) await tell.holder(holder, change);
  if (agent !== undefined) await tell.holder(agent.idNumber, change);
  if (workstationId !== undefined) await tell.workstation(workstationId, change);
}

/** A delegation as time has left it; an end that nobody has seen yet is written down. */
export async function endIfOver(
  db: Database,
  tell: Teller,
  delegation: Delegation,
  now: Instant,
): Promise<Delegation> {
  const at = timeOverAt(delegation, now);
  if (at === undefined) return delegation;
  const state = 'expired';
  await moveDelegation(db, tell, delegation, {
    kind: 'time-over',
    side: 'time',
    who: null,
    at,
    state,
  });
  return { ...delegation, state };
}

/** The delegation with an id, as time has left it. */
export async function currentDelegation(
  db: Database,
  tell: Teller,
  id: string,
  now: Instant,
): Promise<Delegation | undefined> {
  const delegation = await findDelegation(db, id);
  return delegation && endIfOver(db, tell, delegation, now);
}
