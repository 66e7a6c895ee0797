import type { Outcome } from '../../src/failures/failure.ts';
import { err } from '../../src/support/result.ts';
import type { Log } from '../diagnostics/log.ts';
import { storageFailure } from './storage-failure.ts';

/** Does something with storage; what storage throws becomes the failure that says what is wrong with it. */
export function attempt<Value>(log: Log, work: () => Outcome<Value>): Outcome<Value> {
  try {
    return work();
  } catch (cause) {
    log.warn('storage.failed', { cause: String(cause) });
    return err(storageFailure(cause));
  }
}
