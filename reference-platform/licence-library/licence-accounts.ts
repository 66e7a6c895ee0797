import { hash, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { licenceLoginRequestSchema } from '../../src/contracts/licence-api.ts';
import type { LicenceAccount } from '../../src/contracts/platform-api.ts';
import type { Clock } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';
import type { LibraryProblem } from './library-problem.ts';
import type { LicenceLibraryTables } from './tables.ts';

/** A clerk's shift: a workstation logs in once for each of its sessions. */
const tokenLifetimeMs = 8 * 60 * 60 * 1000;

/** Who is logged in: a system, and the organisation that it belongs to. */
export type LibraryUser = Pick<
  LicenceLibraryTables['licence_accounts'],
  'account' | 'division' | 'division_code' | 'org_name' | 'org_code'
>;

/** The system accounts of the licence library and their access tokens. */
export class LicenceAccounts {
  readonly #db: Database;
  readonly #clock: Clock;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** The account that workstations use. */
  async account(): Promise<LicenceAccount> {
    const row = await this.#db.selectFrom('licence_accounts').selectAll().executeTakeFirstOrThrow();
    return {
      appKey: row.app_key,
      appSecret: row.app_secret,
      account: row.account,
      password: row.password,
    };
  }

  /** Logs a system account in and gives its access token. */
  async logIn(
    request: z.infer<typeof licenceLoginRequestSchema>,
  ): Promise<Result<string, LibraryProblem>> {
    const known = await this.#db
      .selectFrom('licence_accounts')
      .select(['account', 'org_code'])
      .where('account', '=', request.account)
      .where('password', '=', request.password)
      .where('app_key', '=', request.app_key)
      .where('app_secret', '=', request.app_secret)
      .executeTakeFirst();
    if (known === undefined) return err('login-refused');
    if (![undefined, known.org_code].includes(request.org_code)) return err('login-refused');
    const token = randomUUID();
    await this.#db
      .insertInto('licence_access_tokens')
      .values({
        token_hash: hash('sha256', token),
        account: known.account,
        expires_at: new Date(Date.parse(this.#clock.now()) + tokenLifetimeMs).toISOString(),
      })
      .execute();
    return ok(token);
  }

  /** Ends an access token at once. */
  async logOut(accessToken: string): Promise<Result<null, LibraryProblem>> {
    const user = await this.user(accessToken);
    if (!user.ok) return user;
    await this.#db
      .deleteFrom('licence_access_tokens')
      .where('token_hash', '=', hash('sha256', accessToken))
      .execute();
    return ok(null);
  }

  /** Whose access token this is. */
  async user(accessToken: string): Promise<Result<LibraryUser, LibraryProblem>> {
    const found = await this.#db
      .selectFrom('licence_access_tokens')
      .innerJoin('licence_accounts', 'licence_accounts.account', 'licence_access_tokens.account')
      .select(['licence_accounts.account', 'division', 'division_code', 'org_name', 'org_code'])
      .where('token_hash', '=', hash('sha256', accessToken))
      .where('expires_at', '>', this.#clock.now())
      .executeTakeFirst();
    return found === undefined ? err('token-invalid') : ok(found);
  }
}
