import { randomBytes, randomUUID } from 'node:crypto';
import { type AskConsentRequest, licencesAsked } from '../../src/contracts/consent-api.ts';
import type { LicenceDecision } from '../../src/domain/consent.ts';
import type { GiveEvidenceRequest, GivenEvidence } from '../../src/evidence/evidence-api.ts';
import {
  type AnswerRecord,
  chainStart,
  commitmentTo,
  openingHash,
  pageDigests,
  type WithdrawalRecord,
} from '../../src/evidence/evidence-record.ts';
import { consentPageText } from '../../src/evidence/page-text.ts';
import { type EvidenceProfile, profileOf } from '../../src/evidence/profiles/evidence-profile.ts';
import { type SigningKey, signStatement } from '../../src/evidence/signed-statement.ts';
import { needOf } from '../consents/licence-need.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';

/** A workstation that signs. */
export interface SigningWorkstation {
  readonly workstationId: string;
  readonly evidenceKey: SigningKey;
}

const at = '2026-11-24T01:00:30.000Z';

/**
 * What the evaluator of a workstation would prove of a consent.
 * @param decisions in the order of the page; agreed to where there is none
 */
export function evidenceOf(
  request: AskConsentRequest,
  workstation: SigningWorkstation,
  change: Partial<Omit<AnswerRecord, 'signature'>> = {},
  decisions: readonly LicenceDecision[] = [],
): GiveEvidenceRequest {
  const opening = randomBytes(32).toString('hex');
  const profile = profileOf(workstation.evidenceKey.alg);
  const { page } = request;
  const pageText = consentPageText(page);
  const record = {
    ...common(request, workstation, opening),
    kind: 'answer' as const,
    consented_on: 'evaluator' as const,
    input_kind: 'touch' as const,
    page: {
      layout_version: '1',
      locale: page.language,
      elder_mode: page.largeType,
      ...pageDigests(profile, pageText),
      shown_at: at,
      scrolled_to_end: true,
    },
    choices: (licencesAsked(request) ?? []).map(
      ({ caseId, licenceCode, typeCode, fields }, position) => {
        const need = needOf(elderCardItem, typeCode);
        return {
          biz_num: caseId,
          license_item_code: typeCode,
          license_code_commitment: commitmentTo(profile, opening, licenceCode),
          fields: [...fields],
          basis: need?.basis ?? 'consent',
          sensitive: need?.isSensitive ?? false,
          decision: decisions[position] ?? 'agreed',
          decided_at: at,
        };
      },
    ),
    retention: '至办件归档期满',
    recipients: ['审批部门', '档案部门'],
    withdrawal_info: '可在窗口或手机撤回',
    ...change,
  };
  return { opening, pageText, record: signStatement(record, workstation.evidenceKey) };
}

/** What a workstation would prove of the withdrawal of an answer that was given to some request. */
export function withdrawalOf(
  request: AskConsentRequest,
  workstation: SigningWorkstation,
  change: Pick<WithdrawalRecord, 'withdraws'> & Partial<Omit<WithdrawalRecord, 'signature'>>,
): GivenEvidence {
  const opening = randomBytes(32).toString('hex');
  const record = {
    ...common(request, workstation, opening),
    kind: 'withdrawal' as const,
    ...change,
  };
  return { opening, pageText: null, record: signStatement(record, workstation.evidenceKey) };
}

function common(
  request: AskConsentRequest,
  { workstationId, evidenceKey }: SigningWorkstation,
  opening: string,
) {
  const profile = profileOf(evidenceKey.alg);
  return {
    evidence_id: randomUUID(),
    version: '1' as const,
    jurisdiction: 'CN' as const,
    cases: [request, ...(request.along ?? [])].map(({ caseId, itemCode, variant }) => ({
      biz_num: caseId,
      provisional_no: null,
      item_code: itemCode,
      variant,
    })),
    handler: { org: '佛山市行政服务中心', window: 'A07', clerk_no: '9012' },
    holder: {
      name_masked: '李*',
      id_commitment: commitmentTo(profile, opening, request.holder.number),
    },
    actor: actorOf(request.asked, profile, opening),
    identified_by: 'card' as const,
    identity_proof: {
      method: 'resident-card-read',
      level: 'card-present',
      device_id: '05.03-20140101-0001234567-1234567890',
      result_ref: randomUUID(),
    },
    device: {
      workstation_id: workstationId,
      evaluator_id: 'display-2',
      app_version: '0.0.0',
      clock_source: 'platform',
      clock_skew: 12,
    },
    opening_hash: openingHash(profile, opening),
    signed_at: at,
    epoch: randomUUID(),
    seq: 1,
    prev_hash: chainStart,
  };
}

function actorOf(
  asked: AskConsentRequest['asked'],
  profile: EvidenceProfile,
  opening: string,
): AnswerRecord['actor'] {
  if (asked.as === 'same') return { kind: 'same' };
  if (asked.as === 'principal' || asked.idNumber === undefined) {
    throw new Error('whoever is not known to be there has touched nothing');
  }
  const id_commitment = commitmentTo(profile, opening, asked.idNumber);
  return asked.as === 'agent'
    ? { kind: 'agent', id_commitment, basis: '授权委托书', delegation_id: asked.delegationId }
    : { kind: asked.as, id_commitment, basis: '法定代理' };
}
