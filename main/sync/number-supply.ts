import { intakeRoles } from '../../src/contracts/platform-api.ts';
import { provisionalTerms } from '../../src/contracts/provisional-api.ts';
import { addDays } from '../../src/domain/calendar-day.ts';
import { type Clock, hallDay } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import type { Log } from '../diagnostics/log.ts';
import type { PlatformClient } from '../platform-client/platform-client.ts';
import { attempt } from '../storage/attempt.ts';
import type { Storage } from '../storage/storage.ts';

/** Keeps provisional numbers for today and the days after it, so that they are there when the platform is not. */
export interface NumberSupply {
  /** Asks the platform for what is lacking, if anything is and somebody who receives cases is logged in there. */
  replenish(): Promise<void>;
}

/** What the supply needs. */
export interface NumberSupplyOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly storage: Pick<Storage, 'provisionalNumbers' | 'transaction' | 'workstation'>;
  readonly platform: Pick<PlatformClient, 'provisionalBlocks' | 'session'>;
  readonly log: Log;
}

/** A supply that asks once at a time. */
export function createNumberSupply(options: NumberSupplyOptions): NumberSupply {
  const { clock, storage, platform, log } = options;
  const { provisionalNumbers, workstation } = storage;
  let asking: Promise<void> | undefined;

  function isEnough(windowId: string): boolean {
    const today = hallDay(clock.now());
    const held = new Map(provisionalNumbers.held(windowId).map(({ day, left }) => [day, left]));
    return Array.from({ length: provisionalTerms.days }, (_, index) => addDays(today, index)).every(
      (day) => (held.get(day) ?? 0) >= provisionalTerms.enough,
    );
  }

  async function ask(windowId: string): Promise<void> {
    const answer = await platform.provisionalBlocks({
      epoch: workstation.epoch,
      held: provisionalNumbers.held(windowId),
    });
    if (!answer.ok) {
      log.info('numbers.not-replenished', { code: answer.problem.code });
      return;
    }
    // Serials of a window are that window's: whoever has logged in elsewhere meanwhile asks for their own.
    attempt(log, () =>
      storage.transaction(() => {
        provisionalNumbers.dropBefore(hallDay(clock.now()));
        provisionalNumbers.add(windowId, answer.value);
        return ok(null);
      }),
    );
  }

  return {
    replenish: () => {
      const granted = platform.session()?.granted;
      if (granted === undefined || !intakeRoles.includes(granted.clerk.role)) {
        return Promise.resolve();
      }
      const { id } = granted.window;
      if (isEnough(id)) return Promise.resolve();
      asking ??= ask(id).finally(() => {
        asking = undefined;
      });
      return asking;
    },
  };
}
