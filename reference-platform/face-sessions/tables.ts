import type { FaceSessionState } from '../../src/contracts/face-api.ts';
import type { PhoneApp } from '../../src/contracts/phone-api.ts';

/** Face checks at windows (刷脸办). Of faces nothing is kept but whether a check failed or passed. */
export interface FaceSessionTables {
  face_sessions: {
    id: string;
    /** SHA-256 of the text: a copy of the database shows no code. */
    code_hash: string;
    workstation_id: string;
    window_id: string;
    case_id: string;
    item_code: string;
    /** Who is expected, as JSON; null: whoever comes. */
    expected: string | null;
    /** As it was last told; one whose time is over may still say that it is open. */
    state: FaceSessionState;
    expires_at: string;
    /** The number of the person whose phone has scanned the code. */
    scanned_by: string | null;
    scanned_in: PhoneApp | null;
    failed_tries: number;
    passed_at: string | null;
    result_ref: string | null;
  };
}
