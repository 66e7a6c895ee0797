import type { ConsentPage } from '../../src/contracts/evaluator-page.ts';
import type { AtWindow } from '../../src/contracts/platform-api.ts';
import type { IdentifiedPerson, Proof } from '../../src/domain/applicant.ts';
import type { Case } from '../../src/domain/case.ts';
import { peopleOf } from '../../src/domain/case-holders.ts';
import { type ConsentRecord, decisionsOf } from '../../src/domain/consent.ts';
import { shownParty } from '../../src/domain/masking.ts';
import type {
  AnswerRecord,
  PageDigests,
  WithdrawalRecord,
} from '../../src/evidence/evidence-record.ts';
import { type SigningKey, signStatement } from '../../src/evidence/signed-statement.ts';
import type { Instant } from '../../src/support/clock.ts';
import type { ChainHead } from '../storage/evidence-store.ts';
import type { Commitments } from './prepared-evidence.ts';

/** One licence that a page asks for, as evidence names it. */
export interface EvidencedLicence {
  readonly caseId: string;
  readonly itemCode: string;
  readonly variant: string;
  /** Absent: nobody could look up which one it is. */
  readonly licenceCode?: string;
  readonly typeCode: string;
  readonly fields: readonly string[];
  readonly basis: 'consent' | 'duty';
  readonly isSensitive: boolean;
}

/** A consent page that was answered on the evaluator. */
export interface AnsweredPage {
  readonly subject: Case;
  readonly opened: AtWindow;
  readonly page: ConsentPage;
  readonly record: ConsentRecord;
  /** In the order of the page. */
  readonly licences: readonly EvidencedLicence[];
  /** Whether the person has had the end of the page on screen. */
  readonly isReadToEnd: boolean;
  /** Id of the page that the same person answered in this case before; the new answer takes its place. */
  readonly supersedes?: string;
}

/** What signs a record, and where the record has its place. */
export interface Signer {
  readonly key: SigningKey;
  readonly head: ChainHead;
  readonly commitments: Commitments;
  readonly workstationId: string;
  /** The screen that faces the citizen. */
  readonly evaluatorId: string;
  readonly appVersion: string;
  /** Milliseconds that this clock was ahead of the platform's when they were compared last; absent: never. */
  readonly clockSkew?: number | undefined;
  readonly at: Instant;
}

/**
 * The signed record of an answered page, as docs/evidence-format.md describes it.
 * @param digests of the page that was answered
 */
export function answerRecord(
  answered: AnsweredPage,
  digests: PageDigests,
  signer: Signer,
): AnswerRecord {
  const { subject, page, record, licences, isReadToEnd, supersedes } = answered;
  const { input, shownAt } = record;
  if (input === undefined || shownAt === undefined) {
    throw new Error('a page was answered that nobody has seen or touched');
  }
  const decisions = decisionsOf(record);
  const [retention = '', recipients = '', withdrawal = ''] = page.closing.slice(1);
  const decidedAt = precise(record.endedAt);
  return signStatement(
    {
      ...commonPart(answered, signer),
      evidence_id: record.pageId,
      cases: casesOf(subject, licences),
      kind: 'answer' as const,
      consented_on: 'evaluator' as const,
      input_kind: input,
      page: {
        layout_version: '1',
        locale: page.language,
        elder_mode: page.largeType,
        ...digests,
        shown_at: precise(shownAt),
        scrolled_to_end: isReadToEnd,
      },
      choices: licences.map((licence, position) => ({
        biz_num: licence.caseId,
        license_item_code: licence.typeCode,
        ...(licence.licenceCode === undefined
          ? { license_code_commitment: null, resolved: 'later' as const }
          : { license_code_commitment: signer.commitments.to(licence.licenceCode) }),
        fields: [...licence.fields],
        basis: licence.basis,
        sensitive: licence.isSensitive,
        decision: decisions[position] ?? 'declined',
        decided_at: decidedAt,
      })),
      retention,
      recipients: [recipients],
      withdrawal_info: withdrawal,
      ...(supersedes === undefined ? {} : { supersedes }),
    },
    signer.key,
  );
}

/** An answer that is taken back at the window. */
export interface WithdrawnAnswer extends Pick<AnsweredPage, 'subject' | 'opened' | 'record'> {
  readonly evidenceId: string;
}

/** The signed record of a withdrawal. */
export function withdrawalRecord(withdrawn: WithdrawnAnswer, signer: Signer): WithdrawalRecord {
  const { subject, record, evidenceId } = withdrawn;
  const { id, item, variant } = subject;
  return signStatement(
    {
      ...commonPart(withdrawn, signer),
      evidence_id: evidenceId,
      cases: [
        {
          biz_num: id,
          provisional_no: null,
          item_code: item?.code ?? '',
          variant: variant ?? '',
        },
      ],
      kind: 'withdrawal' as const,
      withdraws: record.pageId,
    },
    signer.key,
  );
}

/** What every record says. */
function commonPart(
  { subject, opened, record }: Pick<AnsweredPage, 'subject' | 'opened' | 'record'>,
  signer: Signer,
) {
  const holder = holderIn(subject, record);
  const actor = actorIn(subject, holder);
  const { to: commitment, openingHash } = signer.commitments;
  return {
    version: '1' as const,
    jurisdiction: 'CN' as const,
    handler: {
      org: opened.window.orgName,
      window: opened.window.id,
      clerk_no: opened.clerk.number,
    },
    holder: {
      name_masked: shownParty(holder).nameMasked,
      id_commitment: commitment(holder.number),
    },
    actor: actor.as === 'same' ? { kind: 'same' as const } : actorPart(actor, commitment),
    identified_by: identifiedBy(actor.person.proof),
    identity_proof: proofPart(actor.person.proof),
    opening_hash: openingHash,
    device: {
      workstation_id: signer.workstationId,
      evaluator_id: signer.evaluatorId,
      app_version: signer.appVersion,
      clock_source: signer.clockSkew === undefined ? 'system-unchecked' : 'system',
      clock_skew: signer.clockSkew ?? 0,
    },
    signed_at: precise(signer.at),
    epoch: signer.head.epoch,
    seq: signer.head.seq,
    prev_hash: signer.head.prevHash,
  };
}

function casesOf({ id }: Case, licences: readonly EvidencedLicence[]): AnswerRecord['cases'] {
  const own = licences.filter(({ caseId }) => caseId === id);
  const others = licences.filter(({ caseId }) => caseId !== id);
  const once = new Map([...own, ...others].map((licence) => [licence.caseId, licence]));
  return [...once.values()].map(({ caseId, itemCode, variant }) => ({
    biz_num: caseId,
    provisional_no: null,
    item_code: itemCode,
    variant,
  }));
}

function holderIn(subject: Case, { holder }: ConsentRecord): IdentifiedPerson {
  const number = holder ?? subject.applicant?.number;
  const found = peopleOf(subject).find((person) => person.number === number);
  if (found === undefined) throw new Error('a page was answered for nobody of its case');
  return found;
}

type Actor =
  | { readonly as: 'same'; readonly person: IdentifiedPerson }
  | {
      readonly as: 'representative' | 'guardian' | 'agent';
      readonly person: IdentifiedPerson;
      readonly basis: string;
      readonly delegationId?: string;
    };

/** Who has touched the screen: whoever is there in the applicant's place, or the holder. */
function actorIn({ applicant, present }: Case, holder: IdentifiedPerson): Actor {
  if (applicant?.number !== holder.number) return { as: 'same', person: holder };
  if (present !== undefined) {
    const { as, basis } = present;
    const isDelegated = basis.kind === 'delegation';
    return {
      as: as === 'guardian' ? 'guardian' : 'agent',
      person: present,
      basis: bases[as === 'guardian' ? 'guardian' : basis.kind],
      ...(isDelegated ? { delegationId: basis.delegationId } : {}),
    };
  }
  const { representative } = applicant;
  return representative === undefined
    ? { as: 'same', person: holder }
    : { as: 'representative', person: representative, basis: bases.representative };
}

/** Why somebody may act, in the language of the law that lets them; a record is read by lawyers. */
const bases = {
  representative: '法定代表人',
  guardian: '监护',
  delegation: '委托',
  paper: '授权委托书',
} as const;

function actorPart(
  actor: Exclude<Actor, { as: 'same' }>,
  commitment: (number: string) => string,
): AnswerRecord['actor'] {
  const { as, person, basis, delegationId } = actor;
  const id_commitment = commitment(person.number);
  if (as !== 'agent') return { kind: as, id_commitment, basis };
  return {
    kind: as,
    id_commitment,
    basis,
    ...(delegationId === undefined ? {} : { delegation_id: delegationId }),
  };
}

function identifiedBy({ by }: Proof): AnswerRecord['identified_by'] {
  switch (by) {
    case 'face':
      return 'face';
    case 'zhengwu-code':
    case 'yueshang-code':
    case 'offline-code':
      return 'code';
    case 'delegated-code':
    case 'delegation':
      return 'delegate';
    default:
      return 'card';
  }
}

/** How it is known who was there, without a number of theirs. */
function proofPart(proof: Proof): AnswerRecord['identity_proof'] {
  const none = 'none';
  switch (proof.by) {
    case 'identity-card':
      return {
        method: proof.by,
        level: 'card-present',
        device_id: proof.samId || none,
        result_ref: none,
      };
    case 'face':
      return {
        method: proof.by,
        level: proof.level,
        device_id: proof.app,
        result_ref: proof.resultRef,
      };
    case 'offline-code':
      return {
        method: proof.by,
        level: 'statement-matched',
        device_id: proof.app,
        result_ref: none,
      };
    case 'document':
      return {
        method: proof.by,
        level: proof.document,
        device_id: none,
        result_ref: none,
      };
    default:
      return {
        method: proof.by,
        level: none,
        device_id: 'app' in proof ? proof.app : none,
        result_ref: none,
      };
  }
}

/** Milliseconds, as a record writes every moment. */
function precise(at: Instant): Instant {
  return new Date(at).toISOString();
}
