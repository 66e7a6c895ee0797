import { auditPaths, giveAuditHeadAnswerSchema } from '../../src/audit/audit-api.ts';
import type { AuditHead, AuditReceipt } from '../../src/audit/audit-head.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { SessionCall } from './consent-requests.ts';

/** Milliseconds that this call may take: whoever logs out waits for it. */
const timeLimit = 3_000;

/** What the platform is told of the audit log; each call may be repeated. */
export interface AuditCalls {
  /** Has the platform countersign how far the log has come. `audit.disputed` where it has another log of this workstation. */
  giveHead(head: AuditHead): Promise<Outcome<AuditReceipt>>;
}

/** The audit log of a workstation at the platform. */
export function auditCalls(call: SessionCall): AuditCalls {
  return {
    giveHead: async (head) => {
      const answer = await call(auditPaths.heads, {
        method: 'POST',
        body: { head },
        answer: giveAuditHeadAnswerSchema,
        timeLimit,
      });
      if (answer.ok) return ok(answer.value.receipt);
      const isForked = answer.problem.info?.['reason'] === 'audit-head-forked';
      return isForked ? fail('audit.disputed') : answer;
    },
  };
}
