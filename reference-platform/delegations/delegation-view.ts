import type { Selectable } from 'kysely';
import type { DelegationView } from '../../src/contracts/delegation-api.ts';
import { maskNumber } from '../../src/domain/masking.ts';
import type { Database } from '../database/open-database.ts';
import type { Delegation } from './delegation.ts';
import type { Role } from './delegation-sides.ts';
import type { DelegationTables } from './tables.ts';

/** Something that happened to a delegation. */
export type DelegationMove = Selectable<DelegationTables['delegation_moves']>;

/** A delegation and everything that happened to it, oldest first. */
export interface ToldDelegation {
  readonly delegation: Delegation;
  readonly moves: readonly DelegationMove[];
}

/** One that concerns a phone's person, and on which side they are. */
export interface OwnDelegation extends ToldDelegation {
  readonly role: Role;
}

/** A delegation with what happened to it. */
export async function withMoves(db: Database, delegation: Delegation): Promise<ToldDelegation> {
  const moves = await db
    .selectFrom('delegation_moves')
    .selectAll()
    .where('delegation_id', '=', delegation.id)
    .orderBy('number')
    .execute();
  return { delegation, moves };
}

/** What those see of a delegation whom it concerns: nobody's number in full, and who moved it by their side only. */
export function viewOf({ delegation, moves }: ToldDelegation): DelegationView {
  const { id, state, principal, agent, scope, askedBy, caseId, answerUntil } = delegation;
  const { askedLicenceTypes, principalAgreedAt, agentAgreedAt } = delegation;
  const { type, name, number } = principal;
  return {
    delegationId: id,
    state,
    principal: { type, name, shownNumber: type === 'person' ? maskNumber(number) : number },
    ...(agent !== undefined && {
      agent: { name: agent.name, shownNumber: maskNumber(agent.idNumber) },
    }),
    scope,
    askedLicenceTypes,
    ...(caseId !== undefined && { caseId }),
    askedBy,
    answerUntil,
    ...(principalAgreedAt !== undefined && { principalAgreedAt }),
    ...(agentAgreedAt !== undefined && { agentAgreedAt }),
    moves: moves.map(({ kind, side, at, state }) => ({ kind, side, at, state })),
  };
}
