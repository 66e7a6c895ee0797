import { expect, test } from 'vitest';
import { pushHints } from './push-hints.ts';

/** What is read from a stream that brings these parts one after another. */
async function heard(...parts: string[]): Promise<boolean[]> {
  const stream = ReadableStream.from(parts.map((part) => new TextEncoder().encode(part)));
  const hints: boolean[] = [];
  for await (const isHint of pushHints(stream)) hints.push(isHint);
  return hints;
}

test('a hint is heard, and a heartbeat is none', async () => {
  expect(await heard('event: changed\ndata: 7\n\n', ': heartbeat\n\n')).toEqual([true, false]);
});

test('a hint that arrives in pieces is heard once', async () => {
  expect(await heard('event: cha', 'nged\nda', 'ta: 7\n\n')).toEqual([false, true, false]);
});

test('several hints at once are one', async () => {
  const hint = 'event: changed\r\ndata: 7\r\n\r\n';
  expect(await heard(hint + hint)).toEqual([true]);
});

test('what only looks like a hint is none', async () => {
  expect(await heard('data: event: changed\n\n', 'event: changed-not\n\n')).toEqual([false, false]);
});
