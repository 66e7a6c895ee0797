import type { Clock, Instant } from '../../src/support/clock.ts';
import { waitBeforeRetry } from '../../src/sync/retry.ts';
import type { Fetch } from './http.ts';
import type { PlatformClient } from './platform-client.ts';
import { listenToPush } from './push-stream.ts';

/** Whether the platform answers; `unknown` until it has been asked. */
export interface PlatformStanding {
  readonly state: 'unknown' | 'online' | 'offline';
  readonly since: Instant;
}

/** The standing connection to the platform: says whether it is there, and when to ask for changes. */
export interface PlatformLink {
  /** Whether the platform answers, and when that came to be so. */
  standing(): PlatformStanding;
  /** A call has, or has not, been answered. */
  reached(answered: boolean): void;
  /** Begins, or begins anew when the session has changed: the stream of the old one ends. */
  restart(): void;
  stop(): void;
}

/** What the link needs. */
export interface PlatformLinkOptions {
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly platform: () => PlatformClient;
  readonly random: () => number;
  readonly onChange: () => void;
  /** The platform is there (again), or has hinted at a change. */
  readonly onNews: () => void;
}

/** Milliseconds between two questions whether the platform is there, while nobody is logged in. */
const probeEvery = 30_000;

/** A link that has not been asked for yet. */
export function createPlatformLink(options: PlatformLinkOptions): PlatformLink {
  let standing: PlatformStanding = { state: 'unknown', since: options.clock.now() };
  let listening: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function reached(answered: boolean): void {
    const next = answered ? 'online' : 'offline';
    if (next === standing.state) return;
    standing = { state: next, since: options.clock.now() };
    options.onChange();
  }

  /** Without a session there is nothing to listen to: the platform is asked now and then whether it is there. */
  async function ask(): Promise<void> {
    const asking = new AbortController();
    listening = asking;
    await options.platform().probe();
    if (!asking.signal.aborted) timer = setTimeout(() => void begin(), probeEvery);
  }

  function begin(): Promise<void> {
    return options.platform().session() === undefined ? ask() : listen(0);
  }

  async function listen(failures: number): Promise<void> {
    const controller = new AbortController();
    listening = controller;
    const wasOpened = await openStream(controller.signal);
    if (controller.signal.aborted) return;
    if (options.platform().session() === undefined) return ask();
    const next = wasOpened ? 1 : failures + 1;
    timer = setTimeout(() => void listen(next), waitBeforeRetry(next, undefined, options.random()));
  }

  /** Listens as long as the stream lasts. @returns whether the platform had opened it */
  async function openStream(signal: AbortSignal): Promise<boolean> {
    const key = await options.platform().freshToken();
    if (signal.aborted || !key.ok) return false;
    let isThere = false;
    const wasOpened = await listenToPush(
      {
        fetch: options.fetch,
        ...key.value,
        onOpen: () => {
          reached(true);
          options.onNews();
        },
        onRefused: () => {
          isThere = true;
          // The next call of the session tells whether it is the session that has ended.
          options.onNews();
        },
        onHint: options.onNews,
      },
      signal,
    );
    if (!signal.aborted) reached(isThere);
    return wasOpened;
  }

  function stop(): void {
    clearTimeout(timer);
    listening?.abort();
    listening = undefined;
  }

  return {
    standing: () => standing,
    reached,
    restart: () => {
      stop();
      void begin();
    },
    stop,
  };
}
