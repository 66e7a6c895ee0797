import type { Case } from '../../../src/domain/case.ts';

/** Milliseconds that a passing stage may last without being shown. */
const passingFor = 100;
/** Milliseconds of one frame of a display at 60 Hz: what is sent sooner than that after the last is never seen. */
const frame = 17;

/** What sending snapshots needs. */
export interface PublisherOptions {
  /** Whether what there is to show will soon be something else. */
  readonly isPassing: () => boolean;
  readonly send: () => void;
}

/** Sends snapshots to the clerk's window. */
export interface Publisher {
  /** To be told of every change; the newest snapshot is sent once the change is complete. */
  publish(): void;
  /** Sends nothing any more. */
  stop(): void;
}

/**
 * A stage that passes by itself is sent only when it lasts: drawn for a moment, it would flash, and keep the window from
 * drawing what comes after it. Of changes that come faster than a display draws, e.g. of a scanner that floods the line,
 * the first is sent at once and then the newest of each frame.
 */
export function createPublisher({ isPassing: isPassingNow, send }: PublisherOptions): Publisher {
  let isStopped = false;
  let isDue = false;
  let lasting: ReturnType<typeof setTimeout> | undefined;
  let drawing: ReturnType<typeof setTimeout> | undefined;
  let isWaiting = false;

  function sendNow(): void {
    clearTimeout(lasting);
    lasting = undefined;
    if (isStopped) return;
    send();
    drawing = setTimeout(() => {
      drawing = undefined;
      if (isWaiting) sendWhenSeen();
    }, frame);
  }

  function sendWhenSeen(): void {
    isWaiting = drawing !== undefined;
    if (isWaiting) return;
    if (isPassingNow()) lasting ??= setTimeout(sendNow, passingFor);
    else sendNow();
  }

  return {
    publish() {
      if (isDue) return;
      isDue = true;
      queueMicrotask(() => {
        isDue = false;
        sendWhenSeen();
      });
    },
    stop() {
      isStopped = true;
      clearTimeout(lasting);
      clearTimeout(drawing);
    },
  };
}

/** Whether the platform is being asked, and the case goes on by itself when it has answered. */
export function isPassing(subject: Case | undefined): boolean {
  return (
    (subject?.stage === 'matching' ||
      subject?.stage === 'fetching-values' ||
      subject?.stage === 'verifying' ||
      subject?.stage === 'taking-over') &&
    subject.failure === undefined
  );
}
