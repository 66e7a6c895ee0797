import type { CodeKind, CodePurpose, PhoneApp, PhoneCheck } from '../../src/contracts/phone-api.ts';

/** Phones of the simulation that are signed in, and the codes that are activated. */
export interface PhoneTables {
  phone_sessions: {
    /** SHA-256 of the bearer token: a copy of the database opens no session. */
    token_hash: string;
    app: PhoneApp;
    id_number: string;
    signed_in_by: PhoneCheck;
    expires_at: string;
  };
  code_activations: {
    kind: CodeKind;
    /** The number or USCC of whom the code is of. */
    subject_number: string;
    purpose: CodePurpose;
    activated_at: string;
  };
}
