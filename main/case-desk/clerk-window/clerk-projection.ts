import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import type { IdentifiedPerson } from '../../../src/domain/applicant.ts';
import type { Attachment } from '../../../src/domain/attachment.ts';
import type { Case } from '../../../src/domain/case.ts';
import {
  isAway,
  lastRecordOf,
  missingAdults,
  nextToAsk,
  otherAdultsOf,
  peopleOf,
  standingOf,
  takesAnotherAdult,
} from '../../../src/domain/case-holders.ts';
import type { Form } from '../../../src/domain/form.ts';
import type { IdentificationProgress } from '../../../src/domain/identification.ts';
import type { LicenceSummary, OfferedLicence } from '../../../src/domain/licence.ts';
import { shownParty } from '../../../src/domain/masking.ts';
import {
  hasTakenCode,
  isVerifiedInAbsence,
  isWithoutAnswer,
  mayGoOffline,
} from '../../../src/domain/offline-intake.ts';
import { offeredItem, type ServiceItem } from '../../../src/domain/service-item.ts';
import type { WaiverLine } from '../../../src/domain/waiver-list.ts';
import type { WithdrawableConsent } from '../consent/consent-withdrawal.ts';
import { mayHaveAnotherItem } from '../rail/visit.ts';

/**
 * What the clerk's window gets to see of a case: an allow list, written out field by field. Handles of the licence
 * library, page digests and the reader's serial stay in main.
 * @param asksAlong how many licences the next page asks for in other cases of the visit
 */
export function projectForClerk(
  subject: Case,
  form: Form | undefined,
  identification?: IdentificationProgress,
  asksAlong = 0,
): ClerkCase {
  const { applicant, present } = subject;
  const { outcome, answeredOn } = subject.consents.at(-1) ?? {};
  return {
    id: subject.id,
    stage: subject.stage,
    openedAt: subject.openedAt,
    ...(subject.item === undefined ? {} : { item: withoutRules(subject.item) }),
    ...(subject.variant === undefined ? {} : { variant: subject.variant }),
    ...(applicant === undefined
      ? {}
      : {
          applicant: {
            subjectType: applicant.subjectType,
            ...projectPerson(applicant, applicant.representative?.takenCode),
            ...(applicant.representative === undefined
              ? {}
              : { representative: projectPerson(applicant.representative) }),
          },
        }),
    ...(present === undefined
      ? {}
      : { present: { ...projectPerson(present), as: present.as, basis: present.basis.kind } }),
    ...projectHolders(subject),
    ...(identification === undefined ? {} : { identification }),
    licences: subject.licences.map(withoutHandle),
    ...(subject.waiverList === undefined
      ? {}
      : {
          waiverList: {
            ...subject.waiverList,
            lines: subject.waiverList.lines.map(withoutHandles),
          },
        }),
    ...(subject.objections === undefined
      ? {}
      : { objections: subject.objections.map(({ name }) => name) }),
    ...(asksAlong === 0 ? {} : { asksAlong }),
    ...(subject.leftAt === undefined ? {} : { hasLeft: true }),
    ...(mayHaveAnotherItem(subject) ? { takesAnotherItem: true } : {}),
    ...(outcome === undefined ? {} : { consentOutcome: outcome }),
    ...(answeredOn === undefined ? {} : { consentOn: answeredOn }),
    ...(subject.attachments === undefined
      ? {}
      : { attachments: subject.attachments.map(shownAttachment) }),
    ...(form === undefined ? {} : { form }),
    ...(subject.caseNumber === undefined ? {} : { caseNumber: subject.caseNumber }),
    ...projectOffline(subject),
    ...(subject.failure === undefined ? {} : { failure: subject.failure }),
  };
}

/** How a case stands that is, was or may be received without the platform. */
function projectOffline(
  subject: Case,
): Pick<
  ClerkCase,
  'offline' | 'hasTakenCode' | 'mayGoOffline' | 'isVerifiedInAbsence' | 'callBack'
> {
  const { offline, callBack, failure, stage } = subject;
  const isStopped =
    (stage === 'matching' || stage === 'fetching-values') &&
    failure !== undefined &&
    isWithoutAnswer(failure.code);
  const provisionalNumber = offline?.received?.provisionalNumber;
  return {
    ...(offline === undefined
      ? {}
      : {
          offline: {
            since: offline.since,
            ...(provisionalNumber === undefined ? {} : { provisionalNumber }),
          },
        }),
    ...(hasTakenCode(subject) ? { hasTakenCode: true as const } : {}),
    ...(isStopped && mayGoOffline(subject) ? { mayGoOffline: true as const } : {}),
    ...(isVerifiedInAbsence(subject) ? { isVerifiedInAbsence: true as const } : {}),
    ...(callBack === undefined
      ? {}
      : { callBack: callBack.points.map(({ reason, about }) => ({ reason, about })) }),
  };
}

/** Whose consents may be taken back now, whose have been, and of which answers there is a receipt. */
export function projectConsents({
  subject,
  withdrawable,
  isWithdrawalAsked,
}: {
  readonly subject: Case;
  readonly withdrawable: readonly WithdrawableConsent[];
  readonly isWithdrawalAsked: boolean;
}): Pick<ClerkCase, 'withdrawable' | 'withdrawn' | 'isWithdrawalAsked' | 'consentReceipts'> {
  const answered = peopleOf(subject).flatMap((person) => {
    const record = lastRecordOf(subject, person.number);
    return record?.answeredOn === undefined ? [] : [{ person, pageId: record.pageId }];
  });
  const withdrawn = peopleOf(subject).filter(
    ({ number }) => lastRecordOf(subject, number)?.withdrawal !== undefined,
  );
  return {
    ...(withdrawable.length === 0
      ? {}
      : {
          withdrawable: withdrawable.map(({ person, record: { pageId }, isAway }) => ({
            pageId,
            nameMasked: shownParty(person).nameMasked,
            isAway,
          })),
        }),
    ...(withdrawn.length === 0
      ? {}
      : {
          withdrawn: withdrawn.map((person) => ({ nameMasked: shownParty(person).nameMasked })),
        }),
    ...(isWithdrawalAsked ? { isWithdrawalAsked: true } : {}),
    ...(answered.length === 0
      ? {}
      : {
          consentReceipts: answered.map(({ person, pageId }) => ({
            pageId,
            nameMasked: shownParty(person).nameMasked,
          })),
        }),
  };
}

function shownAttachment({ id, material, mediaType, bytes }: Attachment) {
  return { id, material, mediaType, bytes };
}

/** @param takenByProof the code of whoever has proved to be it for a legal person, where that is not its own */
function projectPerson(
  { name, number, proof, card, takenCode }: IdentifiedPerson,
  takenByProof = takenCode,
) {
  return {
    name,
    nameMasked: shownParty({ name, number }).nameMasked,
    number,
    channel: proof.by,
    identifiedAt: proof.at,
    ...(proof.by === 'document' ? { document: proof.document } : {}),
    ...(card === undefined ? {} : { card }),
    ...(proof.by === 'offline-code' ? { isRedeemed: takenByProof === undefined } : {}),
  };
}

function projectHolders(subject: Case): Pick<ClerkCase, 'holders' | 'otherAdults'> {
  const { applicant, holders = [] } = subject;
  const wanted = otherAdultsOf(subject);
  if (applicant === undefined || (wanted === undefined && holders.length === 0)) return {};
  const next = nextToAsk(subject)?.number;
  const seen = [
    { ...applicant, as: 'applicant' as const, isAway: false },
    ...holders.map((holder) => ({
      ...holder,
      as: holder.heldBy,
      isAway: isAway(holder, subject),
    })),
  ];
  return {
    holders: seen.map(({ name, number, proof, as, isAway }) => ({
      name,
      nameMasked: shownParty({ name, number }).nameMasked,
      number,
      channel: proof.by,
      as,
      isAway,
      standing: standingOf(subject, number),
      isNext: number === next,
    })),
    ...(wanted === undefined
      ? {}
      : {
          otherAdults: {
            who: wanted.who,
            missing: missingAdults(subject),
            hasRoom: takesAnotherAdult(subject),
          },
        }),
  };
}

/** A case that is older than its item's latest rules is shown all the same. */
function withoutRules(item: ServiceItem): NonNullable<ClerkCase['item']> {
  const { question: _question, ...chosen } = offeredItem(item);
  const licences = item.licences.map(({ fields }) => ({ fields }));
  return { ...chosen, form: item.form, licences };
}

function withoutHandles({ licence, otherLicences, ...line }: WaiverLine): WaiverLine {
  return {
    ...line,
    ...(licence === undefined ? {} : { licence: withoutHandle(licence) }),
    ...(otherLicences === undefined ? {} : { otherLicences: otherLicences.map(withoutHandle) }),
  };
}

function withoutHandle(licence: LicenceSummary | OfferedLicence): LicenceSummary {
  const { licenceCode, typeCode, name, issuer, status, validFrom, validTo } = licence;
  const { holderMasked, heldBy, ofPerson, heldByApplicant, holderNameDiffers } = licence;
  const { trustLevel, supersededBy } = licence;
  return {
    licenceCode,
    typeCode,
    name,
    issuer,
    status,
    validFrom,
    validTo,
    holderMasked,
    ...(heldBy === undefined ? {} : { heldBy }),
    ...(ofPerson === undefined ? {} : { ofPerson }),
    heldByApplicant,
    ...(holderNameDiffers === undefined ? {} : { holderNameDiffers }),
    ...(trustLevel === undefined ? {} : { trustLevel }),
    ...(supersededBy === undefined ? {} : { supersededBy }),
  };
}
