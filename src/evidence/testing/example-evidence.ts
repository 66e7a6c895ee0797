import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type Envelope, type KeyStatement, sealPackage } from '../evidence-package.ts';
import {
  type AnswerRecord,
  chainStart,
  commitmentTo,
  type EvidenceRecord,
  openingHash,
  pageDigests,
  recordHash,
  type WithdrawalRecord,
} from '../evidence-record.ts';
import { profileOf, type SignatureAlgorithm } from '../profiles/evidence-profile.ts';
import { type SigningKey, signingKey, signStatement } from '../signed-statement.ts';
import { readTrustedKeys, type TrustFile } from '../trusted-keys.ts';

/**
 * Evidence of a made-up hall: the same in every run, for tests, vectors and benchmarks. Every secret is the SHA-256 of
 * words: `mianzhengban example Ed25519 workstation`, `… SM2 platform`, `… Ed25519 opening 1`.
 */

type Unsigned<Statement extends { readonly signature: unknown }> = Omit<Statement, 'signature'>;

/** 32 bytes that anybody can make from these words. */
export function exampleSecret(words: string): Uint8Array {
  return sha256(new TextEncoder().encode(`mianzhengban example ${words}`));
}

/** Whom the examples concern, and who acts where somebody else does. */
export const exampleNumbers = {
  holder: '440699195501010020',
  actor: '440699198001010036',
  licence: '44069911223344',
};

/** What the citizen saw. */
export const examplePageText = [
  '样例市行政服务大厅 A07 窗口',
  '请核对并决定是否授权',
  '如果您不作选择，三分钟后视为不授权',
  '为办理',
  '老年人优待证申领（本市户籍）',
  '持证人',
  '李*（身份证 4406…0020）',
  '居民户口簿 · 样例市公安局',
  '使用',
  '户籍地址、户主姓名',
  '用途',
  '核对户籍',
  '不同意',
  '同意',
  '保存至本件归档期满',
  '可随时在窗口撤回',
  '全部不同意',
  '同意授权（1 项）',
].join('\n');

/** A UUID with a number in it. */
export function exampleId(number: number): string {
  return `0193582a-7b00-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** `seconds` after the hall opened. */
export function exampleMoment(seconds: number): string {
  return new Date(Date.UTC(2026, 10, 24, 1, 0, seconds)).toISOString();
}

/** A hall with one workstation and its platform, whose keys and digests are of one profile. */
export function exampleHall(alg: SignatureAlgorithm) {
  const profile = profileOf(alg);
  const keyOf = (holder: string) => signingKey(alg, exampleSecret(`${alg} ${holder}`));
  const platformKey = keyOf('platform');
  const workstationKey = keyOf('workstation');
  const workstationId = exampleId(0xa07);
  const trust: TrustFile = {
    format: 'mianzhengban-trust-1',
    platform_keys: [{ alg, public_key: platformKey.publicKey }],
  };

  /** The opening of the record with that place in the chain, in hex. */
  const opening = (seq: number) => bytesToHex(exampleSecret(`${alg} opening ${seq}`));

  /** What the record with that place says instead of a number. */
  const commitment = (seq: number, number: string) => commitmentTo(profile, opening(seq), number);

  const common = (seq: number) => ({
    evidence_id: exampleId(seq),
    version: '1' as const,
    jurisdiction: 'CN' as const,
    cases: [
      {
        biz_num: exampleId(0x1000),
        provisional_no: 'FSA07202611240001D',
        item_code: 'elder-card',
        variant: 'local-household',
      },
    ],
    handler: { org: '样例市行政服务中心', window: 'A07', clerk_no: '9012' },
    holder: {
      name_masked: '李*',
      id_commitment: commitment(seq, exampleNumbers.holder),
    },
    actor: { kind: 'same' as const },
    identified_by: 'card' as const,
    identity_proof: {
      method: 'resident-card-read',
      level: 'card-present',
      device_id: '05.03-20140101-0001234567-1234567890',
      result_ref: exampleId(0x2000 + seq),
    },
    opening_hash: openingHash(profile, opening(seq)),
    device: {
      workstation_id: workstationId,
      evaluator_id: 'display-2',
      app_version: '0.1.0',
      clock_source: 'platform',
      clock_skew: 12,
    },
    signed_at: exampleMoment(60 * seq + 31),
    epoch: exampleId(0xe),
    seq,
    prev_hash: chainStart,
  });

  /** A page that was answered, signed by the workstation unless by another key. */
  const answer = (
    seq: number,
    change: Partial<Unsigned<AnswerRecord>> = {},
    key: SigningKey = workstationKey,
  ): AnswerRecord =>
    signStatement(
      {
        ...common(seq),
        kind: 'answer' as const,
        consented_on: 'evaluator' as const,
        input_kind: 'touch' as const,
        page: {
          layout_version: '1',
          locale: 'zh-CN' as const,
          elder_mode: true,
          ...pageDigests(profile, examplePageText),
          shown_at: exampleMoment(60 * seq),
          scrolled_to_end: true,
        },
        choices: [
          {
            biz_num: exampleId(0x1000),
            license_item_code: 'household-register',
            license_code_commitment: commitment(seq, exampleNumbers.licence),
            fields: ['address', 'head-of-household'],
            basis: 'consent' as const,
            sensitive: false,
            decision: 'agreed' as const,
            decided_at: exampleMoment(60 * seq + 30),
          },
        ],
        retention: '保存至本件归档期满',
        recipients: ['审批部门', '档案部门'],
        withdrawal_info: '可随时在窗口撤回',
        ...change,
      },
      key,
    );

  /** A withdrawal of the first answer. */
  const withdrawal = (
    seq: number,
    change: Partial<Unsigned<WithdrawalRecord>> = {},
  ): WithdrawalRecord =>
    signStatement(
      { ...common(seq), kind: 'withdrawal' as const, withdraws: exampleId(1), ...change },
      workstationKey,
    );

  /** The platform's word about the workstation's key. */
  const keyStatement = (
    change: Partial<Unsigned<KeyStatement>> = {},
    by: SigningKey = platformKey,
  ): KeyStatement =>
    signStatement(
      {
        key_id: workstationKey.keyId,
        alg,
        public_key: workstationKey.publicKey,
        workstation_id: workstationId,
        enrolled_at: '2026-11-01T00:00:00.000Z',
        revoked_at: null,
        issued_at: '2026-11-24T10:00:00.000Z',
        ...change,
      },
      by,
    );

  /** The platform's countersignature of a record, two seconds after it was signed. */
  const envelope = (
    record: EvidenceRecord,
    change: Partial<Unsigned<Envelope>> = {},
    by: SigningKey = platformKey,
  ): Envelope =>
    signStatement(
      {
        record_hash: recordHash(record),
        received_at: new Date(Date.parse(record.signed_at) + 2000).toISOString(),
        platform_id: exampleId(0xf),
        timestamp_token: null,
        ...change,
      },
      by,
    );

  /** The package of a record, countersigned unless told otherwise. */
  const sealed = (
    record: EvidenceRecord,
    parts: Partial<Parameters<typeof sealPackage>[0]> = {},
  ): Uint8Array =>
    sealPackage({
      record,
      page_text: record.kind === 'answer' ? examplePageText : null,
      key: keyStatement(),
      envelope: envelope(record),
      ...parts,
    });

  const trusted = readTrustedKeys(JSON.stringify(trust));
  if (!trusted.ok) throw new Error('the key of the example platform is none');

  return {
    alg,
    profile,
    platformKey,
    workstationKey,
    keyOf,
    trust,
    trusted: trusted.value,
    opening,
    commitment,
    answer,
    withdrawal,
    keyStatement,
    envelope,
    sealed,
  };
}
