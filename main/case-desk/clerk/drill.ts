import type { AuditFacts } from '../../../src/audit/audit-actions.ts';
import type { AtWindow } from '../../../src/contracts/platform-api.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import type { Clock, Instant } from '../../../src/support/clock.ts';
import { ok } from '../../../src/support/result.ts';
import type { Log } from '../../diagnostics/log.ts';
import { attempt } from '../../storage/attempt.ts';
import type { KeptDrill } from '../../storage/drill-store.ts';
import type { Storage } from '../../storage/storage.ts';

/**
 * Drills (演练): for a time the workstation behaves as if the platform were away. What is made in one is marked as such, goes
 * nowhere, and is removed at its end.
 */
export interface Drill {
  isOn(): boolean;
  /** When the one that is on ends by itself. */
  endsAt(): Instant | undefined;
  /**
   * Begins one that ends by itself after so many minutes, once nobody is asked anything any more, on their phone either.
   * `drill.under-way` where one is on.
   */
  begin(person: AtWindow['clerk'], minutes: number): Promise<Outcome<null>>;
  /** Ends it, by whoever is there, or by nobody in particular. Repeating it is harmless. */
  end(person: AtWindow['clerk'] | undefined): Outcome<null>;
  /** Ends one whose time is over, also one that was on when the program ended. */
  passTime(): void;
}

/** What drills need. */
export interface DrillOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly storage: Pick<Storage, 'drill' | 'leases' | 'audit' | 'transaction'>;
  readonly log: Log;
  /** Puts aside what is open, and tells the platform: a case of the one kind is not worked on among those of the other. */
  readonly putAside: () => Promise<Outcome<null>>;
  /** Removes what was made in drills. @returns whether nothing of it is left */
  readonly removeCases: () => boolean;
  /** The platform is away, or back. */
  readonly onChange: () => void;
}

/** The drills of a workstation. */
export function createDrill(options: DrillOptions): Drill {
  const { clock, storage, log } = options;
  const time = () => storage.leases.leastTime(clock.now());
  /** Known without asking the disk: every call to the platform asks. */
  let current = storage.drill.current();

  const isOn = () => current !== undefined && time() < current.endsAt;

  function writeDown<Action extends 'drill:began' | 'drill:ended'>(
    { account, role }: Pick<KeptDrill, 'account' | 'role'>,
    action: Action,
    facts: AuditFacts<Action>,
  ): void {
    storage.audit.note(action, facts, { account, role });
  }

  /** @param by who ends it; nobody where its time is over, or nobody is logged in */
  function end(by: Pick<KeptDrill, 'account' | 'role'> | undefined): Outcome<null> {
    const ending = current;
    if (ending === undefined) return ok(null);
    // Removed while it is still on: nothing of it can meet the platform, and a crash leaves it to be ended again.
    if (!options.removeCases()) return fail('drill.not-ended');
    const ended = attempt(log, () =>
      storage.transaction(() => {
        storage.drill.forget();
        writeDown(by ?? ending, 'drill:ended', { byItself: by === undefined });
        return ok(null);
      }),
    );
    if (!ended.ok) return ended;
    current = undefined;
    log.info('drill.ended', {});
    options.onChange();
    return ok(null);
  }

  return {
    isOn,
    endsAt: () =>
      current !== undefined && isOn() ? new Date(current.endsAt).toISOString() : undefined,
    begin: async ({ account, role }, minutes) => {
      if (current !== undefined) return fail('drill.under-way');
      const aside = await options.putAside();
      if (!aside.ok) return aside;
      if (current !== undefined) return fail('drill.under-way');
      const drill = { endsAt: time() + minutes * 60_000, account, role };
      const begun = attempt(log, () =>
        storage.transaction(() => {
          storage.drill.keep(drill);
          writeDown(drill, 'drill:began', { minutes });
          return ok(null);
        }),
      );
      if (!begun.ok) return begun;
      current = drill;
      log.info('drill.began', { minutes });
      options.onChange();
      return ok(null);
    },
    end,
    passTime: () => {
      if (current !== undefined && !isOn()) end(undefined);
    },
  };
}
