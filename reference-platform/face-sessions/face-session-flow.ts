import {
  type FaceResultRequest,
  type FaceSessionRefusal,
  type FaceSessionState,
  faceTries,
} from '../../src/contracts/face-api.ts';
import { err, ok, type Result } from '../../src/support/result.ts';

/** What happens to a session. */
export type FaceSessionEvent =
  | 'scan'
  /** By a phone when another has scanned before. */
  | 'scan-by-second'
  | 'pass'
  /** The check passed, of somebody who is not expected. */
  | 'pass-as-another'
  | 'fail'
  | 'fail-last'
  | 'decline'
  | 'cancel'
  | 'time-out';

type Outcome = Result<FaceSessionState, FaceSessionRefusal>;

/** What becomes of a session in a state when something happens to it. */
export function faceSessionMoved(state: FaceSessionState, event: FaceSessionEvent): Outcome {
  const outcomes = flow[state];
  return typeof outcomes === 'string' ? err(outcomes) : outcomes[event];
}

/** The event that the end of a check is, of the phone that has scanned the session. */
export function checkEnded(
  outcome: FaceResultRequest['outcome'],
  { isExpected, failedTries }: { readonly isExpected: boolean; readonly failedTries: number },
): FaceSessionEvent {
  if (outcome === 'declined') return 'decline';
  if (outcome === 'failed') return failedTries + 1 < faceTries ? 'fail' : 'fail-last';
  return isExpected ? 'pass' : 'pass-as-another';
}

/** To a phone that has not scanned a session there is none. */
const unknown: Outcome = err('face-session-unknown');
const taken: Outcome = err('face-session-taken');

/** An end refuses everything for one reason. */
const flow: Readonly<
  Record<FaceSessionState, Readonly<Record<FaceSessionEvent, Outcome>> | FaceSessionRefusal>
> = {
  waiting: {
    scan: ok('scanned'),
    'scan-by-second': taken,
    pass: unknown,
    'pass-as-another': unknown,
    fail: unknown,
    'fail-last': unknown,
    decline: unknown,
    cancel: ok('cancelled'),
    'time-out': ok('expired'),
  },
  scanned: {
    // By the same phone: the answer to it may have been lost.
    scan: ok('scanned'),
    'scan-by-second': taken,
    pass: ok('passed'),
    'pass-as-another': ok('wrong-person'),
    fail: ok('scanned'),
    'fail-last': ok('failed'),
    decline: ok('declined'),
    cancel: ok('cancelled'),
    'time-out': ok('expired'),
  },
  passed: 'face-session-ended',
  failed: 'face-session-ended',
  declined: 'face-session-ended',
  'wrong-person': 'face-session-ended',
  cancelled: 'face-session-ended',
  expired: 'face-session-expired',
};
