import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changesAnswerSchema } from '../../src/contracts/changes.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
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
let epoch: string;
let seq: number;
beforeEach(() => start({}));
afterEach(() => bench.stop());

async function start(options: { readonly heartbeatMs?: number }) {
  bench = await startPlatformUnderTest(options);
  ({ token } = await bench.logIn());
  epoch = randomUUID();
  seq = 0;
}

/** From here on streams show signs of life while the test lasts. */
async function startBeating() {
  await bench.stop();
  await start({ heartbeatMs: 20 });
}

/** A stream that is open and has been told where its workstation stands. */
async function listen() {
  const stream = await openStream(bench, platformPaths.push, token);
  await stream.nextHint();
  return stream;
}

/** Hands a case over. @returns the hint that belongs to it */
async function handOver(): Promise<string> {
  seq += 1;
  const batch = { workstationId, epoch, events: [receivedCase(seq)] };
  await bench.call('POST', platformPaths.batches, batch, token);
  const { body } = await bench.call('GET', platformPaths.changes, undefined, token);
  return `event: changed\ndata: ${changesAnswerSchema.parse(body).cursor}`;
}

test('hintsLost: a hint does not come, the change is there nevertheless', async () => {
  const stream = await listen();
  bench.platform.misbehave({ fault: 'hintsLost', times: 1 });
  const [lost, next] = [await handOver(), await handOver()];
  expect(lost).not.toBe(next);
  expect(await stream.nextHint()).toBe(next);
});

test('hintsDoubled: a hint comes twice', async () => {
  const stream = await listen();
  bench.platform.misbehave({ fault: 'hintsDoubled', times: 1 });
  const [doubled, next] = [await handOver(), await handOver()];
  expect([await stream.nextHint(), await stream.nextHint(), await stream.nextHint()]).toEqual([
    doubled,
    doubled,
    next,
  ]);
});

test('hintsLate: a hint comes late, its change does not', async () => {
  const stream = await listen();
  bench.platform.misbehave({ fault: 'hintsLate', ms: 150, times: 1 });
  const begun = performance.now();
  const late = await handOver();
  expect(await stream.nextHint()).toBe(late);
  expect(performance.now() - begun).toBeGreaterThan(130);
});

test('a late hint of a stream that has ended is nobody’s', async () => {
  await startBeating();
  const stream = await listen();
  // Long enough to end the stream meanwhile, on a busy machine too.
  const ms = 300;
  bench.platform.misbehave({ fault: 'hintsLate', ms, times: 1 });
  await handOver();
  const told = performance.now();
  const young = await listen();
  expect(await stream.nextHint()).toBeUndefined();
  while (performance.now() - told < ms + 50) expect(await young.next()).toBe(': heartbeat');
});

test('pushCut: a stream is cut instead of its next hint', async () => {
  const stream = await listen();
  bench.platform.misbehave({ fault: 'pushCut', times: 1 });
  await handOver();
  await expect(stream.nextHint()).rejects.toThrow('terminated');
  await listen();
});

test('pushCut: a quiet stream is cut as well', async () => {
  await startBeating();
  const stream = await listen();
  bench.platform.misbehave({ fault: 'pushCut', times: 1 });
  await expect(stream.nextHint()).rejects.toThrow('terminated');
});

test('processedTwice: a stream that is opened twice is one stream', async () => {
  bench.platform.misbehave({ fault: 'processedTwice', path: platformPaths.push, times: 1 });
  const stream = await listen();
  const [first, second] = [await handOver(), await handOver()];
  expect([await stream.nextHint(), await stream.nextHint()]).toEqual([first, second]);
});

test('a fault befalls the streams of its path only', async () => {
  await startBeating();
  const phone = await signedInPhone(bench, people.allGood.card);
  bench.platform.misbehave({ fault: 'hintsDoubled', path: platformPaths.phonePush });
  const stream = await openStream(bench, platformPaths.push, token);
  expect(await stream.nextHint()).toContain('event: changed');
  expect(await stream.next()).toBe(': heartbeat');
  const ofPhone = await openStream(bench, platformPaths.phonePush, phone);
  expect(await ofPhone.nextHint()).toContain('event: changed');
  expect(await ofPhone.next()).toContain('event: changed');
});
