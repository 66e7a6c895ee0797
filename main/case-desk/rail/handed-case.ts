import type { Attachment } from '../../../src/domain/attachment.ts';
import type { Case } from '../../../src/domain/case.ts';
import type { AskedPage, ConsentRecord } from '../../../src/domain/consent.ts';
import type { Form } from '../../../src/domain/form.ts';
import { editsOf } from '../../../src/domain/form-edits.ts';
import type { CaseHandover, HandedCase, HandedRecord } from '../../../src/domain/handover.ts';
import type { ServiceItem } from '../../../src/domain/service-item.ts';
import type { Instant } from '../../../src/support/clock.ts';

/**
 * A case as another window is given it. What was fetched under a consent stays here, with the list of licences and all that
 * follows from them: the other window fetches anew what may be fetched.
 * @param form absent where there is none any more
 * @returns undefined when the case is not on its way to another window
 */
export function handedCaseOf(subject: Case, form: Form | undefined): HandedCase | undefined {
  const { item, variant, applicant, present, holders, settledMaterials, attachments } = subject;
  const { handover, carried, leftAt } = subject;
  if (!item || variant === undefined || !applicant || !handover) return undefined;
  const { typed = [], decided = [] } = form === undefined ? (carried ?? {}) : editsOf(form);
  return {
    caseId: subject.id,
    openedAt: subject.openedAt,
    itemCode: item.code,
    variant,
    applicant,
    ...(present === undefined ? {} : { present }),
    ...(holders === undefined ? {} : { holders }),
    ...(leftAt === undefined ? {} : { leftAt }),
    consents: subject.consents.map(handedRecord),
    handedInOtherwise: subject.handedInOtherwise,
    ...(settledMaterials === undefined
      ? {}
      : {
          settledMaterials: settledMaterials.map(({ material, ...settlement }) => ({
            material,
            settlement,
          })),
        }),
    ...(attachments === undefined
      ? {}
      : { attachments: attachments.map(({ id: _here, ...attachment }) => attachment) }),
    work: { stage: handover.stage, typed, decided },
  };
}

/** What a page has asked for in other cases of the visit stays with these. */
function handedRecord({ replaced, ...record }: ConsentRecord): HandedRecord {
  return {
    ...ofOneCase(record),
    ...(replaced === undefined ? {} : { replaced: replaced.map(ofOneCase) }),
  };
}

function ofOneCase<Page extends AskedPage>(page: Page): Omit<Page, 'positions' | 'along'> {
  const { positions: _positions, along: _along, ...own } = page;
  return own;
}

/** Who takes a case over, by which rules, and what its files are called here. */
interface TakingOver {
  readonly clerk: string;
  readonly item: ServiceItem;
  readonly from: CaseHandover['window'];
  readonly handoverId: string;
  readonly attachments: readonly Attachment[];
  readonly now: Instant;
}

/** A case from another window, before the platform has been told that it is here. */
export function takenCase(handed: HandedCase, taking: TakingOver): Case {
  const { present, holders, settledMaterials, work, leftAt } = handed;
  return {
    id: handed.caseId,
    stage: 'taking-over',
    stageSince: taking.now,
    openedAt: handed.openedAt,
    ...(leftAt === undefined ? {} : { leftAt }),
    clerk: taking.clerk,
    item: taking.item,
    variant: handed.variant,
    applicant: handed.applicant,
    ...(present === undefined ? {} : { present }),
    ...(holders === undefined ? {} : { holders }),
    licences: [],
    consents: handed.consents,
    handedInOtherwise: handed.handedInOtherwise,
    ...(settledMaterials === undefined
      ? {}
      : {
          settledMaterials: settledMaterials.map(({ material, settlement }) => ({
            material,
            ...settlement,
          })),
        }),
    ...(taking.attachments.length === 0 ? {} : { attachments: taking.attachments }),
    handover: { id: taking.handoverId, window: taking.from, stage: work.stage },
    carried: work,
  };
}
