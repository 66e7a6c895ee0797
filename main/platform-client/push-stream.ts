import { platformPaths } from '../../src/contracts/platform-api.ts';
import { pushHints } from '../../src/contracts/push-hints.ts';
import type { Fetch } from './http.ts';

/** What listening to the platform's push needs. */
export interface PushStreamOptions {
  readonly fetch: Fetch;
  readonly origin: string;
  readonly token: string;
  /** The platform has accepted the connection. */
  readonly onOpen: () => void;
  /** Something has come, be it only a sign of life. */
  readonly onAlive: () => void;
  /** The platform answered, but does not open the stream, e.g. because the session has ended. */
  readonly onRefused: () => void;
  /** Something may have changed: ask for the changes. */
  readonly onHint: () => void;
}

/**
 * Listens to server-sent events until the stream ends, fails or `signal` aborts. Events are hints only, so one that is
 * lost, doubled or wrong does no harm.
 * @returns whether the platform had opened the stream
 */
export async function listenToPush(
  options: PushStreamOptions,
  signal: AbortSignal,
): Promise<boolean> {
  let opened = false;
  try {
    const response = await options.fetch(options.origin + platformPaths.push, {
      method: 'GET',
      headers: { accept: 'text/event-stream', authorization: `Bearer ${options.token}` },
      redirect: 'error',
      signal,
    });
    if (!response.ok || response.body === null) {
      options.onRefused();
      return false;
    }
    opened = true;
    options.onOpen();
    for await (const isHint of pushHints(response.body)) {
      options.onAlive();
      if (isHint) options.onHint();
    }
    return opened;
  } catch {
    // A stream that breaks is opened again by the caller; what it would have said is asked for then.
    return opened;
  }
}
