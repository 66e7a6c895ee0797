import type { Audit } from '../../src/audit/audit-actions.ts';
import type { ClerkCall } from '../../src/contracts/clerk-ipc.ts';
import { intakeRoles, type OpenSessionAnswer } from '../../src/contracts/platform-api.ts';
import { withNearExpiry } from '../../src/domain/licence-health.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import { type Failure, fail, failure, type Outcome } from '../../src/failures/failure.ts';
import type { Clock, Instant } from '../../src/support/clock.ts';
import { err, ok } from '../../src/support/result.ts';
import type { PlatformClient } from '../platform-client/platform-client.ts';
import { createPasswordCheck, type PasswordCheck } from './password-check.ts';

/** Wrong passwords at a locked screen after which the session ends. */
const unlockTries = 5;

/** The person who is logged in at this counter, and the items they may receive here. */
export interface ClerkSession {
  opened(): OpenSessionAnswer | undefined;
  items(): readonly ServiceItem[];
  /** When the screen was locked; undefined while it is not. */
  lockedSince(): Instant | undefined;
  logIn(account: string, password: string): Promise<Outcome<null>>;
  logOut(): Promise<void>;
  /** The session ends at once, by the platform's word: nobody waits for what was written down to be countersigned. */
  end(): Promise<void>;
  lock(): void;
  /** Opens a locked screen. After too many wrong passwords the session ends, as if nobody had been there. */
  unlock(password: string): Promise<Outcome<null>>;
  /** Why a call may not be made now by who is at the counter, or undefined when it may. */
  refuse(
    call: Pick<ClerkCall, 'allowed' | 'whileLocked' | 'atFirstStart' | 'beforeLogIn'>,
  ): Failure | undefined;
}

/** What a session needs. */
export interface ClerkSessionOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly platform: PlatformClient;
  readonly windowId: () => string;
  readonly workstationId: string;
  /** Nobody has set up this counter yet. */
  readonly isFirstStart: () => boolean;
  readonly audit: Audit;
  /** Has the platform countersign what was written down, while there is a session to ask it in. */
  readonly anchorAudit: () => Promise<void>;
  /** Days before its end from which a licence is near its expiry, where the item does not say; the usual unless told. */
  readonly nearExpiryDays?: () => number;
  /** Why nobody may log in at this counter. */
  readonly closed?: () => Failure | undefined;
}

/** Nobody is logged in at the start. */
export function createClerkSession(options: ClerkSessionOptions): ClerkSession {
  const { platform, audit } = options;
  let items: readonly ServiceItem[] = [];
  let check: PasswordCheck | undefined;
  let lockedSince: Instant | undefined;
  let wrongTries = 0;
  const opened = () => platform.session()?.opened;

  async function logOut(): Promise<void> {
    lockedSince = undefined;
    check = undefined;
    items = [];
    await platform.logOut();
  }

  function noteClosed(): void {
    if (opened() !== undefined) audit('session:closed', {});
  }

  return {
    opened,
    items: () => items,
    // A session that has ended by itself has nobody left who could unlock it.
    lockedSince: () => (opened() === undefined ? undefined : lockedSince),
    logIn: async (account, password) => {
      const closed = options.closed?.();
      if (closed !== undefined) return err(closed);
      const answer = await platform.logIn({
        account,
        password,
        windowId: options.windowId(),
        workstationId: options.workstationId,
      });
      if (!answer.ok) {
        audit('session:refused', { code: answer.problem.code });
        return answer;
      }
      if (intakeRoles.includes(answer.value.clerk.role)) {
        const registered = await platform.serviceItems();
        if (!registered.ok) {
          await logOut();
          return registered;
        }
        const days = options.nearExpiryDays?.();
        items =
          days === undefined
            ? registered.value
            : registered.value.map((item) => withNearExpiry(item, days));
      }
      check = await createPasswordCheck(password);
      lockedSince = undefined;
      wrongTries = 0;
      audit('session:opened', {});
      return ok(null);
    },
    logOut: async () => {
      noteClosed();
      await options.anchorAudit();
      await logOut();
    },
    end: async () => {
      noteClosed();
      await logOut();
    },
    lock: () => {
      if (lockedSince !== undefined) return;
      lockedSince = options.clock.now();
      audit('session:locked', {});
    },
    unlock: async (password) => {
      if (check === undefined) return fail('session.required');
      // Counted before it is checked: tries made at the same time count all the same.
      wrongTries += 1;
      const isLast = wrongTries >= unlockTries;
      if (wrongTries > unlockTries || !(await check.matches(password))) {
        audit(isLast ? 'session:locked-out' : 'session:wrong-password', { tries: wrongTries });
        if (isLast) await logOut();
        return fail(isLast ? 'session.locked-out' : 'session.wrong-password');
      }
      wrongTries = 0;
      lockedSince = undefined;
      audit('session:unlocked', {});
      return ok(null);
    },
    refuse: ({ allowed, whileLocked, atFirstStart, beforeLogIn }) => {
      const role = opened()?.clerk.role;
      if (lockedSince !== undefined && role !== undefined && whileLocked !== true) {
        return failure('session.locked');
      }
      if (allowed === 'anybody') return undefined;
      if (role === undefined) {
        return beforeLogIn === true || (atFirstStart === true && options.isFirstStart())
          ? undefined
          : failure('session.required');
      }
      return allowed.includes(role) ? undefined : failure('ipc.wrong-role');
    },
  };
}
