import { randomBytes, randomUUID } from 'node:crypto';
import type { AskConsentRequest } from '../../src/contracts/consent-api.ts';
import {
  type AnswerRecord,
  chainStart,
  commitmentTo,
  openingHash,
  pageDigests,
} from '../../src/evidence/evidence-record.ts';
import type { GiveEvidenceRequest } from '../../src/evidence/evidence-submission.ts';
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

type Unsigned = Omit<AnswerRecord, 'signature'>;

/** What the evaluator of a workstation would prove of a consent that was agreed to, all of it. */
export function evidenceOf(
  request: AskConsentRequest,
  workstation: SigningWorkstation,
  change: Partial<Unsigned> = {},
): GiveEvidenceRequest {
  const opening = randomBytes(32).toString('hex');
  const record = unsigned(request, workstation, opening, change);
  return { opening, record: signStatement(record, workstation.evidenceKey) };
}

function unsigned(
  { caseId, itemCode, variant, holder, asked, licences, page }: AskConsentRequest,
  { workstationId, evidenceKey }: SigningWorkstation,
  opening: string,
  change: Partial<Unsigned>,
): Unsigned {
  const profile = profileOf(evidenceKey.alg);
  const at = '2026-11-24T01:00:30.000Z';
  return {
    evidence_id: randomUUID(),
    version: '1',
    jurisdiction: 'CN',
    kind: 'answer',
    cases: [{ biz_num: caseId, provisional_no: null, item_code: itemCode, variant }],
    handler: { org: '佛山市行政服务中心', window: 'A07', clerk_no: '9012' },
    holder: { name_masked: '李*', id_commitment: commitmentTo(profile, opening, holder.number) },
    actor: actorOf(asked, profile, opening),
    identified_by: 'card',
    consented_on: 'evaluator',
    input_kind: 'touch',
    identity_proof: {
      method: 'resident-card-read',
      level: 'card-present',
      device_id: '05.03-20140101-0001234567-1234567890',
      result_ref: randomUUID(),
    },
    page: {
      layout_version: '1',
      locale: page.language,
      elder_mode: page.largeType,
      ...pageDigests(profile, consentPageText(page)),
      shown_at: at,
      scrolled_to_end: true,
    },
    choices: licences.map(({ licenceCode, typeCode, fields }) => {
      const need = needOf(elderCardItem, typeCode);
      return {
        biz_num: caseId,
        license_item_code: typeCode,
        license_code_commitment: commitmentTo(profile, opening, licenceCode),
        fields,
        basis: need?.basis ?? 'consent',
        sensitive: need?.isSensitive ?? false,
        decision: 'agreed',
        decided_at: at,
      };
    }),
    retention: '至办件归档期满',
    recipients: ['审批部门', '档案部门'],
    withdrawal_info: '可在窗口或手机撤回',
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
    ...change,
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
