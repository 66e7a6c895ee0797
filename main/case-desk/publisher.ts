import type { Case } from '../../src/domain/case.ts';

/** Milliseconds that a passing stage may last without being shown. */
const passingFor = 100;

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
 * drawing what comes after it.
 */
export function createPublisher({ isPassing: isPassingNow, send }: PublisherOptions): Publisher {
  let isStopped = false;
  let isDue = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function sendNow(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!isStopped) send();
  }

  return {
    publish() {
      if (isDue) return;
      isDue = true;
      queueMicrotask(() => {
        isDue = false;
        if (isPassingNow()) timer ??= setTimeout(sendNow, passingFor);
        else sendNow();
      });
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** Whether the platform is being asked, and the case goes on by itself when it has answered. */
export function isPassing(subject: Case | undefined): boolean {
  return (
    (subject?.stage === 'matching' || subject?.stage === 'fetching-values') &&
    subject.failure === undefined
  );
}
