import type { OpenSessionAnswer, Role } from '../../src/contracts/platform-api.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import { type Failure, failure, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { PlatformClient } from '../platform-client/platform-client.ts';

/** The clerk who is logged in at this counter, and the items they may receive. */
export interface ClerkSession {
  opened(): OpenSessionAnswer | undefined;
  items(): readonly ServiceItem[];
  logIn(account: string, password: string): Promise<Outcome<null>>;
  logOut(): Promise<void>;
  /** Why nobody with one of these roles is at the counter, or undefined when somebody is. */
  refuse(allowed: 'anybody' | readonly Role[]): Failure | undefined;
}

/** What a session needs. */
export interface ClerkSessionOptions {
  readonly platform: PlatformClient;
  readonly windowId: () => string;
  readonly workstationId: string;
}

/** Nobody is logged in at the start. */
export function createClerkSession(options: ClerkSessionOptions): ClerkSession {
  const { platform } = options;
  let items: readonly ServiceItem[] = [];
  const opened = () => platform.session()?.opened;
  return {
    opened,
    items: () => items,
    logIn: async (account, password) => {
      const answer = await platform.logIn({
        account,
        password,
        windowId: options.windowId(),
        workstationId: options.workstationId,
      });
      if (!answer.ok) return answer;
      const registered = await platform.serviceItems();
      if (!registered.ok) {
        await platform.logOut();
        return registered;
      }
      items = registered.value;
      return ok(null);
    },
    logOut: async () => {
      await platform.logOut();
      items = [];
    },
    refuse: (allowed) => {
      if (allowed === 'anybody') return undefined;
      const role = opened()?.clerk.role;
      if (role === undefined) return failure('session.required');
      return allowed.includes(role) ? undefined : failure('ipc.wrong-role');
    },
  };
}
