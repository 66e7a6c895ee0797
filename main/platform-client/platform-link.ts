import { waitBeforeRetry } from '../../src/sync/retry.ts';
import type { Fetch } from './http.ts';
import type { PlatformClient } from './platform-client.ts';
import { listenToPush } from './push-stream.ts';

/** The standing connection to the platform: finds out whether it is there, and when to ask for changes. */
export interface PlatformLink {
  /** Begins, or begins anew when the session has changed: the stream of the old one ends. */
  restart(): void;
  stop(): void;
}

/** What the link needs. */
export interface PlatformLinkOptions {
  readonly fetch: Fetch;
  readonly platform: () => PlatformClient;
  readonly random: () => number;
  /** The platform has, or has not, given a sign of life. */
  readonly onReached: (isThere: boolean) => void;
  /** The stream has been opened, or has ended. */
  readonly onPush: (isOpen: boolean) => void;
  /** Whether the platform has said what time it is, since it was last away. */
  readonly isTimeTold: () => boolean;
  /** The platform is there (again), or has hinted at a change. */
  readonly onNews: () => void;
}

/** Milliseconds between two questions whether the platform is there, while nobody is logged in. */
const probeEvery = 30_000;

/** The same while somebody who was let in without it waits for it. */
const probeWaitedForEvery = 10_000;

/** A link that has not been asked for yet. */
export function createPlatformLink(options: PlatformLinkOptions): PlatformLink {
  let listening: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Without a token there is nothing to listen to: the platform is asked now and then whether it is there. */
  async function ask(): Promise<void> {
    const asking = new AbortController();
    listening = asking;
    await options.platform().probe();
    if (asking.signal.aborted) return;
    const isWaitedFor = options.platform().session() !== undefined;
    timer = setTimeout(() => void begin(), isWaitedFor ? probeWaitedForEvery : probeEvery);
  }

  const isGranted = () => options.platform().session()?.granted !== undefined;

  function begin(): Promise<void> {
    return isGranted() ? listen(0) : ask();
  }

  async function listen(failures: number): Promise<void> {
    const controller = new AbortController();
    listening = controller;
    const wasOpened = await openStream(controller.signal);
    if (controller.signal.aborted) return;
    if (!isGranted()) return ask();
    const next = wasOpened ? 1 : failures + 1;
    timer = setTimeout(() => void listen(next), waitBeforeRetry(next, undefined, options.random()));
  }

  /** Listens as long as the stream lasts. @returns whether the platform had opened it */
  async function openStream(signal: AbortSignal): Promise<boolean> {
    const key = await options.platform().freshToken();
    if (signal.aborted || !key.ok) return false;
    let wasRefused = false;
    const wasOpened = await listenToPush(
      {
        fetch: options.fetch,
        ...key.value,
        onOpen: () => {
          options.onReached(true);
          options.onPush(true);
          options.onNews();
          // A session that has outlived an outage asks for nothing that says what time it is.
          if (!options.isTimeTold()) void options.platform().probe();
        },
        onAlive: () => options.onReached(true),
        onRefused: () => {
          wasRefused = true;
          options.onReached(true);
          // The next call of the session tells whether it is the session that has ended.
          options.onNews();
        },
        onHint: options.onNews,
      },
      signal,
    );
    if (signal.aborted) return wasOpened;
    // A stream that has ended may be opened again; one that finds nobody says that nobody is there.
    if (!wasOpened && !wasRefused) options.onReached(false);
    options.onPush(false);
    return wasOpened;
  }

  function stop(): void {
    clearTimeout(timer);
    // What comes after it has to show that it is there.
    if (listening !== undefined) options.onPush(false);
    listening?.abort();
    listening = undefined;
  }

  return {
    restart: () => {
      stop();
      void begin();
    },
    stop,
  };
}
