import type { AtWindow } from '../../src/contracts/platform-api.ts';
import type { Database } from './database.ts';
import { sealedRows } from './sealed-rows.ts';
import type { Sealer } from './sealing.ts';

/** What a password is recognised by: the key that scrypt (RFC 7914) makes of it, and with which salt and cost. */
export interface PasswordVerifier {
  /** Base64. */
  readonly salt: string;
  /** Base64. */
  readonly key: string;
  /** scrypt’s parameters: N · r · 128 bytes of memory, p times. */
  readonly cost: { readonly N: number; readonly r: number; readonly p: number };
}

/** Somebody who has logged in at this workstation while the platform was there. */
export interface KnownLogin {
  /** The platform that they logged in to. */
  readonly origin: string;
  readonly opened: AtWindow;
  readonly verifier: PasswordVerifier;
  /** When that was, in Unix milliseconds (`leastTime` of the leases). */
  readonly loggedInAt: number;
  /** When a password was tried without the platform since, likewise. */
  readonly triedAt: readonly number[];
}

/** Who is known by the last time that they logged in with the platform. */
export interface OfflineLogins {
  /** Keeps a login in the place of the account's earlier one. */
  keep(login: KnownLogin): void;
  /** An account's login; undefined where there is none, or none that can be read. */
  of(account: string): KnownLogin | undefined;
  /** Forgets an account, or all of them. */
  forget(account?: string): void;
}

/** The known logins of a database. */
export function createOfflineLogins(dependencies: {
  readonly database: Database;
  readonly sealer: Sealer;
}): OfflineLogins {
  const rows = sealedRows<KnownLogin>(dependencies, { table: 'offline_logins', key: 'account' });
  return {
    keep: (login) => rows.keep(login.opened.clerk.account, login),
    of: rows.of,
    forget: rows.forget,
  };
}
