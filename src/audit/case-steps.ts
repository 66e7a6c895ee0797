import { type Case, hasEnded } from '../domain/case.ts';
import { type ConsentRecord, decisionsOf, licencesOnPage } from '../domain/consent.ts';
import { callBackOutcome } from '../domain/offline-intake.ts';
import { type AuditAction, type AuditFacts, asCode } from './audit-actions.ts';

/** An action with its facts. */
export type AuditLine = {
  readonly [Action in AuditAction]: {
    readonly action: Action;
    readonly facts: AuditFacts<Action>;
  };
}[AuditAction];

/**
 * What has been done with a case between two times that it was stored, in the order in which it happens.
 * @param before undefined where it is stored for the first time
 */
export function stepsBetween(before: Case | undefined, next: Case): readonly AuditLine[] {
  const { id: caseId } = next;
  if (before === undefined) {
    const isTaken = next.stage === 'taking-over';
    return [{ action: isTaken ? 'case:taken-over' : 'case:begun', facts: { caseId } }];
  }
  return [
    ...fileSteps(before, next),
    ...consentSteps(before, next),
    ...(next.leaseId === undefined || next.leaseId === before.leaseId
      ? []
      : [{ action: 'lease:opened', facts: { caseId, leaseId: next.leaseId } } as const]),
    ...callBackSteps(before, next),
    ...stageSteps(before, next),
  ];
}

function fileSteps(before: Case, next: Case): readonly AuditLine[] {
  const idsOf = ({ attachments = [] }: Case) => new Set(attachments.map(({ id }) => id));
  const [had, has] = [idsOf(before), idsOf(next)];
  const added = [...has].filter((id) => !had.has(id)).length;
  const removed = [...had].filter((id) => !has.has(id)).length;
  const { id: caseId } = next;
  return [
    ...(added === 0
      ? []
      : [{ action: 'attachment:added', facts: { caseId, count: added } } as const]),
    ...(removed === 0
      ? []
      : [{ action: 'attachment:removed', facts: { caseId, count: removed } } as const]),
  ];
}

function consentSteps(before: Case, next: Case): readonly AuditLine[] {
  const { id: caseId, asking } = next;
  const known = new Map(before.consents.map((record) => [record.pageId, record]));
  const ended = next.consents.flatMap((record): readonly AuditLine[] => {
    const { pageId, outcome, withdrawal } = record;
    const had = known.get(pageId);
    return [
      ...(isAnsweredAlike(had, record)
        ? []
        : [
            {
              action: 'consent:answered',
              facts: {
                caseId,
                pageId,
                outcome,
                asked: licencesOnPage(record),
                agreed: decisionsOf(record).filter((decision) => decision === 'agreed').length,
              },
            } as const,
          ]),
      ...(withdrawal === undefined || had?.withdrawal !== undefined
        ? []
        : [
            {
              action: 'consent:withdrawn',
              facts: { caseId, pageId, place: withdrawal.place },
            } as const,
          ]),
    ];
  });
  return asking === undefined || asking.pageId === before.asking?.pageId
    ? ended
    : [
        ...ended,
        {
          action: 'consent:pushed',
          facts: { caseId, pageId: asking.pageId, licences: licencesOnPage(asking) },
        },
      ];
}

/** What is taken back becomes `declined`, which nobody has answered anew. */
function isAnsweredAlike(had: ConsentRecord | undefined, record: ConsentRecord): boolean {
  if (had === undefined) return false;
  return (
    record.withdrawal !== undefined ||
    (had.outcome === record.outcome && had.answeredOn === record.answeredOn)
  );
}

function callBackSteps(before: Case, next: Case): readonly AuditLine[] {
  const outcome = callBackOutcome(before, next);
  return outcome === undefined
    ? []
    : [{ action: 'case:call-back-ended', facts: { caseId: next.id, outcome } }];
}

function stageSteps(before: Case, next: Case): readonly AuditLine[] {
  const { id: caseId, stage, handover, failure } = next;
  if (stage === before.stage) return [];
  if (stage === 'handing-over' && handover !== undefined) {
    return [{ action: 'case:handed-over', facts: { caseId, handoverId: handover.id } }];
  }
  if (stage === 'taking-over') return [{ action: 'case:taken-over', facts: { caseId } }];
  if (stage === 'awaiting-verification') {
    return before.stage === 'verifying'
      ? []
      : [{ action: 'case:received-offline', facts: { caseId } }];
  }
  if (stage === 'calling-back') return [{ action: 'case:call-back', facts: { caseId } }];
  if (stage === 'submitting') return [{ action: 'case:submitted', facts: { caseId } }];
  if (stage === 'received') return [{ action: 'case:received', facts: { caseId } }];
  if (hasEnded(stage)) return [{ action: 'case:closed', facts: { caseId } }];
  if (before.stage === 'handing-over') return [{ action: 'case:handed-back', facts: { caseId } }];
  return before.stage === 'submitting'
    ? [{ action: 'case:sent-back', facts: { caseId, code: asCode(failure?.info?.['reason']) } }]
    : [];
}
