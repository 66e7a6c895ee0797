import type {
  PhoneDelegationAct,
  PhoneDelegationView,
} from '../../../../../src/contracts/delegation-api.ts';
import type { Instant } from '../../../../../src/support/clock.ts';
import type { PhoneTextKey } from '../../texts/phone-texts.ts';

/** As much of a delegation as it takes to know whose turn it is. */
export type Standing = Pick<
  PhoneDelegationView,
  'state' | 'role' | 'askedBy' | 'agent' | 'principalAgreedAt' | 'agentAgreedAt'
>;

/** What somebody may do about a delegation. */
export type DelegationAct = PhoneDelegationAct['act'];

/** What the phone's person may do now; the platform judges it once more. Nothing about one that has ended. */
export function actsOf(standing: Standing): readonly DelegationAct[] {
  const { state, role, askedBy } = standing;
  const takeBack = role === 'principal' ? 'withdraw' : 'resign';
  switch (state) {
    case 'pending':
    case 'part-accepted':
      if (isTheirTurn(standing)) return ['accept', 'reject'];
      return [askedBy === 'principal' ? 'cancel' : takeBack];
    case 'accepted':
      return [takeBack];
    default:
      return [];
  }
}

/** Whether the phone's person has been asked and has not answered. */
export function isTheirTurn({ state, role, principalAgreedAt, agentAgreedAt }: Standing): boolean {
  const agreedAt = role === 'principal' ? principalAgreedAt : agentAgreedAt;
  return (state === 'pending' || state === 'part-accepted') && agreedAt === undefined;
}

/** The moment at which it is over unless everybody has agreed; its own time may end first. */
export function answerEndOf({
  answerUntil,
  scope: { validUntil },
}: Pick<PhoneDelegationView, 'answerUntil' | 'scope'>): Instant {
  return validUntil < answerUntil ? validUntil : answerUntil;
}

/** Whether the code for an agent to scan may be shown: there is none yet, and it is the principal's phone. */
export function awaitsScan({ state, role, agent }: Standing): boolean {
  return state === 'pending' && role === 'principal' && agent === undefined;
}

/** How far it has come, and for whom it waits, as its person reads it. */
export function stateTextOf(standing: Standing): PhoneTextKey {
  const { state, role } = standing;
  if (state !== 'pending' && state !== 'part-accepted') return `delegation.state.${state}`;
  if (isTheirTurn(standing)) return 'delegation.state.yours';
  if (awaitsScan(standing)) return 'delegation.state.nobody';
  return role === 'principal' ? 'delegation.state.agent' : 'delegation.state.principal';
}
