import type { Generated } from 'kysely';

/** Enrolled workstations, their keys, codes to enrol with, and the platform's own key. */
export interface WorkstationTables {
  workstations: {
    id: string;
    name: string;
    /** Windows and limits as JSON. */
    settings: string;
    settings_version: number;
    /** To the minute: a request that only asks is not to write. */
    last_seen_at: string | null;
  };
  workstation_keys: {
    /** In the order of enrolment. */
    sequence: Generated<number>;
    key_id: string;
    workstation_id: string;
    /** SPKI, DER in base64. */
    public_key: string;
    enrolled_at: string;
    /** Also where a new key has taken its place. Keys stay, so that what they signed before can be judged. */
    revoked_at: string | null;
  };
  enrolment_codes: {
    /** SHA-256: a copy of the database enrols nobody. */
    code_hash: string;
    /** Window and name of a new workstation; null for one that is known. */
    window_id: string | null;
    name: string | null;
    /** The known workstation. */
    workstation_id: string | null;
    expires_at: string;
    /** The key that it was used for. */
    used_for_key: string | null;
  };
  platform_keys: {
    /** PKCS #8, DER in base64. */
    private_key: string;
  };
}
