import type {
  DelegationProblem,
  DelegationState,
  PhoneDelegationAct,
} from '../../src/contracts/delegation-api.ts';
import type { Instant } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';

/** What can happen to a delegation once it is there. */
export type DelegationEvent =
  /** One agreed, and another who was asked has not yet. */
  | 'agreed-in-part'
  /** The last who was asked agreed. */
  | 'agreed'
  | 'rejected'
  | 'cancelled'
  | 'withdrawn'
  | 'resigned'
  | 'time-over';

type FlowProblem = Extract<
  DelegationProblem,
  | 'delegation-ended'
  | 'delegation-already-agreed'
  | 'delegation-not-accepted'
  | 'delegation-in-force'
>;
type Step = Result<DelegationState, FlowProblem>;

const ended: Readonly<Record<DelegationEvent, Step>> = {
  'agreed-in-part': err('delegation-ended'),
  agreed: err('delegation-ended'),
  rejected: err('delegation-ended'),
  cancelled: err('delegation-ended'),
  withdrawn: err('delegation-ended'),
  resigned: err('delegation-ended'),
  'time-over': err('delegation-ended'),
};

/** Where every event leads from every state. */
export const delegationFlow: Readonly<
  Record<DelegationState, Readonly<Record<DelegationEvent, Step>>>
> = {
  pending: {
    'agreed-in-part': ok('part-accepted'),
    agreed: ok('accepted'),
    rejected: ok('rejected'),
    cancelled: ok('cancelled'),
    withdrawn: err('delegation-not-accepted'),
    resigned: err('delegation-not-accepted'),
    'time-over': ok('expired'),
  },
  'part-accepted': {
    'agreed-in-part': err('delegation-already-agreed'),
    agreed: ok('accepted'),
    rejected: ok('rejected'),
    cancelled: ok('cancelled'),
    withdrawn: ok('withdrawn'),
    resigned: ok('withdrawn'),
    'time-over': ok('expired'),
  },
  accepted: {
    'agreed-in-part': err('delegation-already-agreed'),
    agreed: err('delegation-already-agreed'),
    rejected: err('delegation-in-force'),
    cancelled: err('delegation-in-force'),
    withdrawn: ok('withdrawn'),
    resigned: ok('withdrawn'),
    'time-over': ok('expired'),
  },
  rejected: ended,
  expired: ended,
  cancelled: ended,
  withdrawn: ended,
};

/** As much of a delegation as it takes to judge an act. */
export interface Standing {
  readonly state: DelegationState;
  readonly askedBy: 'principal' | 'window';
  readonly principalAgreedAt?: Instant;
  readonly agentAgreedAt?: Instant;
}

/** Whose agreement an act is about; a window acts for itself when it cancels what it asked for. */
export type ActingSide = 'principal' | 'agent' | 'window';
type Act = PhoneDelegationAct['act'];

/** The state that an act of one side leads to. The window gives no agreement of its own. */
export function judgeAct(
  standing: Standing,
  side: ActingSide,
  act: Act,
): Result<DelegationState, FlowProblem | 'not-the-asker' | 'not-the-principal' | 'not-the-agent'> {
  const steps = delegationFlow[standing.state];
  if (act === 'cancel') return side === standing.askedBy ? steps.cancelled : err('not-the-asker');
  if (act === 'withdraw' && side !== 'principal') return err('not-the-principal');
  if (act === 'resign' && side !== 'agent') return err('not-the-agent');
  const principalAgreed = standing.principalAgreedAt !== undefined;
  const agentAgreed = standing.agentAgreedAt !== undefined;
  const [hasAgreed, otherHas] =
    side === 'principal' ? [principalAgreed, agentAgreed] : [agentAgreed, principalAgreed];
  const step = steps[eventOf(act, otherHas)];
  if (!step.ok) return step;
  const takesBack = act === 'withdraw' || act === 'resign';
  if (takesBack === hasAgreed) return step;
  return err(hasAgreed ? 'delegation-already-agreed' : 'delegation-not-accepted');
}

function eventOf(act: Exclude<Act, 'cancel'>, otherHasAgreed: boolean): DelegationEvent {
  switch (act) {
    case 'accept':
      return otherHasAgreed ? 'agreed' : 'agreed-in-part';
    case 'reject':
      return 'rejected';
    case 'withdraw':
      return 'withdrawn';
    case 'resign':
      return 'resigned';
  }
}

/** The moment at which a delegation ends by itself unless something happens; none once it has ended. */
export function endsByItselfAt(
  state: DelegationState,
  answerUntil: Instant,
  validUntil: Instant,
): Instant | undefined {
  if (!delegationFlow[state]['time-over'].ok) return undefined;
  return state === 'accepted' || validUntil < answerUntil ? validUntil : answerUntil;
}
