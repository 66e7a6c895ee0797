import {
  type BatchAnswer,
  batchLimits,
  intakeRoles,
  type PlatformEvent,
} from '../../src/contracts/platform-api.ts';
import type { Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { waitBeforeRetry } from '../../src/sync/retry.ts';
import type { Log } from '../diagnostics/log.ts';
import type { PlatformClient } from '../platform-client/platform-client.ts';
import type { Storage } from '../storage/storage.ts';
import { type Uploading, uploadAttachments } from './attachment-upload.ts';

/** Sends what is in the outbox, one batch at a time, until nothing waits. */
export interface OutboxDrain {
  /** There may be something to send, or the platform may be back: try now. */
  nudge(): void;
  /** Files that are on their way just now, before the case that names them. */
  uploading(): Uploading | undefined;
  stop(): void;
}

/** What the drain needs. */
export interface OutboxDrainOptions {
  readonly storage: Storage;
  readonly platform: PlatformClient;
  readonly acknowledge: (answer: BatchAnswer) => Outcome<null>;
  readonly log: Log;
  /** Something on its way has come further. */
  readonly onProgress: () => void;
  readonly random: () => number;
}

/** Starts a drain. It rests while the outbox is empty or nobody who receives cases is logged in. */
export function startOutboxDrain(options: OutboxDrainOptions): OutboxDrain {
  const { storage, platform, log } = options;
  let uploading: Uploading | undefined;
  let isSending = false;
  let isStopped = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function onUploading(next: Uploading | undefined): void {
    const isSame = next === uploading;
    uploading = next;
    if (!isSame) options.onProgress();
  }

  /** The events whose files are at the platform: all, or those before the first that has to wait for its own. */
  async function readyEvents(
    pending: readonly PlatformEvent[],
  ): Promise<Outcome<readonly PlatformEvent[]>> {
    for (const [index, event] of pending.entries()) {
      const uploaded = await uploadAttachments({ storage, platform, onUploading }, event);
      if (!uploaded.ok) return index === 0 ? uploaded : ok(pending.slice(0, index));
    }
    return ok(pending);
  }

  async function sendEvents(events: readonly PlatformEvent[]): Promise<Outcome<null>> {
    const { id, epoch } = storage.workstation;
    const answer = await platform.sendBatch({ workstationId: id, epoch, events: [...events] });
    return answer.ok ? options.acknowledge(answer.value) : answer;
  }

  async function sendOnce(): Promise<boolean> {
    const pending = storage.outbox.pending(batchLimits);
    if (!pending.ok) {
      log.warn('outbox.unreadable', { code: pending.problem.code });
      return false;
    }
    if (pending.value.length === 0) return false;
    const ready = await readyEvents(pending.value);
    const taken = ready.ok ? await sendEvents(ready.value) : ready;
    if (taken.ok) {
      failures = 0;
      return true;
    }
    failures += 1;
    const retryAfter = taken.problem.info?.['retryAfterSeconds'];
    const wait = waitBeforeRetry(
      failures,
      typeof retryAfter === 'number' ? retryAfter : undefined,
      options.random(),
    );
    log.warn('outbox.not-sent', { code: taken.problem.code, wait });
    timer = setTimeout(nudge, wait);
    return false;
  }

  function mayHandOver(): boolean {
    const role = platform.session()?.opened.clerk.role;
    return role !== undefined && intakeRoles.includes(role);
  }

  async function drain(): Promise<void> {
    isSending = true;
    while (!isStopped && mayHandOver() && (await sendOnce())) {
      // Goes on until the outbox is empty or a batch does not get through.
    }
    isSending = false;
  }

  function nudge(): void {
    if (isStopped || isSending) return;
    clearTimeout(timer);
    drain().catch((cause: unknown) => {
      isSending = false;
      log.warn('outbox.drain-failed', { cause: String(cause) });
      timer = setTimeout(nudge, waitBeforeRetry(1, undefined, options.random()));
    });
  }

  return {
    nudge,
    uploading: () => uploading,
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
