import type { CaseReceivedPayload, ReceivedMaterial } from '../../../src/contracts/platform-api.ts';
import type { IdentifiedPerson, PresentPerson } from '../../../src/domain/applicant.ts';
import { handedInMaterials } from '../../../src/domain/attachment.ts';
import type { Case } from '../../../src/domain/case.ts';
import type { ConsentRecord } from '../../../src/domain/consent.ts';
import type { Form } from '../../../src/domain/form.ts';
import type { WaiverLine } from '../../../src/domain/waiver-list.ts';
import { type Failure, failure } from '../../../src/failures/failure.ts';
import { largestEventBytes } from '../../../src/sync/batching.ts';

/** What a card says beside name and number reaches the platform by the form, with its source. */
function withoutCard({ name, number, proof }: IdentifiedPerson): IdentifiedPerson {
  return { name, number, proof };
}

/** What was entrusted the platform knows. */
function withoutLicences(basis: PresentPerson['basis']): PresentPerson['basis'] {
  return basis.kind === 'paper' ? basis : { kind: basis.kind, delegationId: basis.delegationId };
}

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
  const { item, variant, applicant, present, holders = [], waiverList } = subject;
  if (!item || variant === undefined || !applicant || !waiverList) return undefined;
  const materials = waiverList.lines.map(receivedMaterial);
  if (!materials.every((material) => material !== undefined)) return undefined;
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
    ...(subject.offline?.received === undefined
      ? {}
      : {
          provisional: {
            number: subject.offline.received.provisionalNumber,
            receivedAt: subject.offline.received.at,
          },
        }),
    applicant: {
      subjectType: applicant.subjectType,
      ...withoutCard(applicant),
      ...(applicant.representative === undefined
        ? {}
        : { representative: withoutCard(applicant.representative) }),
    },
    ...(present === undefined
      ? {}
      : {
          present: {
            ...withoutCard(present),
            as: present.as,
            basis: withoutLicences(present.basis),
            ...(present.acknowledgedAt === undefined
              ? {}
              : { acknowledgedAt: present.acknowledgedAt }),
          },
        }),
    ...(holders.length === 0
      ? {}
      : {
          holders: holders.map((holder) => ({ ...withoutCard(holder), heldBy: holder.heldBy })),
        }),
    materials,
    consents: subject.consents.flatMap(agreedPages),
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

/** More than an event holds beside its payload, and its seal. */
const eventHeadBytes = 1024;

/**
 * Why a case cannot be handed in: it would not fit a request, so that the platform would only be told that it was withheld.
 * What takes the most room is named: the longest field of the form, or the files.
 */
export function oversize(payload: CaseReceivedPayload, form: Form): Failure | undefined {
  const bytesOf = (part: unknown) => Buffer.byteLength(JSON.stringify(part));
  if (bytesOf(payload) + eventHeadBytes <= largestEventBytes) return undefined;
  const { attachments = [] } = payload;
  if (bytesOf(attachments) > bytesOf(payload.form)) {
    const count = attachments.reduce((sum, { digests }) => sum + digests.length, 0);
    return failure('case.attachments-too-many', { count });
  }
  const [longest] = [...payload.form].sort((one, other) => bytesOf(other) - bytesOf(one));
  const { name = '' } = form.find(({ key }) => key === longest?.key) ?? {};
  return failure('case.form-too-long', {
    field: name,
    limit: Math.floor(largestEventBytes / 1024),
  });
}

/** @returns undefined of a material about which the library is still to be asked */
function receivedMaterial(line: WaiverLine): ReceivedMaterial | undefined {
  const { material, status, licence, otherLicences, settled } = line;
  const { code } = material;
  switch (settled?.way) {
    case 'deferral':
      return { status: 'deferred', code, settledAt: settled.settledAt, dueOn: settled.dueOn };
    case 'pledge': {
      const { settledAt, sentence, signedBy } = settled;
      return { status: 'pledged', code, settledAt, sentence, signedBy };
    }
    case 'check':
      return { status: 'under-check', code, settledAt: settled.settledAt, dueAt: settled.dueAt };
  }
  if (status === 'to-be-verified') return undefined;
  if (status !== 'waived-by-licence') return { status, code };
  return {
    status,
    code,
    ...(licence === undefined ? {} : { licenceCode: licence.licenceCode }),
    ...(otherLicences === undefined
      ? {}
      : { otherLicenceCodes: otherLicences.map(({ licenceCode }) => licenceCode) }),
  };
}

/** A record as the platform is told of it: not at all where nothing was agreed to. */
function agreedPages({
  pageId,
  pageDigest,
  holder,
  agreedTypes,
  answeredOn,
  shownAt,
  endedAt,
  input,
}: ConsentRecord): CaseReceivedPayload['consents'] {
  if (agreedTypes === undefined) return [];
  const page = {
    pageId,
    pageDigest,
    ...(holder === undefined ? {} : { holder }),
    licenceTypes: [...agreedTypes],
    endedAt,
  };
  if (answeredOn === 'phone') return [{ ...page, answeredOn }];
  return shownAt === undefined || input === undefined
    ? []
    : [{ ...page, answeredOn: 'evaluator', shownAt, input }];
}
