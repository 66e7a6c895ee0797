import type { Attachment } from '../domain/attachment.ts';
import type { Case, LicenceObjection } from '../domain/case.ts';
import type { CaseHolder } from '../domain/case-holders.ts';
import type {
  AnsweringTerms,
  ConsentRecord,
  ConsentRequest,
  ConsentWithdrawal,
} from '../domain/consent.ts';
import type { FormEdits } from '../domain/form-edits.ts';
import type { CaseHandover } from '../domain/handover.ts';
import type { Identified } from '../domain/identification.ts';
import type { OfferedLicence } from '../domain/licence.ts';
import type { CallBackEnding } from '../domain/offline-intake.ts';
import type { ServiceItem } from '../domain/service-item.ts';
import type { SettlementChoice } from '../domain/settle-in-case.ts';
import type { Failure, Outcome } from '../failures/failure.ts';
import type { Clock } from '../support/clock.ts';
import type { ConsentEvent } from './consent-flow.ts';

/** What a case's flow is started with: a new case, or one as it was stored. */
export interface CaseFlowInput {
  readonly case: Case;
  readonly clock: Clock;
}

/** 撤回授权: whoever had agreed to a page has taken that back. */
export interface ConsentWithdrawn {
  readonly type: 'consent.withdrawn';
  readonly pageId: string;
  readonly withdrawal: ConsentWithdrawal;
  /** The lease that holds what is left, in the place of the case's; absent: there is none, or it stays. */
  readonly leaseId?: string;
}

/** What can happen to a case. */
export type CaseEvent =
  | { readonly type: 'item.chosen'; readonly item: ServiceItem; readonly variant: string }
  | { readonly type: 'applicant.identified'; readonly identified: Identified }
  /** A further adult (每名成年人) is known. */
  | { readonly type: 'holder.added'; readonly holder: CaseHolder }
  | { readonly type: 'holder.removed'; readonly number: string }
  | { readonly type: 'identification.failed'; readonly failure: Failure }
  | {
      readonly type: 'consent.pushed';
      readonly request: ConsentRequest;
      readonly terms: AnsweringTerms;
    }
  /** The citizen was asked for this case too, on the page of another case of the visit. */
  | {
      readonly type: 'consent.shared';
      readonly record: ConsentRecord;
      /** It takes the place of what the case has of the same question. */
      readonly isAgain: boolean;
    }
  | { readonly type: 'paper.chosen' }
  | ({ readonly type: 'material.settled' } & SettlementChoice)
  | { readonly type: 'attachment.added'; readonly attachment: Attachment }
  | { readonly type: 'attachment.removed'; readonly attachmentId: string }
  /** It is offered to another window. */
  | { readonly type: 'handover.begun'; readonly handover: CaseHandover }
  /** The other window has it for good. */
  | { readonly type: 'handover.taken' }
  /** It goes on here, where it was; with a failure, where the other window is why. */
  | { readonly type: 'handover.returned'; readonly failure?: Failure }
  /** Whoever has agreed has looked at what their licences say, or the time for it is over. */
  | { readonly type: 'values.checked'; readonly objections: readonly LicenceObjection[] }
  | { readonly type: 'case.submitted' }
  /** 离线收件: the clerk goes on without the platform. */
  | { readonly type: 'offline.chosen' }
  /** It is received without the platform, under a provisional number; what was typed is kept until there is a form again. */
  | {
      readonly type: 'offline.received';
      readonly provisionalNumber: string;
      readonly work: FormEdits;
    }
  /** 核验: the platform can be asked about it now. */
  | { readonly type: 'verification.begun' }
  /** 转回访: the clerk wants to ask whoever it is for. */
  | { readonly type: 'call-back.wanted' }
  /** It is on the call-back list and will not be handed in. */
  | { readonly type: 'call-back.ended'; readonly ending: CallBackEnding }
  | { readonly type: 'case.acknowledged'; readonly caseNumber: string }
  | { readonly type: 'case.rejected'; readonly reason: string }
  | { readonly type: 'step.tried-again' }
  | { readonly type: 'case.closed' }
  | ConsentWithdrawn
  | ConsentEvent;

/** Where the values of a case are. */
export interface FetchedValues {
  readonly leaseId: string;
  readonly isToBeChecked: boolean;
}

/** How a question about several people has come out; of a refusal, the number of the one whom it is about. */
export type OutcomeAbout<Value> = Outcome<Value> & { readonly about?: string };

/** What the flow asks of its surroundings. */
export interface CaseEffects {
  /** Asks the platform who the people of the case are and which licences the item may use. */
  readonly match: (subject: Case) => Promise<OutcomeAbout<readonly OfferedLicence[]>>;
  /**
   * Fetches the consented licences, fills the form, keeps both in a lease and returns its id, and whether somebody at the
   * counter is to look at them before the clerk does. A case that is received without the platform is filled from what is
   * here. Before it uses an answer
   * given on the evaluator it makes sure that no phone was first; one that was is told to the case as `phone.answered`.
   * Nothing is kept once `signal` says that the case has left the step.
   */
  readonly fetchValues: (subject: Case, signal: AbortSignal) => Promise<Outcome<FetchedValues>>;
  /**
   * Tells the platform that a case which was taken over is stored here; it may be told again. `handover.ended`: it is the
   * other window's again.
   */
  readonly confirmTaking: (subject: Case) => Promise<Outcome<null>>;
}
