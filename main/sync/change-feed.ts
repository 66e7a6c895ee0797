import type { ChangesAnswer } from '../../src/contracts/changes.ts';
import type { Outcome } from '../../src/failures/failure.ts';
import type { Log } from '../diagnostics/log.ts';
import type { PlatformClient } from '../platform-client/platform-client.ts';

/** Asks the platform what has changed, whenever there is reason to. */
export interface ChangeFeed {
  /** The platform has hinted at changes, or is there again. */
  pull(): void;
}

/** What the feed needs. */
export interface ChangeFeedOptions {
  readonly platform: PlatformClient;
  readonly onChanges: (changes: ChangesAnswer['changes']) => Outcome<null>;
  readonly log: Log;
}

/** A feed that begins at the start of what the platform still tells; what is told twice does no harm. */
export function createChangeFeed({ platform, onChanges, log }: ChangeFeedOptions): ChangeFeed {
  let cursor: string | undefined;
  let isPulling = false;
  let isAskedAgain = false;

  async function pullAll(): Promise<void> {
    for (;;) {
      const answer = await platform.changesSince(cursor);
      if (!answer.ok) {
        // The next hint, or the next time the platform is reached, asks from the same place.
        log.warn('changes.not-pulled', { code: answer.problem.code });
        return;
      }
      const { changes } = answer.value;
      const taken = changes.length === 0 ? undefined : onChanges(changes);
      if (taken?.ok === false) {
        log.warn('changes.not-taken', { code: taken.problem.code });
        return;
      }
      cursor = answer.value.cursor;
      if (taken === undefined) return;
    }
  }

  async function pull(): Promise<void> {
    isAskedAgain = isPulling;
    if (isPulling) return;
    isPulling = true;
    do {
      isAskedAgain = false;
      await pullAll();
    } while (isAskedAgain);
    isPulling = false;
  }

  return {
    pull: () => {
      pull().catch((cause: unknown) => {
        isPulling = false;
        log.warn('changes.failed', { cause: String(cause) });
      });
    },
  };
}
