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
    /** Of a delegated code, the delegation; else null. */
    delegation_id: string | null;
  };
}
