import { pushHintEvent } from './changes.ts';

/** Longest line that is kept until its end arrives; a hint is far shorter. */
const lineLimit = 64 * 1024;

/**
 * Reads a stream of server-sent events until it ends, and throws where it breaks. Yields for everything that arrives
 * whether it hints at changes: a hint may be lost, doubled or wrong, and what arrives without one is a sign of life.
 */
export async function* pushHints(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<boolean, undefined> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return undefined;
    rest += decoder.decode(value, { stream: true });
    const lines = rest.split('\n');
    rest = (lines.pop() ?? '').slice(-lineLimit);
    yield lines.some((line) => line.trim() === `event: ${pushHintEvent}`);
  }
}
