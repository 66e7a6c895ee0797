import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changesAnswerSchema } from '../../src/contracts/changes.ts';
import { platformPaths, refreshSessionAnswerSchema } from '../../src/contracts/platform-api.ts';
import { people } from '../seed/people.ts';
import {
  type PlatformUnderTest,
  startPlatformUnderTest,
  workstationId,
} from '../testing/platform-under-test.ts';
import { receivedCase } from '../testing/received-case.ts';
import { signedInPhone } from '../testing/signed-in-phone.ts';

let bench: PlatformUnderTest;
let token: string;
let refreshToken: string;
beforeEach(async () => {
  bench = await startPlatformUnderTest({ heartbeatMs: 20 });
  ({ token, refreshToken } = await bench.logIn());
});
afterEach(() => bench.stop());

/** Opens a stream; `next` gives what comes next, `undefined` at its end. */
async function listen(path: string = platformPaths.push, as = token) {
  const response = await fetch(bench.url + path, { headers: { authorization: `Bearer ${as}` } });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const parts = messagesOf(response);
  return { next: async () => (await parts.next()).value };
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

async function nextHint(stream: Awaited<ReturnType<typeof listen>>) {
  for (;;) {
    const message = await stream.next();
    if (message !== ': heartbeat') return message;
  }
}

test('a stream opens with the newest cursor and hints at every received case', async () => {
  const stream = await listen();
  expect(await nextHint(stream)).toMatch(/^event: changed\ndata: [0-9a-f-]{36}:0$/);
  const batch = { workstationId, epoch: randomUUID(), events: [receivedCase(1)] };
  await bench.call('POST', platformPaths.batches, batch, token);
  const hint = await nextHint(stream);
  const { body } = await bench.call('GET', platformPaths.changes, undefined, token);
  const { cursor } = changesAnswerSchema.parse(body);
  expect(hint).toBe(`event: changed\ndata: ${cursor}`);
});

test('a quiet stream shows signs of life', async () => {
  const stream = await listen();
  await stream.next();
  expect(await stream.next()).toBe(': heartbeat');
});

test('a workstation has one stream: a new one ends the old', async () => {
  const old = await listen();
  await nextHint(old);
  const young = await listen();
  expect(await nextHint(old)).toBeUndefined();
  expect(await nextHint(young)).toContain('event: changed');
});

test('a stream outlasts the token it was opened with', async () => {
  const stream = await listen();
  await nextHint(stream);
  const exchange = { refreshToken, windowId: 'A07', workstationId };
  const { body } = await bench.call('POST', platformPaths.refreshSession, exchange);
  const next = refreshSessionAnswerSchema.parse(body);
  await stream.next();
  expect(await stream.next()).toBe(': heartbeat');
  const batch = { workstationId, epoch: randomUUID(), events: [receivedCase(1)] };
  await bench.call('POST', platformPaths.batches, batch, next.token);
  expect(await nextHint(stream)).toContain('event: changed');
});

test('a stream ends with its session', async () => {
  const stream = await listen();
  await nextHint(stream);
  await bench.call('DELETE', platformPaths.currentSession, undefined, token);
  expect(await nextHint(stream)).toBeUndefined();
});

test('a phone has a stream of its own person, and it ends with the phone', async () => {
  const phone = await signedInPhone(bench, people.allGood.card);
  const stream = await listen(platformPaths.phonePush, phone);
  expect(await nextHint(stream)).toMatch(/^event: changed\ndata: [0-9a-f-]{36}:0$/);
  const other = await listen(
    platformPaths.phonePush,
    await signedInPhone(bench, people.allGood.card),
  );
  await nextHint(other);
  await bench.call('DELETE', platformPaths.currentPhoneSession, undefined, phone);
  expect(await nextHint(stream)).toBeUndefined();
  expect(await other.next()).toBe(': heartbeat');
});

test('neither a phone’s token opens a workstation’s changes, nor the other way round', async () => {
  const phone = await signedInPhone(bench, people.allGood.card);
  const get = async (path: string, as: string) =>
    (await bench.call('GET', path, undefined, as)).status;
  expect(await get(platformPaths.changes, phone)).toBe(401);
  expect(await get(platformPaths.push, phone)).toBe(401);
  expect(await get(platformPaths.phoneChanges, token)).toBe(401);
  expect(await get(platformPaths.phonePush, token)).toBe(401);
  expect(await bench.call('GET', platformPaths.phoneChanges, undefined, phone)).toMatchObject({
    status: 200,
    body: { changes: [] },
  });
});
