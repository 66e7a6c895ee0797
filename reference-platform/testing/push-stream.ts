import { expect } from 'vitest';
import type { PlatformUnderTest } from './platform-under-test.ts';

/** A stream of hints as its reader sees it. */
export interface PushStream {
  /** What comes next, signs of life included; `undefined` at the end. Rejects where the stream is cut. */
  next(): Promise<string | undefined>;
  /** The next that is not a sign of life. */
  nextHint(): Promise<string | undefined>;
}

/** Opens a stream of a workstation or a phone. */
export async function openStream(
  bench: PlatformUnderTest,
  path: string,
  token: string,
): Promise<PushStream> {
  const response = await fetch(bench.url + path, { headers: { authorization: `Bearer ${token}` } });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const parts = messagesOf(response);
  const next = async () => (await parts.next()).value;
  return {
    next,
    nextHint: async () => {
      for (;;) {
        const message = await next();
        if (message !== ': heartbeat') return message;
      }
    },
  };
}

async function* messagesOf(response: Response): AsyncGenerator<string, undefined> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    rest += decoder.decode(chunk, { stream: true });
    const messages = rest.split('\n\n');
    rest = messages.pop() ?? '';
    yield* messages;
  }
  return undefined;
}
