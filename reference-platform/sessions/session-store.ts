import { hash, randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type {
  OpenSessionAnswer,
  openSessionRequestSchema,
} from '../../src/contracts/platform-api.ts';
import type { Clock, Instant } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';
import { unmatchablePasswordHash, verifyPassword } from './password.ts';

/** A clerk at a window, for as long as a token holds. */
export interface Session {
  readonly tokenHash: string;
  readonly account: string;
  readonly windowId: string;
  readonly workstationId: string;
  readonly expiresAt: Instant;
}

/** What a session is opened with; the licence account is added by the route. */
type OpenedSession = Omit<OpenSessionAnswer, 'licenceAccount'>;

/** The sessions of all windows. */
export class SessionStore {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #lifetimeMs: number;

  constructor(db: Database, clock: Clock, lifetimeMs: number) {
    this.#db = db;
    this.#clock = clock;
    this.#lifetimeMs = lifetimeMs;
  }

  /** Opens a session for the right password at a window that exists. */
  async open(
    request: z.infer<typeof openSessionRequestSchema>,
  ): Promise<Result<OpenedSession, 'wrong-credentials' | 'window-unknown'>> {
    const clerk = await this.#db
      .selectFrom('clerks')
      .selectAll()
      .where('account', '=', request.account)
      .executeTakeFirst();
    // Unknown accounts take as long as known ones, so that the time of an answer names no account.
    const stored = clerk?.password_hash ?? unmatchablePasswordHash;
    const matches = await verifyPassword(request.password, stored);
    if (clerk === undefined || !matches) return err('wrong-credentials');

    const window = await this.#db
      .selectFrom('windows')
      .selectAll()
      .where('id', '=', request.windowId)
      .executeTakeFirst();
    if (window === undefined) return err('window-unknown');

    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(Date.parse(this.#clock.now()) + this.#lifetimeMs).toISOString();
    await this.#db
      .insertInto('sessions')
      .values({
        token_hash: hash('sha256', token),
        account: clerk.account,
        window_id: window.id,
        workstation_id: request.workstationId,
        expires_at: expiresAt,
      })
      .execute();
    return ok({
      token,
      expiresAt,
      clerk: {
        account: clerk.account,
        name: clerk.name,
        number: clerk.number,
        role: clerk.role,
        idNumber: clerk.id_number,
      },
      window: {
        id: window.id,
        name: window.name,
        hall: window.hall,
        division: window.division,
        divisionCode: window.division_code,
        orgName: window.org_name,
        orgCode: window.org_code,
      },
    });
  }

  /** The session a bearer token opens. */
  async find(token: string): Promise<Result<Session, 'session-required' | 'session-expired'>> {
    const row = await this.#db
      .selectFrom('sessions')
      .selectAll()
      .where('token_hash', '=', hash('sha256', token))
      .executeTakeFirst();
    if (row === undefined) return err('session-required');
    if (row.expires_at <= this.#clock.now()) return err('session-expired');
    return ok({
      tokenHash: row.token_hash,
      account: row.account,
      windowId: row.window_id,
      workstationId: row.workstation_id,
      expiresAt: row.expires_at,
    });
  }

  /** Whether a session found earlier still holds. */
  async isOpen({ tokenHash }: Session): Promise<boolean> {
    const row = await this.#db
      .selectFrom('sessions')
      .select('expires_at')
      .where('token_hash', '=', tokenHash)
      .executeTakeFirst();
    return row !== undefined && row.expires_at > this.#clock.now();
  }

  /** Ends a session: its token opens nothing any more. */
  async close({ tokenHash }: Session): Promise<void> {
    await this.#db.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute();
  }
}
