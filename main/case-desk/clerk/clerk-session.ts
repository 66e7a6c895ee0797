import type { Audit } from '../../../src/audit/audit-actions.ts';
import type { ClerkCall } from '../../../src/contracts/clerk-ipc.ts';
import { type AtWindow, intakeRoles } from '../../../src/contracts/platform-api.ts';
import { withNearExpiry } from '../../../src/domain/licence-health.ts';
import type { CodeKey } from '../../../src/domain/live-code.ts';
import type { ServiceItem } from '../../../src/domain/service-item.ts';
import { type Failure, fail, failure, type Outcome } from '../../../src/failures/failure.ts';
import type { Clock, Instant } from '../../../src/support/clock.ts';
import { err, ok } from '../../../src/support/result.ts';
import type { PlatformClient } from '../../platform-client/platform-client.ts';
import type { RegisteredItems } from '../../storage/catalogue.ts';
import type { OfflineLogin } from './offline-login.ts';
import { createPasswordCheck, type PasswordCheck } from './password-check.ts';

/** Wrong passwords at a locked screen after which the session ends. */
const unlockTries = 5;

/** The person who is logged in at this counter, and the items they may receive here. */
export interface ClerkSession {
  opened(): AtWindow | undefined;
  /** They were let in without the platform, and have not logged in there since. */
  isOffline(): boolean;
  items(): readonly ServiceItem[];
  /** The platform's keys by which codes are opened here while it is away. */
  codeKeys(): readonly CodeKey[];
  /** When the screen was locked; undefined while it is not. */
  lockedSince(): Instant | undefined;
  /**
   * Asks the platform; where it cannot be reached, whoever has logged in here with it within a day is let in without it, with
   * the items that were registered then.
   */
  logIn(account: string, password: string): Promise<Outcome<null>>;
  /** When the platform gave the items, where that was before this session. */
  itemsFrom(): Instant | undefined;
  /** Whoever was let in without the platform gives the password once more when it is back: everything stays open. */
  confirm(password: string): Promise<Outcome<null>>;
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
  readonly origin: () => Outcome<string>;
  readonly offlineLogin: OfflineLogin;
  /** Why nothing may be opened here, or undefined when it may. */
  readonly lockedOut: () => Failure | undefined;
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
  const { platform, audit, offlineLogin } = options;
  let registered: RegisteredItems = nothingRegistered;
  let itemsFrom: Instant | undefined;
  let check: PasswordCheck | undefined;
  let lockedSince: Instant | undefined;
  let wrongTries = 0;
  const opened = () => platform.session()?.opened;

  async function logOut(): Promise<void> {
    lockedSince = undefined;
    check = undefined;
    registered = nothingRegistered;
    itemsFrom = undefined;
    await platform.logOut();
  }

  function noteClosed(): void {
    if (opened() !== undefined) audit('session:closed', {});
  }

  /** Logs somebody in at the platform. Whoever was let in without it stays as they were if that does not succeed. */
  async function logIn(account: string, password: string): Promise<Outcome<null>> {
    const answer = await platform.logIn({
      account,
      password,
      windowId: options.windowId(),
      workstationId: options.workstationId,
    });
    if (!answer.ok) {
      heedRefusal(account, answer.problem);
      return answer;
    }
    if (intakeRoles.includes(answer.value.clerk.role)) {
      const asked = await platform.serviceItems();
      if (asked.ok) {
        const { items, codeKeys } = asked.value;
        const days = options.nearExpiryDays?.();
        registered = {
          items: days === undefined ? items : items.map((item) => withNearExpiry(item, days)),
          codeKeys,
        };
        itemsFrom = undefined;
      } else if (registered.items.length === 0) {
        await logOut();
        return asked;
      }
    }
    const session = platform.session();
    const remembered = session && offlineLogin.remember(password, session, registered);
    check = await createPasswordCheck(password);
    await remembered;
    lockedSince = undefined;
    wrongTries = 0;
    audit('session:opened', {});
    return ok(null);
  }

  /** The platform’s word about an account, or about this workstation, holds when it is away again. */
  function heedRefusal(account: string, { code, info }: Failure): void {
    if (info?.['reason'] === 'workstation-revoked') offlineLogin.forget();
    else if (platformsWord.has(code)) offlineLogin.forget(account);
  }

  async function logInOffline(account: string, password: string): Promise<Outcome<null>> {
    const lockedOut = options.lockedOut();
    if (lockedOut !== undefined) return err(lockedOut);
    const origin = options.origin();
    if (!origin.ok) return origin;
    const place = { origin: origin.value, windowId: options.windowId() };
    const known = await offlineLogin.logIn(account, password, place);
    if (!known.ok) return known;
    platform.standIn({ origin: origin.value, opened: known.value.opened });
    registered = known.value;
    itemsFrom = known.value.fetchedAt;
    check = await createPasswordCheck(password);
    lockedSince = undefined;
    wrongTries = 0;
    audit('session:opened', {});
    return ok(null);
  }

  return {
    opened,
    isOffline: () => opened() !== undefined && platform.session()?.granted === undefined,
    items: () => registered.items,
    codeKeys: () => registered.codeKeys,
    // A session that has ended by itself has nobody left who could unlock it.
    lockedSince: () => (opened() === undefined ? undefined : lockedSince),
    itemsFrom: () => itemsFrom,
    logIn: async (account, password) => {
      const closed = options.closed?.();
      if (closed !== undefined) return err(closed);
      const online = await logIn(account, password);
      const isSilent = !online.ok && platformsSilence.has(online.problem.code);
      const outcome = isSilent ? await logInOffline(account, password) : online;
      if (!outcome.ok) audit('session:refused', { code: outcome.problem.code });
      return outcome;
    },
    confirm: async (password) => {
      const session = platform.session();
      if (session === undefined) return fail('session.required');
      return session.granted === undefined
        ? logIn(session.opened.clerk.account, password)
        : ok(null);
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
      const lockedOut = options.lockedOut();
      if (lockedOut !== undefined) return err(lockedOut);
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

const nothingRegistered: RegisteredItems = { items: [], codeKeys: [] };

/** Failures that say the platform did not answer. */
const platformsSilence = new Set<string>(['platform.unreachable', 'platform.timed-out']);

/** Failures by which the platform says that an account is not let in: it is not remembered any longer. */
const platformsWord = new Set<string>(['session.wrong-credentials', 'platform.refused']);
