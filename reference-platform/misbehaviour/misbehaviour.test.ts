import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { changesAnswerSchema } from '../../src/contracts/changes.ts';
import { licenceApiPaths } from '../../src/contracts/licence-api.ts';
import { faultsAnswerSchema, misbehaviourPaths } from '../../src/contracts/misbehaviour-api.ts';
import { batchAnswerSchema, platformPaths } from '../../src/contracts/platform-api.ts';
import { type PlatformUnderTest, startPlatformUnderTest } from '../testing/platform-under-test.ts';
import { receivedCase } from '../testing/received-case.ts';
import { delayOf } from './delay.ts';

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
const itemStatus = async () => (await items()).status;

/** A case of a workstation that has none yet; `told` is what the platform has told it so far. */
async function newCase() {
  const workstationId = randomUUID();
  const { token: own } = await bench.logIn(workstationId);
  const batch = { workstationId, epoch: randomUUID(), events: [receivedCase(1)] };
  return {
    send: () => bench.call('POST', platformPaths.batches, batch, own),
    told: async () => {
      const { body } = await bench.call('GET', platformPaths.changes, undefined, own);
      return changesAnswerSchema.parse(body).changes;
    },
  };
}

/** A request as the wire shows it: the answer in the pieces it came in, and how it ended. */
function rawGet(address: string) {
  return new Promise<{ promised: string; pieces: string[]; end: string }>((resolve) => {
    const pieces: string[] = [];
    let promised = '';
    const finish = (end: string) => resolve({ promised, pieces, end });
    const headers = { authorization: `Bearer ${token}` };
    const sent = httpRequest(bench.url + address, { headers, agent: false }, (response) => {
      promised = response.headers['content-length'] ?? '';
      response.on('data', (piece: Buffer) => pieces.push(piece.toString('latin1')));
      response.on('end', () => finish('end'));
      response.on('error', (error: NodeJS.ErrnoException) => finish(error.code ?? ''));
    });
    sent.on('error', (error: NodeJS.ErrnoException) => finish(error.code ?? ''));
    sent.end();
  });
}

test.each([
  ['status500', 500, 'internal-error'],
  ['status502', 502, 'bad-gateway'],
  ['status503', 503, 'unavailable'],
  ['status504', 504, 'gateway-timed-out'],
] as const)('%s answers so without doing anything', async (fault, status, code) => {
  const { send, told } = await newCase();
  bench.platform.misbehave({ path: platformPaths.batches, fault, times: 1 });
  expect(await send()).toEqual({ status, body: { code } });
  expect(await told()).toEqual([]);
});

test('a fault strikes as many times as told', async () => {
  bench.platform.misbehave({ path, fault: 'status500', times: 2 });
  expect([await itemStatus(), await itemStatus(), await itemStatus()]).toEqual([500, 500, 200]);
});

test('a fault strikes only each n-th time where told', async () => {
  bench.platform.misbehave({ path, fault: 'status503', every: 3, times: 1 });
  const statuses = [];
  for (let count = 1; count <= 6; count += 1) statuses.push(await itemStatus());
  expect(statuses).toEqual([200, 200, 503, 200, 200, 200]);
});

test('of two faults the oldest strikes; the other where that one lets a request pass', async () => {
  bench.platform.misbehave({ path, fault: 'status503', every: 2 });
  bench.platform.misbehave({ path, fault: 'status502' });
  expect([await itemStatus(), await itemStatus(), await itemStatus()]).toEqual([502, 503, 502]);
});

test('a fault befalls its path only, until the platform behaves', async () => {
  bench.platform.misbehave({ path: platformPaths.batches, fault: 'status500' });
  expect((await items()).status).toBe(200);
  expect((await bench.call('POST', platformPaths.batches, {}, token)).status).toBe(500);
  bench.platform.behave();
  expect((await bench.call('POST', platformPaths.batches, {}, token)).status).toBe(400);
});

test('status429 says when to come again', async () => {
  bench.platform.misbehave({ path, fault: 'status429', retryAfterSeconds: 7, times: 1 });
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(bench.url + path, { headers });
  expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toEqual([
    429,
    '7',
    { code: 'too-many-requests' },
  ]);
  expect(await itemStatus()).toBe(200);
});

test('licenceLibraryDown leaves the rest of the platform up', async () => {
  bench.platform.misbehave({ fault: 'licenceLibraryDown' });
  const login = platformPaths.licenceLibrary + licenceApiPaths.login;
  expect(await bench.call('POST', login, {})).toEqual({
    status: 503,
    body: { code: 'unavailable' },
  });
  expect(await itemStatus()).toBe(200);
});

test('delayMs answers late', async () => {
  bench.platform.misbehave({ path, fault: 'delayMs', ms: 120, times: 1 });
  const begun = performance.now();
  expect((await items()).status).toBe(200);
  expect(performance.now() - begun).toBeGreaterThan(100);
});

test('a jitter stays in its range, and the same seed gives the same delays', () => {
  const delays = (seed: number) =>
    Array.from({ length: 1000 }, (_, index) =>
      delayOf({ path, fault: 'delayMs', ms: 100, jitterMs: 50, seed }, index + 1),
    );
  const sorted = delays(1).sort((a, b) => a - b);
  expect([sorted.at(0), sorted.at(-1)]).toEqual([100, 150]);
  expect(delays(1)).toEqual(delays(1));
  expect(delays(2)).not.toEqual(delays(1));
  expect(delayOf({ path, fault: 'delayMs', ms: 100 }, 1)).toBe(100);
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

test('truncatedBody promises all and breaks off after half', async () => {
  const whole = await rawGet(path);
  bench.platform.misbehave({ path, fault: 'truncatedBody', times: 1 });
  const { promised, pieces, end } = await rawGet(path);
  expect({ promised, end }).toEqual({ promised: whole.promised, end: 'ECONNRESET' });
  expect(pieces.join('')).toBe(whole.pieces.join('').slice(0, Number(promised) / 2));
});

test('trickle answers byte by byte, and all of it', async () => {
  const [whole] = (await rawGet(platformPaths.health)).pieces;
  bench.platform.misbehave({
    path: platformPaths.health,
    fault: 'trickle',
    bytesPerSecond: 1000,
    times: 1,
  });
  const { pieces, end } = await rawGet(platformPaths.health);
  expect(end).toBe('end');
  expect(pieces.every(({ length }) => length === 1)).toBe(true);
  expect(pieces.join('')).toHaveLength(whole?.length ?? 0);
});

test('resetBeforeCommit keeps nothing', async () => {
  bench.platform.misbehave({ path, fault: 'resetBeforeCommit', times: 1 });
  expect(await rawGet(path)).toEqual({ promised: '', pieces: [], end: 'ECONNRESET' });

  const { send, told } = await newCase();
  bench.platform.misbehave({ path: platformPaths.batches, fault: 'resetBeforeCommit', times: 1 });
  await expect(send()).rejects.toThrow('fetch failed');
  expect(await told()).toEqual([]);
});

test.each(['dropConnectionAfterCommit', 'resetAfterCommit'] as const)(
  '%s keeps what was sent and loses the answer',
  async (fault) => {
    const { send, told } = await newCase();
    bench.platform.misbehave({ path: platformPaths.batches, fault, times: 1 });
    await expect(send()).rejects.toThrow('fetch failed');
    const changes = await told();
    const answer = batchAnswerSchema.parse((await send()).body);
    expect(answer).toMatchObject({ ackedThrough: 1, rejected: [] });
    expect(changes).toEqual([{ kind: 'case:received', ...answer.received[0] }]);
  },
);

test('processedTwice asks twice and gives the second answer', async () => {
  const { send, told } = await newCase();
  bench.platform.misbehave({ path: platformPaths.batches, fault: 'processedTwice' });
  const answer = batchAnswerSchema.parse((await send()).body);
  expect(answer).toMatchObject({ ackedThrough: 1, rejected: [] });
  expect(await told()).toEqual([{ kind: 'case:received', ...answer.received[0] }]);

  bench.platform.behave();
  const { token: leaving } = await bench.logIn(randomUUID());
  bench.platform.misbehave({ path: platformPaths.currentSession, fault: 'processedTwice' });
  expect(await bench.call('DELETE', platformPaths.currentSession, undefined, leaving)).toEqual({
    status: 401,
    body: { code: 'session-required' },
  });
});

test('what is processed twice is so once, and befallen by nothing else', async () => {
  bench.platform.misbehave({ path, fault: 'processedTwice', times: 1 });
  bench.platform.misbehave({ path, fault: 'status500' });
  expect(await itemStatus()).toBe(200);
  expect(await inForce(bench)).toMatchObject([{ rule: { fault: 'status500' }, struck: 0 }]);
});

test('reordered: the second of two is answered first', async () => {
  bench.platform.misbehave({ path, fault: 'reordered', withinMs: 10_000, times: 1 });
  const order: string[] = [];
  const first = items().then(() => order.push('first'));
  await nothingInForce(bench);
  await items().then(() => order.push('second'));
  await first;
  expect(order).toEqual(['second', 'first']);
});

test('reordered: the first waits until the answer of the second has ended', async () => {
  bench.platform.misbehave({ path: '/api', fault: 'reordered', withinMs: 10_000, times: 1 });
  const order: string[] = [];
  const first = items().then(() => order.push('first'));
  await nothingInForce(bench);
  const headers = { authorization: `Bearer ${token}` };
  const second = await fetch(bench.url + platformPaths.push, { headers });
  for (let count = 0; count < 10; count += 1) await items();
  order.push('second');
  await second.body?.cancel();
  await first;
  expect(order).toEqual(['second', 'first']);
});

test('reordered: a request that nothing overtakes goes on in the end', async () => {
  bench.platform.misbehave({ path, fault: 'reordered', withinMs: 50, times: 1 });
  expect(await itemStatus()).toBe(200);
});

test('closing waits for no fault', async () => {
  const closing = await startPlatformUnderTest();
  closing.platform.misbehave({ path: '/a', fault: 'delayMs', ms: 600_000, times: 1 });
  closing.platform.misbehave({ path: '/b', fault: 'reordered', withinMs: 600_000, times: 1 });
  const waiting = ['/a', '/b'].map((address) =>
    expect(fetch(closing.url + address)).rejects.toThrow('fetch failed'),
  );
  await nothingInForce(closing);
  await closing.stop();
  await Promise.all(waiting);
});

test('what still waits when the platform closes is not done any more', async () => {
  const unexpected: string[] = [];
  const closing = await startPlatformUnderTest({
    onUnexpectedError: (_error, route) => unexpected.push(route),
  });
  closing.platform.misbehave({ path: '/', fault: 'delayMs', ms: 40, times: 1 });
  const waiting = expect(closing.call('GET', platformPaths.health)).rejects.toThrow('fetch failed');
  await nothingInForce(closing);
  await closing.stop();
  await waiting;
  // Longer than the delay, and begun after it.
  await setTimeout(60);
  expect(unexpected).toEqual([]);
});

/** Until the last fault has struck for the last time. */
async function nothingInForce(at: PlatformUnderTest): Promise<void> {
  while ((await inForce(at)).length > 0);
}

async function inForce(at: PlatformUnderTest) {
  const { body } = await at.call('GET', misbehaviourPaths.faults);
  return faultsAnswerSchema.parse(body).faults;
}
