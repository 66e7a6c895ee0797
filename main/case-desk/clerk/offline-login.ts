import { type AtWindow, intakeRoles, loginTryLimit } from '../../../src/contracts/platform-api.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import type { Clock } from '../../../src/support/clock.ts';
import { ok } from '../../../src/support/result.ts';
import type { Log } from '../../diagnostics/log.ts';
import { attempt } from '../../storage/attempt.ts';
import type { KeptItems, RegisteredItems } from '../../storage/catalogue.ts';
import type { KnownLogin, PasswordVerifier } from '../../storage/offline-logins.ts';
import type { Storage } from '../../storage/storage.ts';
import { isPassword, verifierOf } from './password-check.ts';

/** Milliseconds after a login with the platform within which the same person may log in without it. */
const validFor = 24 * 3_600_000;

/** Milliseconds for which a failed try counts. */
const tryCountsFor = loginTryLimit.minutes * 60_000;

/** Whoever steals the disk and breaks the system's secret store still needs 128 MiB and some tenths of a second a try. */
export const costOfTry: PasswordVerifier['cost'] = { N: 131_072, r: 8, p: 1 };

/** Who is at a window of which platform. */
interface Place {
  readonly origin: string;
  readonly windowId: string;
}

/** Who is let in, with what the platform had registered when somebody last logged in at the window with it. */
interface LetIn extends KeptItems {
  readonly opened: AtWindow;
}

/** Lets in, without the platform, whoever has logged in with it not long ago. */
export interface OfflineLogin {
  /** The platform has just let somebody in. Roles that need the platform for all they do are not remembered. */
  remember(
    password: string,
    session: Pick<KnownLogin, 'origin' | 'opened'>,
    registered: RegisteredItems,
  ): Promise<void>;
  /** The platform says that an account is none, or without one that the workstation may open no session. */
  forget(account?: string): void;
  /**
   * Who the password belongs to, and what may be received at the window. `offline.login-unknown` unless they have logged in here within a day,
   * `session.wrong-credentials`, and `session.too-many-tries` after too many of those, also across restarts.
   */
  logIn(account: string, password: string, place: Place): Promise<Outcome<LetIn>>;
}

/** What logging in without the platform needs. */
export interface OfflineLoginOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly storage: Pick<Storage, 'offlineLogins' | 'catalogue' | 'leases'>;
  readonly log: Log;
  /** What a try costs: `costOfTry` where people log in. */
  readonly cost: PasswordVerifier['cost'];
}

/** Logging in by what this workstation remembers. */
export function createOfflineLogin({
  clock,
  storage,
  log,
  cost,
}: OfflineLoginOptions): OfflineLogin {
  const { offlineLogins, catalogue, leases } = storage;
  const time = () => leases.leastTime(clock.now());

  function forget(account?: string): void {
    attempt(log, () => {
      offlineLogins.forget(account);
      return ok(null);
    });
  }

  return {
    forget,
    remember: async (password, { origin, opened }, registered) => {
      const { account, name, number, role } = opened.clerk;
      if (!intakeRoles.includes(role)) return forget(account);
      const verifier = await verifierOf(password, cost);
      // Of the person only what a counter shows: the platform's answer says more.
      const known = { clerk: { account, name, number, role }, window: opened.window };
      attempt(log, () => {
        catalogue.keep(opened.window.id, { ...registered, fetchedAt: clock.now() });
        offlineLogins.keep({ origin, opened: known, verifier, loggedInAt: time(), triedAt: [] });
        return ok(null);
      });
    },
    logIn: async (account, password, { origin, windowId }) => {
      const now = time();
      const known = offlineLogins.of(account);
      const kept = catalogue.of(windowId);
      if (known === undefined || kept === undefined || !isOf(known, origin, windowId, now)) {
        return fail('offline.login-unknown');
      }
      const recent = known.triedAt.filter((at) => now - at < tryCountsFor);
      const oldest = recent[0];
      if (oldest !== undefined && recent.length >= loginTryLimit.tries) {
        const minutes = Math.ceil((oldest + tryCountsFor - now) / 60_000);
        return fail('session.too-many-tries', { minutes });
      }
      // Counted before it is checked: pulling the plug while it is checked wins no further try.
      const counted = attempt(log, () => {
        offlineLogins.keep({ ...known, triedAt: [...recent, now] });
        return ok(null);
      });
      if (!counted.ok) return counted;
      if (!(await isPassword(password, known.verifier))) return fail('session.wrong-credentials');
      attempt(log, () => {
        offlineLogins.keep({ ...known, triedAt: [] });
        return ok(null);
      });
      return ok({ opened: known.opened, ...kept });
    },
  };
}

/** Whether a login is still good at a window of a platform. */
function isOf(known: KnownLogin, origin: string, windowId: string, now: number): boolean {
  const isHere = known.origin === origin && known.opened.window.id === windowId;
  return isHere && now - known.loggedInAt < validFor;
}
