import type { SignatureAlgorithm } from '../../src/evidence/profiles/evidence-profile.ts';

/** Evidence of consents (授权存证), and the keys of both sides. */
export interface EvidenceTables {
  /** The platform's own, one of each kind. */
  platform_evidence_keys: {
    alg: SignatureAlgorithm;
    /** 32 bytes in base64. */
    private_key: string;
  };
  /** Keys that workstations sign records with. They stay, so that what they signed can be judged. */
  evidence_keys: {
    key_id: string;
    workstation_id: string;
    alg: SignatureAlgorithm;
    /** SubjectPublicKeyInfo in DER, base64. */
    public_key: string;
    enrolled_at: string;
    revoked_at: string | null;
  };
  /** Records of workstations, each with its place in the workstation's chain. */
  evidence_records: {
    evidence_id: string;
    /** The consent that it answers or withdraws; null where the platform never asked for one. */
    consent_id: string | null;
    workstation_id: string;
    epoch: string;
    seq: number;
    /** The next one's `prev_hash`. */
    hash: string;
    /** As JSON. */
    record: string;
    opening: string;
    /** From here on: of an answer, its page. */
    page_text: string | null;
    /** SHA-256 in hex. */
    page_digest: string | null;
    /** Of a withdrawal: the `evidence_id` of the answer. */
    withdraws: string | null;
    /** The platform's countersignature as JSON. */
    envelope: string;
  };
  /** The cases that answers are about: by them a consent is found that was never asked for here. */
  evidence_cases: {
    evidence_id: string;
    case_id: string;
  };
}
