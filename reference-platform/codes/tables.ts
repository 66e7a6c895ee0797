import type {
  CodeKind,
  CodePurpose,
  CodeSubjectType,
  PhoneApp,
} from '../../src/contracts/phone-api.ts';

/** Codes that phones have been given to show (办事码). */
export interface CodeTables {
  /** The one key with which codes are signed. */
  code_keys: {
    /** 32 bytes in hex. */
    key: string;
  };
  /** The keys with which the codes of one period are signed that workstations open by themselves. */
  live_code_keys: {
    /** Thirty days, counted from 1970. */
    period: number;
    /** Ed25519: PKCS #8, DER in base64. */
    private_key: string;
    /** 32 bytes in base64. */
    binding_key: string;
  };
  codes: {
    /** SHA-256 of the text: a copy of the database shows no code. */
    code_hash: string;
    app: PhoneApp;
    kind: CodeKind;
    subject_type: CodeSubjectType;
    subject_number: string;
    purpose: CodePurpose;
    expires_at: string;
    used_at: string | null;
    /** Id of the workstation that has used it up; null where none has, or nobody knows which. */
    used_by: string | null;
    /** Id of the case that it was taken for without the platform; null where it was resolved here. */
    used_for: string | null;
    /** Of a delegated code, the delegation; else null. */
    delegation_id: string | null;
  };
}
