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
import { openStream } from '../testing/push-stream.ts';
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

const listen = (path: string = platformPaths.push, as = token) => openStream(bench, path, as);

test('a stream opens with the newest cursor and hints at every received case', async () => {
  const stream = await listen();
  expect(await stream.nextHint()).toMatch(/^event: changed\ndata: [0-9a-f-]{36}:0$/);
  const batch = { workstationId, epoch: randomUUID(), events: [receivedCase(1)] };
  await bench.call('POST', platformPaths.batches, batch, token);
  const hint = await stream.nextHint();
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
  await old.nextHint();
  const young = await listen();
  expect(await old.nextHint()).toBeUndefined();
  expect(await young.nextHint()).toContain('event: changed');
});

test('a stream outlasts the token it was opened with', async () => {
  const stream = await listen();
  await stream.nextHint();
  const exchange = { refreshToken, windowId: 'A07', workstationId };
  const { body } = await bench.call('POST', platformPaths.refreshSession, exchange);
  const next = refreshSessionAnswerSchema.parse(body);
  await stream.next();
  expect(await stream.next()).toBe(': heartbeat');
  const batch = { workstationId, epoch: randomUUID(), events: [receivedCase(1)] };
  await bench.call('POST', platformPaths.batches, batch, next.token);
  expect(await stream.nextHint()).toContain('event: changed');
});

test('a stream ends with its session', async () => {
  const stream = await listen();
  await stream.nextHint();
  await bench.call('DELETE', platformPaths.currentSession, undefined, token);
  expect(await stream.nextHint()).toBeUndefined();
});

test('a phone has a stream of its own person, and it ends with the phone', async () => {
  const phone = await signedInPhone(bench, people.allGood.card);
  const stream = await listen(platformPaths.phonePush, phone);
  expect(await stream.nextHint()).toMatch(/^event: changed\ndata: [0-9a-f-]{36}:0$/);
  const other = await listen(
    platformPaths.phonePush,
    await signedInPhone(bench, people.allGood.card),
  );
  await other.nextHint();
  await bench.call('DELETE', platformPaths.currentPhoneSession, undefined, phone);
  expect(await stream.nextHint()).toBeUndefined();
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
