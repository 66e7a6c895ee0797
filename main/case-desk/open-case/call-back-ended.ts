import type { CallBackEndedPayload } from '../../../src/contracts/call-back-api.ts';
import type { Case } from '../../../src/domain/case.ts';
import { callBackOutcome } from '../../../src/domain/offline-intake.ts';

/**
 * What the platform is told where a case has left the call-back list between two times that it was stored: why it was listed
 * and how that ended, of nobody and nothing the name. Whatever is told before it is handed in is the only trace there of one
 * that never is.
 * @param windowId where it has left it
 */
export function callBackEnded(
  before: Case,
  next: Case,
  windowId: string,
): CallBackEndedPayload | undefined {
  const outcome = callBackOutcome(before, next);
  const { callBack, item, offline } = before;
  const provisionalNumber = offline?.received?.provisionalNumber;
  if (!outcome || !callBack || !item || provisionalNumber === undefined) return undefined;
  return {
    caseId: next.id,
    itemCode: item.code,
    windowId,
    provisionalNumber,
    since: callBack.since,
    reasons: [...new Set(callBack.points.map(({ reason }) => reason))],
    outcome,
  };
}
