import { hash, randomBytes, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type {
  OpenSessionAnswer,
  openSessionRequestSchema,
  Role,
  refreshSessionAnswerSchema,
  refreshSessionRequestSchema,
} from '../../src/contracts/platform-api.ts';
import type { Clock, Instant } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';
import { FailedTries } from './failed-tries.ts';
import { unmatchablePasswordHash, verifyPassword } from './password.ts';

/** Somebody at a window, from logging in to logging out. */
export interface Session {
  readonly id: string;
  readonly account: string;
  readonly role: Role;
  /** The organisation that the window belongs to. */
  readonly orgName: string;
  readonly windowId: string;
  readonly workstationId: string;
}

/** How long sessions and their tokens last, in milliseconds. */
export interface SessionLifetimes {
  readonly sessionMs: number;
  readonly tokenMs: number;
}

/** What a session is opened with; the licence account is added by the route. */
type OpenedSession = Omit<OpenSessionAnswer, 'licenceAccount'>;
type SessionTokens = z.infer<typeof refreshSessionAnswerSchema>;

/** Why nobody is logged in. */
type LoginProblem =
  | { readonly code: 'wrong-credentials' | 'window-unknown' }
  | { readonly code: 'too-many-tries'; readonly waitSeconds: number };

/** The sessions of all windows. */
export class SessionStore {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #lifetimes: SessionLifetimes;
  readonly #tries: FailedTries;

  constructor(db: Database, clock: Clock, lifetimes: SessionLifetimes) {
    this.#db = db;
    this.#clock = clock;
    this.#lifetimes = lifetimes;
    this.#tries = new FailedTries(db, clock, 'login');
  }

  /** Opens a session for the right password at a window that exists. */
  async open(
    request: z.infer<typeof openSessionRequestSchema>,
  ): Promise<Result<OpenedSession, LoginProblem>> {
    const begun = await this.#tries.begin(request.account);
    if (!begun.ok) return err({ code: 'too-many-tries', waitSeconds: begun.problem });
    const clerk = await this.#db
      .selectFrom('clerks')
      .selectAll()
      .where('account', '=', request.account)
      .executeTakeFirst();
    // Unknown accounts take as long as known ones, so that the time of an answer names no account.
    const stored = clerk?.password_hash ?? unmatchablePasswordHash;
    const matches = await verifyPassword(request.password, stored);
    if (clerk === undefined || !matches) return err({ code: 'wrong-credentials' });
    await this.#tries.succeed(request.account);

    const window = await this.#db
      .selectFrom('windows')
      .selectAll()
      .where('id', '=', request.windowId)
      .executeTakeFirst();
    if (window === undefined) return err({ code: 'window-unknown' });

    const now = this.#clock.now();
    await this.#db.deleteFrom('sessions').where('ends_at', '<=', now).execute();
    const session = { id: randomUUID(), ends_at: after(now, this.#lifetimes.sessionMs) };
    const { tokens, columns } = this.#issueTokens(session);
    await this.#db
      .insertInto('sessions')
      .values({
        ...session,
        ...columns,
        account: clerk.account,
        window_id: window.id,
        workstation_id: request.workstationId,
        replaced_refresh_hash: null,
      })
      .execute();
    return ok({
      ...tokens,
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

  /**
   * Exchanges a refresh token for new tokens. One that was exchanged before, or comes from elsewhere, is in hands it
   * was not given to: the session ends. Only as long as none of the new tokens has been used may the one before be
   * given again, since nothing shows that they have arrived.
   */
  refresh(
    request: z.infer<typeof refreshSessionRequestSchema>,
  ): Promise<Result<SessionTokens, 'session-required' | 'session-expired'>> {
    const { refreshToken, windowId, workstationId } = request;
    return this.#db.transaction().execute(async (transaction) => {
      const [id = ''] = refreshToken.split('.');
      const session = await transaction
        .selectFrom('sessions')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      if (session === undefined) return err('session-required');
      const given = hash('sha256', refreshToken);
      const isGenuine =
        (given === session.refresh_hash || given === session.replaced_refresh_hash) &&
        windowId === session.window_id &&
        workstationId === session.workstation_id;
      const hasEnded = session.ends_at <= this.#clock.now();
      if (!isGenuine || hasEnded) {
        await transaction.deleteFrom('sessions').where('id', '=', id).execute();
        return err(isGenuine ? 'session-expired' : 'session-required');
      }
      const { tokens, columns } = this.#issueTokens(session);
      await transaction
        .updateTable('sessions')
        .set({ ...columns, replaced_refresh_hash: given })
        .where('id', '=', id)
        .execute();
      return ok(tokens);
    });
  }

  /** The session a bearer token opens. */
  async find(token: string): Promise<Result<Session, 'session-required' | 'session-expired'>> {
    const token_hash = hash('sha256', token);
    const row = await this.#db
      .selectFrom('sessions')
      .innerJoin('clerks', 'clerks.account', 'sessions.account')
      .innerJoin('windows', 'windows.id', 'sessions.window_id')
      .selectAll('sessions')
      .select(['clerks.role', 'windows.org_name'])
      .where('token_hash', '=', token_hash)
      .executeTakeFirst();
    if (row === undefined) return err('session-required');
    if (row.token_expires_at <= this.#clock.now()) return err('session-expired');
    if (row.replaced_refresh_hash !== null) {
      await this.#db
        .updateTable('sessions')
        .set({ replaced_refresh_hash: null })
        .where('token_hash', '=', token_hash)
        .execute();
    }
    return ok({
      id: row.id,
      account: row.account,
      role: row.role,
      orgName: row.org_name,
      windowId: row.window_id,
      workstationId: row.workstation_id,
    });
  }

  /** Whether a session found earlier still holds. */
  async isOpen({ id }: Session): Promise<boolean> {
    const row = await this.#db
      .selectFrom('sessions')
      .select('ends_at')
      .where('id', '=', id)
      .executeTakeFirst();
    return row !== undefined && row.ends_at > this.#clock.now();
  }

  /** At how many workstations somebody is logged in. */
  async countWorkstations(): Promise<number> {
    const { workstations } = await this.#db
      .selectFrom('sessions')
      .select(({ fn }) => fn.count('workstation_id').distinct().as('workstations'))
      .where('ends_at', '>', this.#clock.now())
      .executeTakeFirstOrThrow();
    return Number(workstations);
  }

  /** The workstation that a token was given to, also one whose time is over. */
  async workstationOf(token: string): Promise<string | undefined> {
    const row = await this.#db
      .selectFrom('sessions')
      .select('workstation_id')
      .where('token_hash', '=', hash('sha256', token))
      .executeTakeFirst();
    return row?.workstation_id;
  }

  /** Ends the session of a token, also of one whose time is over. */
  async close(token: string): Promise<void> {
    await this.#db.deleteFrom('sessions').where('token_hash', '=', hash('sha256', token)).execute();
  }

  /** New tokens, and the columns by which the platform knows them again. */
  #issueTokens({ id, ends_at }: { readonly id: string; readonly ends_at: Instant }) {
    const issuedAt = this.#clock.now();
    const ownEnd = after(issuedAt, this.#lifetimes.tokenMs);
    const tokens: SessionTokens = {
      token: randomBytes(32).toString('base64url'),
      issuedAt,
      expiresAt: ownEnd < ends_at ? ownEnd : ends_at,
      // The session's id in front tells whose a token is that is given too late.
      refreshToken: `${id}.${randomBytes(32).toString('base64url')}`,
      refreshExpiresAt: ends_at,
    };
    const columns = {
      token_hash: hash('sha256', tokens.token),
      token_expires_at: tokens.expiresAt,
      refresh_hash: hash('sha256', tokens.refreshToken),
    };
    return { tokens, columns };
  }
}

/** Ends every session of a workstation, as part of a transaction. */
export async function endSessionsOf(db: Database, workstationId: string): Promise<void> {
  await db.deleteFrom('sessions').where('workstation_id', '=', workstationId).execute();
}

function after(start: Instant, ms: number): Instant {
  return new Date(Date.parse(start) + ms).toISOString();
}
