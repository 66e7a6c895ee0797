import type { CaseReceivedPayload } from '../../src/contracts/platform-api.ts';
import { handedInMaterials } from '../../src/domain/attachment.ts';
import type { Case } from '../../src/domain/case.ts';
import type { Form } from '../../src/domain/form.ts';

/** Who receives the case, where. */
export interface Counter {
  readonly windowId: string;
  readonly clerkNumber: string;
}

/**
 * What the platform is told when a case is received (收件). A licence is named only where it waives a material; that
 * somebody declined is not told: the material comes on paper, as it does for everybody else.
 * @returns undefined when the case is not far enough to be received
 */
export function receivedPayload(
  subject: Case,
  form: Form,
  counter: Counter,
): CaseReceivedPayload | undefined {
  const { item, variant, applicant, waiverList } = subject;
  if (!item || variant === undefined || !applicant || !waiverList) return undefined;
  const attachments = handedInMaterials(subject.attachments ?? [], waiverList).map(
    ({ code, digests }) => ({ code, digests: [...digests] }),
  );
  return {
    caseId: subject.id,
    itemCode: item.code,
    variant,
    windowId: counter.windowId,
    clerkNumber: counter.clerkNumber,
    openedAt: subject.openedAt,
    applicant: {
      subjectType: applicant.subjectType,
      name: applicant.name,
      idNumber: applicant.idNumber,
      identifiedBy: applicant.identifiedBy,
      identifiedAt: applicant.identifiedAt,
      samId: applicant.samId,
    },
    materials: waiverList.lines.map((line) => ({
      code: line.material.code,
      status: line.status,
      ...(line.status === 'waived-by-licence' && line.licence !== undefined
        ? { licenceCode: line.licence.licenceCode }
        : {}),
    })),
    consents: subject.consents.flatMap((record) =>
      record.agreedTypes !== undefined && record.shownAt !== undefined && record.input !== undefined
        ? [
            {
              pageId: record.pageId,
              pageDigest: record.pageDigest,
              licenceTypes: [...record.agreedTypes],
              shownAt: record.shownAt,
              endedAt: record.endedAt,
              input: record.input,
            },
          ]
        : [],
    ),
    form: form.map(({ key, current, original, conflict }) => ({
      key,
      ...(current === undefined ? {} : { current }),
      ...(original === undefined ? {} : { original }),
      ...(conflict?.decision === undefined
        ? {}
        : { conflict: { claims: conflict.claims, decision: conflict.decision } }),
    })),
    ...(attachments.length === 0 ? {} : { attachments }),
  };
}
