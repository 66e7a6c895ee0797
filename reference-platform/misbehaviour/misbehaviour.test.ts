import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { changesAnswerSchema } from '../../src/contracts/changes.ts';
import { batchAnswerSchema, platformPaths } from '../../src/contracts/platform-api.ts';
import {
  type PlatformUnderTest,
  startPlatformUnderTest,
  workstationId,
} from '../testing/platform-under-test.ts';
import { receivedCase } from '../testing/received-case.ts';

let bench: PlatformUnderTest;
let token: string;
beforeAll(async () => {
  bench = await startPlatformUnderTest();
  ({ token } = await bench.logIn());
});
afterEach(() => bench.platform.behave());
afterAll(() => bench.stop());

const path = platformPaths.serviceItems;
const items = () => bench.call('GET', path, undefined, token);

test('status500 answers 500, as many times as told', async () => {
  bench.platform.misbehave({ path, fault: 'status500', times: 1 });
  expect(await items()).toEqual({ status: 500, body: { code: 'internal-error' } });
  expect((await items()).status).toBe(200);
});

test('a fault befalls its path only, until the platform behaves', async () => {
  bench.platform.misbehave({ path: platformPaths.batches, fault: 'status500' });
  expect((await items()).status).toBe(200);
  expect((await bench.call('POST', platformPaths.batches, {}, token)).status).toBe(500);
  bench.platform.behave();
  expect((await bench.call('POST', platformPaths.batches, {}, token)).status).toBe(400);
});

test('delayMs answers late', async () => {
  bench.platform.misbehave({ path, fault: 'delayMs', ms: 120, times: 1 });
  const begun = performance.now();
  expect((await items()).status).toBe(200);
  expect(performance.now() - begun).toBeGreaterThan(100);
});

test('hang never answers', async () => {
  bench.platform.misbehave({ path, fault: 'hang', times: 1 });
  const waiting = fetch(bench.url + path, { signal: AbortSignal.timeout(150) });
  await expect(waiting).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('wrongShape answers JSON of another shape', async () => {
  bench.platform.misbehave({ path, fault: 'wrongShape', times: 1 });
  expect(await items()).toEqual({ status: 200, body: { unexpected: 'shape' } });
});

test('truncatedJson answers half', async () => {
  bench.platform.misbehave({ path, fault: 'truncatedJson', times: 1 });
  await expect(items()).rejects.toBeInstanceOf(SyntaxError);
});

test('dropConnectionAfterCommit keeps what was sent and loses the answer', async () => {
  bench.platform.misbehave({
    path: platformPaths.batches,
    fault: 'dropConnectionAfterCommit',
    times: 1,
  });
  const batch = { workstationId, epoch: randomUUID(), events: [receivedCase(1)] };
  const send = () => bench.call('POST', platformPaths.batches, batch, token);
  await expect(send()).rejects.toThrow('fetch failed');
  const changed = await bench.call('GET', platformPaths.changes, undefined, token);
  const { changes } = changesAnswerSchema.parse(changed.body);
  const answer = batchAnswerSchema.parse((await send()).body);
  expect(answer).toMatchObject({ ackedThrough: 1, rejected: [] });
  expect(changes).toEqual([{ kind: 'case:received', ...answer.received[0] }]);
});

test('faults are switched from outside too, and cannot lock the switch', async () => {
  const rule = { path: '/', fault: 'status500' };
  expect((await bench.call('POST', '/admin/misbehaviour', rule)).status).toBe(204);
  expect((await items()).status).toBe(500);
  expect((await bench.call('DELETE', '/admin/misbehaviour')).status).toBe(204);
  expect((await items()).status).toBe(200);
  const nonsense = { path: '/', fault: 'explode' };
  expect((await bench.call('POST', '/admin/misbehaviour', nonsense)).status).toBe(400);
});
