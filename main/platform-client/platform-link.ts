import { waitBeforeRetry } from '../../src/sync/retry.ts';
import type { Fetch } from './http.ts';
import type { PlatformClient } from './platform-client.ts';
import { listenToPush } from './push-stream.ts';

/** The standing connection to the platform: says whether it is there, and when to ask for changes. */
export interface PlatformLink {
  state(): 'unknown' | 'online' | 'offline';
  /** A call has, or has not, been answered. */
  reached(answered: boolean): void;
  /** The session has changed: the stream of the old one ends, one for the new one begins. */
  restart(): void;
  stop(): void;
}

/** What the link needs. */
export interface PlatformLinkOptions {
  readonly fetch: Fetch;
  readonly platform: () => PlatformClient;
  readonly random: () => number;
  readonly onChange: () => void;
  /** The platform is there (again), or has hinted at a change. */
  readonly onNews: () => void;
}

/** A link that is down until somebody logs in. */
export function createPlatformLink(options: PlatformLinkOptions): PlatformLink {
  let state: 'unknown' | 'online' | 'offline' = 'unknown';
  let listening: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function reached(answered: boolean): void {
    const next = answered ? 'online' : 'offline';
    if (next === state) return;
    state = next;
    options.onChange();
  }

  async function listen(failures: number): Promise<void> {
    const session = options.platform().session();
    if (session === undefined) return;
    const controller = new AbortController();
    listening = controller;
    let isThere = false;
    const wasOpened = await listenToPush(
      {
        fetch: options.fetch,
        origin: session.origin,
        token: session.opened.token,
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
      controller.signal,
    );
    if (controller.signal.aborted) return;
    reached(isThere);
    const next = wasOpened ? 1 : failures + 1;
    timer = setTimeout(() => void listen(next), waitBeforeRetry(next, undefined, options.random()));
  }

  function stop(): void {
    clearTimeout(timer);
    listening?.abort();
    listening = undefined;
  }

  return {
    state: () => state,
    reached,
    restart: () => {
      stop();
      void listen(0);
    },
    stop,
  };
}
