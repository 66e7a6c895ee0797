import { pushHintEvent } from '../../src/contracts/changes.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import type { Fetch } from './http.ts';

/** What listening to the platform's push needs. */
export interface PushStreamOptions {
  readonly fetch: Fetch;
  readonly origin: string;
  readonly token: string;
  /** The platform has accepted the connection. */
  readonly onOpen: () => void;
  /** The platform answered, but does not open the stream, e.g. because the session has ended. */
  readonly onRefused: () => void;
  /** Something may have changed: ask for the changes. */
  readonly onHint: () => void;
}

/** Longest line that is buffered; a hint is far shorter. */
const lineLimit = 64 * 1024;

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
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return opened;
      rest += decoder.decode(value, { stream: true });
      const lines = rest.split('\n');
      rest = (lines.pop() ?? '').slice(-lineLimit);
      if (lines.some((line) => line.trim() === `event: ${pushHintEvent}`)) options.onHint();
    }
  } catch {
    // A stream that breaks is opened again by the caller; what it would have said is asked for then.
    return opened;
  }
}
