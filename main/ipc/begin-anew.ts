import { clerkCalls } from '../../src/contracts/clerk-ipc.ts';
import type { Failure } from '../../src/failures/failure.ts';
import type { Clock } from '../../src/support/clock.ts';
import type { Log } from '../diagnostics/log.ts';
import { putStoreAside } from '../storage/store-aside.ts';
import { answerOnly } from './answer-calls.ts';
import type { AwaitedCalls } from './await-calls.ts';
import type { WindowIds } from './call-guard.ts';

/** What waiting for a new beginning needs. */
export interface BeginAnewOptions {
  /** Why the store does not open: its key is lost. */
  readonly problem: Failure;
  /** The application's folder. */
  readonly directory: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly windows: () => WindowIds;
  readonly log: Log;
}

/**
 * Answers every call of the clerk's window by why the store does not open, until whoever is there has had it put aside because
 * its key is lost for good. Nobody can log in before that, so that nobody has to have: nothing is opened or removed by it, and
 * the workstation that begins needs a code of the platform's administrator as a new one does.
 */
export function untilBegunAnew(calls: AwaitedCalls, options: BeginAnewOptions): Promise<void> {
  const { problem, directory, clock, windows, log } = options;
  return new Promise((resolve) => {
    answerOnly(calls, problem, {
      window: 'clerk',
      contract: { 'store:begin-anew': clerkCalls['store:begin-anew'] },
      handlers: {
        'store:begin-anew': async () => {
          const aside = putStoreAside(directory, clock.now());
          if (!aside.ok) return aside;
          log.warn('storage.put-aside', { code: problem.code });
          calls.wait();
          resolve();
          return aside;
        },
      },
      windows,
      refuse: () => undefined,
      log,
    });
  });
}
