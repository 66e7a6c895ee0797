import type { Failure } from '../failures/failure.ts';
import type { Instant } from '../support/clock.ts';
import type { Applicant, PresentPerson } from './applicant.ts';
import type { Attachment } from './attachment.ts';
import type { CaseHolder } from './case-holders.ts';
import type { ConsentRecord, ConsentRequest } from './consent.ts';
import type { CarriedWork, CaseHandover } from './handover.ts';
import type { OfferedLicence } from './licence.ts';
import type { SettledMaterial } from './material-settlement.ts';
import type { CallBack, OfflineIntake } from './offline-intake.ts';
import type { ServiceItem } from './service-item.ts';
import type { WaiverList } from './waiver-list.ts';

/**
 * Where a case stands. A case that is reopened goes on at its stage: stages ending in `-ing` repeat what was under way.
 *
 * `choosing-item` nothing chosen · `identifying` waiting until it is known whom the case is for · `matching` the platform is asked who
 * this is and which licences there are · `reviewing` the 免证清单 is on the clerk's screen · `asking-consent` the
 * citizen is being asked · `fetching-values` consented licences are being fetched · `checking-values` whoever has
 * agreed looks at what they say, before the clerk does · `filling-form` the clerk completes the form · `awaiting-verification` (待核验) it was received offline and
 * waits until the platform can be asked · `verifying` the platform is being asked about it · `calling-back` (回访) it waits for
 * whoever it is for · `submitting` the case is in the outbox and not yet acknowledged · `received` the platform has given a
 * case number · `closed` ended without being submitted.
 */
export type CaseStage =
  | 'choosing-item'
  | 'identifying'
  | 'matching'
  | 'reviewing'
  | 'asking-consent'
  | 'fetching-values'
  | 'checking-values'
  | 'filling-form'
  | 'handing-over'
  | 'taking-over'
  | 'awaiting-verification'
  | 'verifying'
  | 'calling-back'
  | 'submitting'
  | 'received'
  | 'closed';

/** One person's matter at one counter (办件), as the main process holds and stores it. */
export interface Case {
  /** UUIDv7, given by the workstation; the platform deduplicates by it. */
  readonly id: string;
  readonly stage: CaseStage;
  /** When it came to its stage. */
  readonly stageSince: Instant;
  readonly openedAt: Instant;
  /** When the clerk put it aside (挂起); absent while it is, or was when the program ended, in the middle of the window. */
  readonly heldAt?: Instant;
  /** When whoever it is for went away from the counter before it was done; until they prove again that they are there. */
  readonly leftAt?: Instant;
  /** The first of several cases that one person has come with; absent where it is the only one. */
  readonly visitId?: string;
  /** Account of the clerk the case belongs to. */
  readonly clerk: string;
  /** It is nobody's: made in a drill (演练), sent nowhere, and removed at the drill's end. */
  readonly isDrill?: true;
  readonly item?: ServiceItem;
  readonly variant?: string;
  readonly applicant?: Applicant;
  /** Who stands at the counter in the applicant's place; absent where nobody does. */
  readonly present?: PresentPerson;
  /** Who else adds licences of their own, in the order in which they were identified; absent means nobody. */
  readonly holders?: readonly CaseHolder[];
  readonly licences: readonly OfferedLicence[];
  readonly waiverList?: WaiverList;
  /** The consent page that is, or was when the program ended, on its way or on screen. */
  readonly asking?: ConsentRequest;
  readonly consents: readonly ConsentRecord[];
  /** Licences that are not used because whoever they concern has said that they are wrong (数据有误); absent means none. */
  readonly objections?: readonly LicenceObjection[];
  /** Licence types that are not used here because the applicant has not consented: their materials come on paper. */
  readonly handedInOtherwise: readonly string[];
  /** What the clerk has settled without a paper: each material once; absent means nothing. */
  readonly settledMaterials?: readonly SettledMaterial[];
  /** Files that its materials are handed in as. */
  readonly attachments?: readonly Attachment[];
  /** The lease that holds fetched values and the form; gone once the case has ended. */
  readonly leaseId?: string;
  /** While it goes from window to window. */
  readonly handover?: CaseHandover;
  /** What was done with it at another window, until there is a form here that it belongs into. */
  readonly carried?: CarriedWork;
  /** It was, or is being, received without the platform; absent where the platform was there from the start. */
  readonly offline?: OfflineIntake;
  /** Why it waits for whoever it is for; only while it does. */
  readonly callBack?: CallBack;
  /** 申办流水号, given by the platform only. */
  readonly caseNumber?: string;
  /** What stopped the last step, until it is tried again. */
  readonly failure?: Failure;
}

/** What somebody has said of a licence whose values they have seen. */
export interface LicenceObjection {
  readonly licenceCode: string;
  readonly typeCode: string;
  /** What the licence is called. */
  readonly name: string;
  /** Number of whoever's licence it is. */
  readonly holder: string;
}

/** Whether a case has ended, one way or the other. */
export function hasEnded(stage: CaseStage): boolean {
  return stage === 'received' || stage === 'closed';
}

/** Whether a case takes files: once its materials are known, and until it is handed in. */
export function takesAttachments({ stage }: Pick<Case, 'stage'>): boolean {
  return (
    stage === 'reviewing' ||
    stage === 'asking-consent' ||
    stage === 'fetching-values' ||
    stage === 'checking-values' ||
    stage === 'filling-form'
  );
}

/** Whether the clerk may turn to the next person: the case has ended, or only waits for the platform or for somebody's return. */
export function mayBeLeft({ stage }: Pick<Case, 'stage'>): boolean {
  return (
    hasEnded(stage) ||
    stage === 'submitting' ||
    stage === 'awaiting-verification' ||
    stage === 'calling-back'
  );
}

/** Whether nothing has been done with a case yet. */
export function isUntouched({ stage, item, applicant }: Case): boolean {
  return stage === 'choosing-item' && item === undefined && applicant === undefined;
}

/**
 * Whether a case lies with its clerk alone: it has come back, or was received offline, so that whoever it is for has a paper
 * of it and the platform has nothing.
 */
export function waitsForClerk(subject: Case): boolean {
  const { stage, offline, isDrill } = subject;
  const isOnItsWay = stage === 'submitting' || stage === 'handing-over' || stage === 'taking-over';
  if (isDrill === true || hasEnded(stage) || isOnItsWay) return false;
  return isSentBack(subject) || offline?.received !== undefined;
}

/** Whether a case has come back, from the platform or from another window, and nothing has been done with it since. */
export function isSentBack({ stage, failure }: Case): boolean {
  const isFromPlatform = stage === 'filling-form' && failure?.code === 'case.rejected';
  return (
    isFromPlatform || failure?.code === 'handover.declined' || failure?.code === 'handover.lapsed'
  );
}
