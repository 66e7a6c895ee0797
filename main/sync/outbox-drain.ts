import { type BatchAnswer, batchLimits, intakeRoles } from '../../src/contracts/platform-api.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import type { Clock } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import { type WrittenEvent, withheldEvent } from '../../src/sync/batching.ts';
import { slotAfterOutage, waitBeforeRetry } from '../../src/sync/retry.ts';
import type { Log } from '../diagnostics/log.ts';
import { tooLargeOnTheWay } from '../platform-client/http.ts';
import type { PlatformClient } from '../platform-client/platform-client.ts';
import type { Storage } from '../storage/storage.ts';
import {
  type AttachmentUploadOptions,
  type Uploading,
  uploadAttachments,
} from './attachment-upload.ts';

/** Sends what is in the outbox, one batch at a time, until nothing waits. */
export interface OutboxDrain {
  /**
   * There may be something to send, or the platform may be back: try as soon as may be. After an outage that is this
   * workstation's slot, and never before a time that the platform has named.
   */
  nudge(): void;
  /** Called now and then: a drain that has come to a stand although something waits begins anew. */
  passTime(): void;
  /** Files that are on their way just now, before the case that names them. */
  uploading(): Uploading | undefined;
  stop(): void;
}

/** What the drain needs. */
export interface OutboxDrainOptions {
  readonly storage: Pick<Storage, 'workstation' | 'outbox' | 'attachments' | 'cases'>;
  readonly platform: Pick<PlatformClient, 'session' | 'sendBatch' | 'attachments'>;
  readonly acknowledge: (answer: BatchAnswer) => Outcome<null>;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly log: Log;
  /** Something on its way has come further. */
  readonly onProgress: () => void;
  readonly random: () => number;
}

/** Events of the first batch after a failure: enough to see that the platform takes them, and cheap to lose. */
const eventsOfTrial = 20;

/**
 * Milliseconds without an answer, a byte sent or a timer after which a drain has stalled. Every call has a time limit of
 * its own well below; this is for the one whose limit does not hold.
 */
const stalledAfter = 3 * 60_000;

/**
 * Reasons of a failure after which less is sent: the request is larger than the platform takes, or something on the way to
 * it. Only what the platform says decides that an event is never sent.
 */
const tooLargeForPlatform = 'request-too-large';
const tooLarge: ReadonlySet<unknown> = new Set([tooLargeForPlatform, tooLargeOnTheWay]);

/** Milliseconds after which a request has left the process. */
const readAheadAfter = 2;

/** Failures after which nobody knows whether the platform is there: what is an outage if it lasts. */
const notAnswered: ReadonlySet<string> = new Set(['platform.unreachable', 'platform.timed-out']);

/** Starts a drain. It rests while the outbox is empty or nobody who receives cases is logged in. */
export function startOutboxDrain(options: OutboxDrainOptions): OutboxDrain {
  const { storage, platform, clock, log } = options;
  let uploading: Uploading | undefined;
  let isStopped = false;
  let failures = 0;
  let isTrial = false;
  /** Events of a batch at most: fewer after one that was too large, more again with each that is taken. */
  let most: number = batchLimits.events;
  /** Events that were too large for the platform alone. */
  const withheld = new Set<number>();
  /** The last try had no answer, and no slot has been taken since. */
  let isOutage = false;
  /** The run under way, each an object of its own; one that was given up finds that it is no longer this one. */
  let running: object | undefined;
  /** The event in front of the last batch that was answered, and how often it has been in front again since. */
  let front = { seq: 0, repeats: 0 };
  /** The next try by itself; one at a slot is not brought forward. */
  let next: { readonly timer: ReturnType<typeof setTimeout>; readonly isSlot: boolean } | undefined;
  /** What comes after the batch on its way, read while the platform is at work on that. */
  let ahead: { readonly after: number; readonly events: readonly WrittenEvent[] } | undefined;
  let progressedAt = clock.monotonic();

  function noteProgress(): void {
    progressedAt = clock.monotonic();
  }

  const attachments: AttachmentUploadOptions['platform']['attachments'] = {
    declare: platform.attachments.declare,
    sendChunk: async (chunk) => {
      const answer = await platform.attachments.sendChunk(chunk);
      noteProgress();
      return answer;
    },
  };

  function onUploading(progress: Uploading | undefined): void {
    const isSame = progress === uploading;
    uploading = progress;
    noteProgress();
    if (!isSame) options.onProgress();
  }

  /** The events whose files are at the platform: all, or those before the first that has to wait for its own. */
  async function readyEvents(
    pending: readonly WrittenEvent[],
  ): Promise<Outcome<readonly WrittenEvent[]>> {
    const upload = { storage, platform: { attachments }, onUploading };
    for (const [index, event] of pending.entries()) {
      const uploaded = await uploadAttachments(upload, event);
      if (!uploaded.ok) return index === 0 ? uploaded : ok(pending.slice(0, index));
    }
    return ok(pending);
  }

  function takePending(): Outcome<readonly WrittenEvent[]> {
    const read = ahead;
    ahead = undefined;
    const events = isTrial ? Math.min(most, eventsOfTrial) : most;
    if (events < batchLimits.events) return storage.outbox.pending({ ...batchLimits, events });
    return read !== undefined && read.after === storage.outbox.ackedThrough()
      ? ok(read.events)
      : storage.outbox.pending(batchLimits);
  }

  /** Where a batch is full there is another behind it. */
  function readAhead(run: object, events: readonly WrittenEvent[]): void {
    const after = events.at(-1)?.seq;
    if (running !== run || events.length < batchLimits.events || after === undefined) return;
    try {
      const next = storage.outbox.pending(batchLimits, after);
      if (next.ok && next.value.length > 0) ahead = { after, events: next.value };
    } catch {
      // Reading it when it is due meets the same, and tells of it.
    }
  }

  async function sendEvents(
    events: readonly WrittenEvent[],
    run: object,
  ): Promise<Outcome<null> | 'given up'> {
    const { id, epoch } = storage.workstation;
    const goneThrough = storage.outbox.goneThrough();
    const batch = {
      workstationId: id,
      epoch,
      ...(goneThrough === 0 ? {} : { goneThrough }),
      events,
    };
    const sent = platform.sendBatch(batch);
    // The request goes out first, which takes several turns of the event loop.
    setTimeout(readAhead, readAheadAfter, run, events);
    const answer = await sent;
    // Another run may be further by now: its answers count.
    if (running !== run) return 'given up';
    return answer.ok ? options.acknowledge(answer.value) : answer;
  }

  /**
   * Answers that acknowledge nothing of what was sent, one after the other, are no reason to send it again at once. One is
   * right: another platform than before is sent its first batch twice.
   */
  function isGettingNowhere(seq: number): boolean {
    front = seq === front.seq ? { seq, repeats: front.repeats + 1 } : { seq, repeats: 0 };
    return front.repeats > 1;
  }

  function orWithheld(event: WrittenEvent): WrittenEvent {
    return withheld.has(event.seq) ? withheldEvent(event) : event;
  }

  /**
   * Sends fewer events the next time; one that is too large for the platform alone no more.
   * @returns whether there is less to send: where nothing goes through, dividing does not help
   */
  function divide(refused: readonly WrittenEvent[], isByPlatform: boolean): boolean {
    const [first, ...others] = refused;
    if (first === undefined) return false;
    if (others.length === 0 && (!isByPlatform || withheld.has(first.seq))) return false;
    log.warn('outbox.too-large', { events: refused.length });
    front = { seq: 0, repeats: 0 };
    most = Math.ceil(refused.length / 2);
    if (others.length === 0) withheld.add(first.seq);
    return true;
  }

  /** @returns whether there may be more to send at once */
  async function sendOnce(run: object): Promise<boolean> {
    const pending = takePending();
    if (!pending.ok) {
      log.warn('outbox.unreadable', { code: pending.problem.code });
      return false;
    }
    const [first] = pending.value;
    if (first === undefined) return false;
    const ready = isGettingNowhere(first.seq)
      ? fail('platform.wrong-shape')
      : await readyEvents(pending.value.map(orWithheld));
    if (running !== run) return false;
    const taken = ready.ok ? await sendEvents(ready.value, run) : ready;
    if (taken === 'given up') return false;
    noteProgress();
    if (taken.ok) {
      failures = 0;
      isTrial = false;
      isOutage = false;
      most = Math.min(most * 2, batchLimits.events);
      return true;
    }
    const { code, info } = taken.problem;
    const reason = info?.['reason'];
    const isTooLarge = ready.ok && tooLarge.has(reason);
    if (isTooLarge && divide(ready.value, reason === tooLargeForPlatform)) return true;
    const named = info?.['retryAfterSeconds'];
    const retryAfter = typeof named === 'number' ? named : undefined;
    failures += 1;
    front = { seq: 0, repeats: 0 };
    isOutage = notAnswered.has(code);
    // A platform that reserves a slot has said that it will take what it was offered.
    isTrial ||= retryAfter === undefined;
    const wait = waitBeforeRetry(failures, retryAfter, options.random());
    log.warn('outbox.not-sent', { code, wait });
    tryIn(wait, { isSlot: retryAfter !== undefined });
    return false;
  }

  function mayHandOver(): boolean {
    // Whoever has logged in without the platform is not known to it yet.
    const role = platform.session()?.granted?.clerk.role;
    return role !== undefined && intakeRoles.includes(role);
  }

  function tryIn(ms: number, { isSlot }: { readonly isSlot: boolean }): void {
    clearTimeout(next?.timer);
    next = { timer: setTimeout(begin, ms), isSlot };
  }

  async function drain(run: object): Promise<void> {
    try {
      while (running === run && mayHandOver() && (await sendOnce(run))) {
        // Goes on until the outbox is empty or a batch does not get through.
      }
    } catch (cause) {
      log.warn('outbox.drain-failed', { cause: String(cause) });
      if (running === run)
        tryIn(waitBeforeRetry(1, undefined, options.random()), { isSlot: false });
    }
    if (running === run) {
      running = undefined;
      ahead = undefined;
    }
  }

  function begin(): void {
    clearTimeout(next?.timer);
    next = undefined;
    const run = {};
    running = run;
    noteProgress();
    void drain(run);
  }

  function nudge(): void {
    if (isStopped || running !== undefined || next?.isSlot) return;
    const windowMs = platform.session()?.granted?.reconnectWindowMs ?? 0;
    const slot = isOutage ? slotAfterOutage(storage.workstation.id, windowMs) : 0;
    isOutage = false;
    if (slot > 0) tryIn(slot, { isSlot: true });
    else begin();
  }

  return {
    nudge,
    passTime: () => {
      const still = clock.monotonic() - progressedAt;
      if (isStopped || next !== undefined || still < stalledAfter || !mayHandOver()) return;
      const { waiting } = storage.outbox.counts();
      if (waiting === 0) return;
      log.warn('outbox.drain-restarted', { waiting, still });
      isTrial = true;
      begin();
    },
    uploading: () => uploading,
    stop: () => {
      isStopped = true;
      running = undefined;
      clearTimeout(next?.timer);
      next = undefined;
    },
  };
}
