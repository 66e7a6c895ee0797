import { platformPaths } from '../../src/contracts/platform-api.ts';
import { pushHints } from '../../src/contracts/push-hints.ts';
import type { Fetch } from './http.ts';

/**
 * Milliseconds of silence after which a stream counts as broken. The platform gives a sign of life every quarter of a minute; a
 * network that was pulled somewhere on the way says nothing at all.
 */
const longestSilence = 45_000;

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
  /** `longestSilence` unless told. */
  readonly silenceMs?: number;
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
  const { silenceMs = longestSilence } = options;
  const listening = new AbortController();
  const end = () => listening.abort();
  signal.addEventListener('abort', end, { once: true });
  let silence = setTimeout(end, silenceMs);
  let opened = false;
  try {
    const response = await options.fetch(options.origin + platformPaths.push, {
      method: 'GET',
      headers: { accept: 'text/event-stream', authorization: `Bearer ${options.token}` },
      redirect: 'error',
      signal: listening.signal,
    });
    if (!response.ok || response.body === null) {
      options.onRefused();
      return false;
    }
    opened = true;
    options.onOpen();
    for await (const isHint of pushHints(response.body)) {
      clearTimeout(silence);
      silence = setTimeout(end, silenceMs);
      options.onAlive();
      if (isHint) options.onHint();
    }
    return opened;
  } catch {
    // A stream that breaks is opened again by the caller; what it would have said is asked for then.
    return opened;
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', end);
  }
}
