import {
  fourEyesPaths,
  type ReassignRequest,
  reassignAnswerSchema,
} from '../../src/contracts/four-eyes-api.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { SessionCall } from './consent-requests.ts';

/** Milliseconds that this call may take. */
const timeLimit = 8_000;

/** What takes two people, at the platform; each call may be repeated. */
export interface FourEyesCalls {
  /**
   * Cases go to another clerk. `session.wrong-credentials` and `session.too-many-tries` are the second person's;
   * `reassignment.same-person`, `reassignment.second-not-allowed`, `reassignment.receiver-unknown`.
   */
  reassign(request: ReassignRequest): Promise<Outcome<null>>;
}

const refusals = {
  'four-eyes-same-person': 'reassignment.same-person',
  'second-not-allowed': 'reassignment.second-not-allowed',
  'receiver-unknown': 'reassignment.receiver-unknown',
} as const;

/** What takes two people at a workstation. */
export function fourEyesCalls(call: SessionCall): FourEyesCalls {
  return {
    reassign: async (request) => {
      const answer = await call(fourEyesPaths.reassignments, {
        method: 'POST',
        body: request,
        answer: reassignAnswerSchema,
        timeLimit,
      });
      if (answer.ok) return ok(null);
      const reason = String(answer.problem.info?.['reason']);
      return reason in refusals ? fail(refusals[reason as keyof typeof refusals]) : answer;
    },
  };
}
