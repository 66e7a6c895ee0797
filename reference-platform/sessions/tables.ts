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
    id: string;
    account: string;
    window_id: string;
    workstation_id: string;
    /** However often the tokens are exchanged. */
    ends_at: string;
    /** SHA-256 of the bearer token: a copy of the database opens no session. */
    token_hash: string;
    token_expires_at: string;
    /** SHA-256 of the refresh token. */
    refresh_hash: string;
    /** The refresh token before, until one of those given for it has been used: their answer may have been lost. */
    replaced_refresh_hash: string | null;
  };
  /** Tries to log in or to enrol that have not succeeded, for as long as they count. */
  failed_logins: {
    /** SHA-256 of what was tried and of the address or what was given as the account: that may be a mistyped password. */
    account_hash: string;
    tried_at: string;
  };
}
