import type { FailureCode } from '../failures/catalogue.ts';
import type { Instant } from '../support/clock.ts';
import type { IdentifiedPerson } from './applicant.ts';
import type { Case } from './case.ts';
import { type CaseHolder, everybodyIn, peopleOf, undecidedLicences } from './case-holders.ts';
import type { WaiverLine, WaiverList } from './waiver-list.ts';

/**
 * 离线收件: a case that goes on without the platform. Nothing is known of it but what the card says and what whoever is there
 * has handed in, said and agreed to; the rest is verified (核验) once the platform answers again.
 */
export interface OfflineIntake {
  /** When the clerk decided so. */
  readonly since: Instant;
  /** The library had not said which licences there are: they are asked for by type. */
  readonly isLibraryAway?: true;
  /** What whoever it is for was given when they left; absent while they are still at the counter. */
  readonly received?: OfflineReception;
  /** Whoever it is for has come back since, and is at the counter. */
  readonly isBack?: true;
}

/** What the paper says (收件凭证), and what is still to be found out. */
export interface OfflineReception {
  readonly at: Instant;
  /** 临时号: it says nothing about acceptance. */
  readonly provisionalNumber: string;
  /** Codes of the materials that licences are to replace, as the person was told. */
  readonly materials: readonly string[];
}

/**
 * Why a case that was received offline cannot go on without whoever it is for. `person-unknown`, `name-differs` 自然人库 does
 * not know them so · `code-used` their code was used elsewhere · `code-refused` the platform does not vouch for
 * their code · `licence-unusable` a licence that should have replaced a material does not · `consent-exceeded` a
 * licence would be used that nobody was asked about · `consent-withdrawn` it was taken back since · `consent-refused` the
 * platform does not take what was answered for a consent · `clerk` whoever verified it wants to ask them.
 */
export const callBackReasons = [
  'person-unknown',
  'name-differs',
  'code-used',
  'code-refused',
  'licence-unusable',
  'consent-exceeded',
  'consent-withdrawn',
  'consent-refused',
  'clerk',
] as const;
/** One of them. */
export type CallBackReason = (typeof callBackReasons)[number];

/**
 * One reason, and what it is about: the names of materials or licences, or of whom the platform does not know so, as anybody
 * opposite may see them.
 */
export interface CallBackPoint {
  readonly reason: CallBackReason;
  readonly about: readonly string[];
}

/**
 * Why a case on the call-back list is closed without having been handed in. `given-up` whoever it is for has said so ·
 * `done-elsewhere` it was done at another counter · `not-reached` they could not be reached within the time for it.
 */
export const callBackEndings = ['given-up', 'done-elsewhere', 'not-reached'] as const;
/** One of them. */
export type CallBackEnding = (typeof callBackEndings)[number];

/**
 * How a case has left the call-back list. It goes on: `came-back` whoever it is for is at the counter · `verified` what it was
 * listed for is in order by now · `on-paper` they were reached, and bring a paper. Or it was closed, for one of the reasons of
 * `callBackEndings`.
 */
export const callBackOutcomes = ['came-back', 'verified', 'on-paper', ...callBackEndings] as const;
/** One of them. */
export type CallBackOutcome = (typeof callBackOutcomes)[number];

/** A case on the call-back list (回访清单). */
export interface CallBack {
  readonly since: Instant;
  readonly points: readonly CallBackPoint[];
  /** Once it has been closed. */
  readonly ending?: CallBackEnding;
}

/** Failures that say that nobody has answered, not that something was refused. */
const withoutAnswer: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'platform.unreachable',
  'platform.timed-out',
  'platform.server-error',
]);

/** Whether a step has failed because the platform, or the licence library behind it, gave no answer. */
export function isWithoutAnswer(code: FailureCode): boolean {
  return withoutAnswer.has(code);
}

/**
 * Whether a case may go on without the platform: whoever it is for is there for themselves, and of everybody whose licences
 * are wanted it is known here who they are.
 */
export function mayGoOffline(
  subject: Pick<Case, 'applicant' | 'present' | 'holders' | 'offline' | 'carried' | 'leftAt'>,
): boolean {
  const { applicant, present, offline, carried, leftAt } = subject;
  return (
    applicant !== undefined &&
    present === undefined &&
    offline === undefined &&
    carried === undefined &&
    leftAt === undefined &&
    peopleOf(subject).every(isKnownHere)
  );
}

/**
 * Whether it is known without asking who somebody is: by a resident's card of their own, or by a code of their own, which the
 * platform has resolved before it went away or which was opened here.
 */
export function isKnownHere({ proof, card }: Pick<CaseHolder, 'proof' | 'card'>): boolean {
  switch (proof.by) {
    case 'identity-card':
      return card?.kind === 'resident';
    case 'zhengwu-code':
    case 'yueshang-code':
    case 'offline-code':
      return true;
    default:
      return false;
  }
}

/** Whether somebody of a case is known only by a code that the platform has still to use up. */
export function hasTakenCode(subject: Pick<Case, 'applicant' | 'present' | 'holders'>): boolean {
  return everybodyIn(subject).some(({ takenCode }) => takenCode !== undefined);
}

/** The people of a case once the platform has used up every code that was taken for it. */
export function withoutTakenCodes({
  applicant,
  present,
  holders,
}: Pick<Case, 'applicant' | 'present' | 'holders'>): Pick<
  Case,
  'applicant' | 'present' | 'holders'
> {
  const { representative } = applicant ?? {};
  return {
    ...(applicant === undefined
      ? {}
      : {
          applicant: {
            ...withoutTakenCode(applicant),
            ...(representative === undefined
              ? {}
              : { representative: withoutTakenCode(representative) }),
          },
        }),
    ...(present === undefined ? {} : { present: withoutTakenCode(present) }),
    ...(holders === undefined ? {} : { holders: holders.map(withoutTakenCode) }),
  };
}

function withoutTakenCode<Person extends IdentifiedPerson>({
  takenCode: _usedUp,
  ...person
}: Person): Omit<Person, 'takenCode'> {
  return person;
}

/** Whether a case is being received without the platform now, and so asks nothing of it. */
export function isReceivedWithoutPlatform({ offline }: Pick<Case, 'offline'>): boolean {
  return offline !== undefined && offline.received === undefined;
}

/** Whether a case is verified while whoever it is for is not there: they cannot be asked, and see nothing. */
export function isVerifiedInAbsence({ offline }: Pick<Case, 'offline'>): boolean {
  return offline?.received !== undefined && offline.isBack === undefined;
}

/** Whether a licence replaces the material of a line, or is to. */
function isByLicence({ status }: WaiverLine): boolean {
  return status === 'waived-by-licence' || status === 'to-be-verified';
}

/**
 * How a case has left the call-back list between two times that it was stored; undefined where it has not. One that is listed
 * again, for other reasons, has stayed on it.
 */
export function callBackOutcome(before: Case, next: Case): CallBackOutcome | undefined {
  if (before.callBack === undefined || before.callBack.ending !== undefined) return undefined;
  if (next.callBack !== undefined) return next.callBack.ending;
  if (next.offline?.isBack === true) return 'came-back';
  return before.stage === 'verifying' ? 'verified' : 'on-paper';
}

/** Codes of the materials that licences are to replace. */
export function materialsToVerify({ lines }: WaiverList): readonly string[] {
  return lines.filter(isByLicence).map(({ material: { code } }) => code);
}

/**
 * What keeps a case from going on as it was received, once the library has said which licences there are. Nothing that was
 * not agreed to is used, and nothing that the person was told need not be brought is asked for without telling them.
 * @param subject with the list that was decided from what the library says
 */
export function pointsToCallAbout(subject: Case): readonly CallBackPoint[] {
  const { offline, waiverList } = subject;
  const promised = new Set(offline?.received?.materials);
  const unusable = (waiverList?.lines ?? []).filter(
    (line) =>
      promised.has(line.material.code) && !isByLicence(line) && line.status === 'needed-on-paper',
  );
  const exceeding = undecidedLicences(subject).map(({ name }) => name);
  return [
    ...pointAbout(
      'licence-unusable',
      unusable.map(({ material }) => material.name),
    ),
    ...pointAbout('consent-exceeded', [...new Set(exceeding)]),
  ];
}

function pointAbout(reason: CallBackReason, about: readonly string[]): readonly CallBackPoint[] {
  return about.length === 0 ? [] : [{ reason, about }];
}
