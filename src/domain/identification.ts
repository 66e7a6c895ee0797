import type { Instant } from '../support/clock.ts';
import type {
  Applicant,
  CodeApp,
  IdentifiedPerson,
  PresentPerson,
  TakenCode,
} from './applicant.ts';
import type { LiveCode } from './live-code.ts';
import type { SubjectKind } from './service-item.ts';

/** Whose a scanned code is, as the platform says. */
export interface ResolvedCode {
  readonly kind: 'zhengwu' | 'yueshang' | 'delegated';
  readonly app: CodeApp;
  readonly subject: {
    readonly type: 'person' | 'enterprise';
    /** Of an enterprise its USCC. */
    readonly number: string;
    readonly name: string;
  };
  /** Of a delegated code (委托码): who acts, and is at the counter. */
  readonly agent?: { readonly number: string; readonly name: string };
  readonly delegationId?: string;
}

/** A code that was opened without the platform: what it says to whoever may not know whose it is. */
export interface OpenedCode extends Pick<LiveCode, 'subjectType' | 'nameMasked'> {
  readonly app: CodeApp;
  readonly taken: TakenCode;
}

/** How a person relates to a legal person; `unknown`: nobody has this number and this name. */
export type Representation =
  | 'representative'
  | 'former-representative'
  | 'not-representative'
  | 'unknown';

/** How far a face check (刷脸) has come. */
export type FaceProgress =
  | { readonly state: 'waiting' | 'scanned' }
  | { readonly state: 'passed'; readonly person: IdentifiedPerson }
  | { readonly state: 'failed' | 'declined' | 'wrong-person' | 'cancelled' | 'expired' };

/** A face check that was opened for a case, and what the citizen's phone has to scan. */
export interface OpenedFaceCheck {
  readonly faceSessionId: string;
  readonly code: string;
  readonly expiresAt: Instant;
}

/** Whom somebody at the counter says they come for (委托人), before it is known. */
export type NamedPrincipal = Pick<Applicant, 'subjectType' | 'name' | 'number'>;

/**
 * How a principal has answered a window's question: `granted` since when, and which licence types · `rejected` by one of the
 * two · `ended` otherwise · `unanswered` in the time that the counter waits.
 */
export type DelegationProgress =
  | { readonly state: 'waiting' }
  | { readonly state: 'granted'; readonly at: Instant; readonly licenceTypes: readonly string[] }
  | { readonly state: 'rejected' | 'ended' | 'unanswered' };

/** A delegation that was asked for in a case, and how it stands. */
export interface AskedDelegation {
  readonly delegationId: string;
  readonly progress: DelegationProgress;
}

/** Who a case is for and who stands at the counter for them, once that is known. */
export interface Identified {
  readonly applicant: Applicant;
  readonly present?: PresentPerson;
}

/**
 * What identifying waits for. `proof` a code, a card, a face or a document · `statement` the clerk, who asks whoever has
 * shown a code for name and number · `opening-code` and `checking-statement` this workstation ·
 * `resolving-code`, `finding-enterprise`, `matching-representative`, `matching-person` and `opening-face` the platform's answer · `face` the citizen's phone ·
 * `runner` the card or face of whoever brought the representative's card · `guardian` that of whoever looks after the minor
 * it is for · `adult` that, or the name, of a further adult · `agent` that of whoever comes for a principal who was named ·
 * `asking-delegation` and `acknowledging` the platform's answer about that delegation · `delegation` the principal's phone ·
 * `acknowledgement` that whoever acts confirms it on the citizen's screen.
 */
export const identificationSteps = [
  'proof',
  'resolving-code',
  'opening-code',
  'statement',
  'checking-statement',
  'finding-enterprise',
  'matching-representative',
  'matching-person',
  'opening-face',
  'face',
  'runner',
  'guardian',
  'adult',
  'agent',
  'asking-delegation',
  'delegation',
  'acknowledgement',
  'acknowledging',
] as const;
/** One of them. */
export type IdentificationStep = (typeof identificationSteps)[number];

/** How far identifying has come, as the clerk may see it. */
export interface IdentificationProgress {
  readonly step: IdentificationStep;
  readonly subjectType: SubjectKind;
  /** Found by its code, before anybody has proved to represent it. */
  readonly enterprise?: {
    readonly uscc: string;
    readonly name: string;
    readonly representativeMaskedName: string;
  };
  /** The clerk has said that whoever brought the card is not its holder. */
  readonly isHolderAbsent: boolean;
  /** Whose card it is that somebody else has brought, or for whom they come. */
  readonly holderName?: string;
  /** With `face`: the phone has scanned the code. */
  readonly isScanned?: boolean;
  /** With `statement`: what the code says that was opened without the platform. */
  readonly openedCode?: Pick<OpenedCode, 'subjectType' | 'nameMasked'>;
}

/** Whose card it is that somebody else may have brought. */
export function holderOf({ applicant }: Identified): IdentifiedPerson {
  return applicant.representative ?? applicant;
}
