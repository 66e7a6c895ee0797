import type { Role } from '../../src/contracts/platform-api.ts';

/** Who may log in, where, and who is logged in. */
export interface SessionTables {
  clerks: {
    account: string;
    name: string;
    /** 工号. */
    number: string;
    role: Role;
    id_number: string;
    /** As `hashPassword` makes it. */
    password_hash: string;
  };
  windows: {
    id: string;
    name: string;
    hall: string;
    division: string;
    division_code: string;
    org_name: string;
    org_code: string;
  };
  sessions: {
    /** SHA-256 of the bearer token: a copy of the database opens no session. */
    token_hash: string;
    account: string;
    window_id: string;
    workstation_id: string;
    expires_at: string;
  };
}
