import type { Instant } from '../support/clock.ts';
import type { Applicant, PresentPerson } from './applicant.ts';
import type { Attachment } from './attachment.ts';
import type { CaseHolder } from './case-holders.ts';
import type { AskedPage, ConsentRecord } from './consent.ts';
import type { FormEdits } from './form-edits.ts';
import type { MaterialSettlement } from './material-settlement.ts';

/** Stages from which a case may be handed to another window (转窗): between them nothing is under way. */
export const handoverStages = ['reviewing', 'filling-form'] as const;
/** One of them. */
export type HandoverStage = (typeof handoverStages)[number];

/** A hand-over that has not come to its end: of the window that gives, and of the one that takes. */
export interface CaseHandover {
  /** Given by the workstation that offers the case. */
  readonly id: string;
  /** The window at the other end. */
  readonly window: { readonly id: string; readonly name: string };
  /** Where the case was when it was offered. */
  readonly stage: HandoverStage;
}

/** What was done with a case at the window before, and is done again here without asking anybody. */
export interface CarriedWork extends FormEdits {
  readonly stage: HandoverStage;
}

/** An answered or unanswered page, as far as it is about one case. */
export type HandedRecord = Omit<ConsentRecord, 'positions' | 'along' | 'replaced'> & {
  readonly replaced?: readonly Omit<AskedPage, 'positions' | 'along'>[];
};

/**
 * A case as it goes from window to window: nothing that was fetched under a consent, and no handle of the licence library.
 * The item's rules are those that the other window has.
 */
export interface HandedCase {
  readonly caseId: string;
  readonly openedAt: Instant;
  /** When whoever it is for went away; they prove at the other window that they are back. */
  readonly leftAt?: Instant;
  readonly itemCode: string;
  readonly variant: string;
  readonly applicant: Applicant;
  readonly present?: PresentPerson;
  readonly holders?: readonly CaseHolder[];
  /** Without what the same pages have asked for in other cases. */
  readonly consents: readonly HandedRecord[];
  readonly handedInOtherwise: readonly string[];
  readonly settledMaterials?: readonly {
    readonly material: string;
    readonly settlement: MaterialSettlement;
  }[];
  /** Their content lies at the platform; the name it has at one workstation means nothing at another. */
  readonly attachments?: readonly Omit<Attachment, 'id'>[];
  readonly work: CarriedWork;
}
