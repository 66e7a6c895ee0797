import {
  type IdentifiedPerson,
  isMinorPerson,
  type KnownEnterprise,
  type PresentPerson,
  type Proof,
} from '../domain/applicant.ts';
import type {
  AskedDelegation,
  DelegationProgress,
  FaceProgress,
  Identified,
  NamedPrincipal,
  OpenedCode,
  OpenedFaceCheck,
  Representation,
  ResolvedCode,
} from '../domain/identification.ts';
import { type NamedSubject, registeredForm } from '../domain/live-code.ts';
import type { ServiceItem, SubjectKind } from '../domain/service-item.ts';
import { type Failure, failure, type Outcome } from '../failures/failure.ts';
import { type Clock, hallDay } from '../support/clock.ts';

/** What identifying is started with. */
export interface IdentificationInput {
  readonly clock: Clock;
  readonly item: ServiceItem | undefined;
  readonly subjectType: SubjectKind;
}

/** What identifying keeps of itself. */
export interface IdentificationContext extends IdentificationInput {
  readonly enterprise?: KnownEnterprise | undefined;
  readonly isHolderAbsent: boolean;
  /** Who has proved who they are, while the rest is being found out. */
  readonly person?: IdentifiedPerson | undefined;
  readonly faceCheck?: OpenedFaceCheck | undefined;
  readonly isScanned: boolean;
  readonly scanned?: string | undefined;
  readonly entered?: { readonly by: 'uscc' | 'unit-code'; readonly code: string } | undefined;
  /** 自然人库 knows the person so. */
  readonly isMatched?: boolean | undefined;
  /** It is a further adult who is waited for. */
  readonly isForAdult: boolean;
  /** Numbers of those beside whom a further adult is awaited; nobody is in a case twice. */
  readonly besides: readonly string[];
  /** For whom somebody comes without a code of theirs. */
  readonly principal?: NamedPrincipal | undefined;
  /** What that principal was asked for, until it is settled. */
  readonly delegation?: AskedDelegation | undefined;
  /** Complete but for the confirmation of whoever acts. */
  readonly pending?: Identified | undefined;
  /** Whose code was scanned, while the rest is being found out. */
  readonly code?: ResolvedCode | undefined;
  /** A code that was opened without the platform, and as whom whoever has shown it has named themselves. */
  readonly openedCode?: OpenedCode | undefined;
  readonly statement?: NamedSubject | undefined;
}

/** Whom the platform is to expect behind a code; undefined where the item is for both, or none is chosen. */
export function expectedBy(item: ServiceItem | undefined): 'person' | 'enterprise' | undefined {
  if (item === undefined) return undefined;
  const forPersons = item.subjects.includes('person');
  const forEnterprises = item.subjects.some((subject) => subject !== 'person');
  if (forPersons && forEnterprises) return undefined;
  return forPersons ? 'person' : 'enterprise';
}

function proofOfCode({ kind, app }: ResolvedCode, { clock }: IdentificationContext): Proof {
  const by = {
    zhengwu: 'zhengwu-code',
    yueshang: 'yueshang-code',
    delegated: 'delegated-code',
  } as const;
  return { by: by[kind], at: clock.now(), app };
}

function presentBy(code: ResolvedCode, proof: Proof): Pick<Identified, 'present'> {
  const { agent, delegationId } = code;
  if (agent === undefined || delegationId === undefined) return {};
  const present: PresentPerson = {
    ...agent,
    proof,
    as: 'agent',
    basis: { kind: 'delegation', delegationId },
  };
  return { present };
}

/** The enterprise behind a code is looked up by its number. */
export function behind(code: ResolvedCode): Partial<IdentificationContext> {
  return { code, enterprise: undefined, entered: { by: 'uscc', code: code.subject.number } };
}

/** Whom a person’s code stands for, and who holds it: the person, or the agent whom they delegated. */
export function ofPerson(
  context: IdentificationContext,
  code: ResolvedCode,
): { pending: Identified } {
  const proof = proofOfCode(code, context);
  const { name, number } = code.subject;
  return {
    pending: {
      applicant: { subjectType: 'person', name, number, proof },
      ...presentBy(code, proof),
    },
  };
}

/** Whom an enterprise’s code stands for, once the register of enterprises has said what it is. */
export function byOwnCode(
  context: IdentificationContext,
  { uscc, name, kind }: KnownEnterprise,
): Partial<IdentificationContext> {
  const { code } = context;
  if (code === undefined) return {};
  const proof = proofOfCode(code, context);
  return {
    subjectType: kind,
    pending: {
      applicant: { subjectType: kind, name, number: uscc, proof },
      ...presentBy(code, proof),
    },
  };
}

/** Who has shown a code that was opened without the platform, as they have named themselves. */
export function personByOpenedCode({
  openedCode,
  statement,
  clock,
}: IdentificationContext): IdentifiedPerson {
  if (openedCode === undefined || statement === undefined) throw new Error('nobody said anything');
  const { app, taken } = openedCode;
  return {
    name: registeredForm(statement.name),
    number: statement.number.trim().toUpperCase(),
    proof: { by: 'offline-code', at: clock.now(), app },
    takenCode: taken,
  };
}

/** Whom a code stands for that was opened without the platform. */
export function byOpenedCode(context: IdentificationContext): Identified {
  const { subjectType = 'person' } = context.openedCode ?? {};
  return { applicant: { ...personByOpenedCode(context), subjectType } };
}

/** The enterprise, with the representative who has proved to be it. */
export function byRepresentative({ enterprise, person }: IdentificationContext): Identified {
  if (enterprise === undefined || person === undefined) throw new Error('nobody was matched');
  const { kind, name, uscc } = enterprise;
  return {
    applicant: {
      subjectType: kind,
      name,
      number: uscc,
      proof: person.proof,
      representative: person,
    },
  };
}

/** Whether somebody is a minor today, as far as number or card say it. */
export function isMinorIn(
  { clock }: IdentificationContext,
  person: IdentifiedPerson | undefined,
): boolean {
  return person !== undefined && isMinorPerson(person, hallDay(clock.now()));
}

/** Whether it is known that the case is for a minor, and not yet who stands beside them. */
export function isGuardianWanted(context: IdentificationContext): boolean {
  const { pending } = context;
  return (
    pending?.applicant.subjectType === 'person' &&
    pending.present === undefined &&
    isMinorIn(context, pending.applicant)
  );
}

/** Whether it is somebody beside the first person who is waited for: a further adult, an agent, a guardian. */
export function isBesideFirst(context: IdentificationContext): boolean {
  return context.isForAdult || context.principal !== undefined || isGuardianWanted(context);
}

/** Who holds a code, where somebody beside the first person shows it. */
export function personBehind(context: IdentificationContext, code: ResolvedCode): IdentifiedPerson {
  const { name, number } = code.agent ?? code.subject;
  return { name, number, proof: proofOfCode(code, context) };
}

/** The minor, with whoever stands beside them. */
export function withGuardian({ pending, person }: IdentificationContext): Identified {
  if (pending === undefined || person === undefined) throw new Error('nobody looks after nobody');
  return { ...pending, present: { ...person, as: 'guardian', basis: { kind: 'paper' } } };
}

/** The applicant, with whoever has brought the card. */
export function withRunner({ pending, person }: IdentificationContext): Identified {
  if (pending === undefined || person === undefined) throw new Error('nobody runs for nobody');
  return { ...pending, present: { ...person, as: 'runner', basis: { kind: 'paper' } } };
}

/** The principal who has agreed, with whoever comes for them; undefined as long as they have not. */
export function byDelegation({
  principal,
  person,
  delegation,
}: IdentificationContext): Identified | undefined {
  if (principal === undefined || person === undefined) return undefined;
  if (delegation?.progress.state !== 'granted') return undefined;
  const { at, licenceTypes } = delegation.progress;
  const { delegationId } = delegation;
  return {
    applicant: { ...principal, proof: { by: 'delegation', at } },
    present: {
      ...person,
      as: 'agent',
      basis: { kind: 'delegation', delegationId, licenceTypes },
    },
  };
}

/** Why a delegation that was asked for does not come about. */
export function delegationProblem({ state }: DelegationProgress): Failure {
  switch (state) {
    case 'rejected':
      return failure('delegation.rejected');
    case 'unanswered':
      return failure('delegation.unanswered');
    default:
      return failure('delegation.ended');
  }
}

/** What was pending, confirmed by whoever acts; it is of this moment. */
export function acknowledged({ pending, clock }: IdentificationContext): Identified {
  if (pending?.present === undefined) throw new Error('nobody was asked');
  return { ...pending, present: { ...pending.present, acknowledgedAt: clock.now() } };
}

/** `identity.former-representative`, `identity.not-representative`: why somebody may not act for an enterprise. */
export function representationProblem(
  match: Representation | undefined,
  enterprise: KnownEnterprise | undefined,
): Failure {
  const info = { representative: enterprise?.representativeMaskedName ?? '' };
  if (match === 'former-representative') return failure('identity.former-representative', info);
  return failure('identity.not-representative', info);
}

/** `face.failed`, `face.declined`, `face.wrong-person`, `face.expired`: how a face check has ended without a person. */
export function faceProblem({ state }: FaceProgress): Failure {
  switch (state) {
    case 'failed':
      return failure('face.failed');
    case 'declined':
      return failure('face.declined');
    case 'wrong-person':
      return failure('face.wrong-person');
    default:
      return failure('face.expired');
  }
}

/** Why a question was answered with nothing. */
export function problemOf(outcome: Outcome<unknown>): Failure {
  return outcome.ok ? failure('internal.unexpected') : outcome.problem;
}
