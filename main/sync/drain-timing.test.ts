import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { StoppedClock } from '../../reference-platform/testing/platform-under-test.ts';
import type { BatchAnswer, OpenSessionAnswer } from '../../src/contracts/platform-api.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { WrittenBatch } from '../../src/sync/batching.ts';
import { slotAfterOutage } from '../../src/sync/retry.ts';
import { sampleEvent } from '../storage/testing/samples.ts';
import { openTestStorage } from '../storage/testing/storage-under-test.ts';
import { temporaryFolder } from '../storage/testing/temporary-folder.ts';
import { startOutboxDrain } from './outbox-drain.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const minute = 60_000;
const reconnectWindowMs = 20_000;
const noAnswer = fail('platform.unreachable');
const reserved = fail('platform.server-error', { status: 429, retryAfterSeconds: 7 });

type Answer = Outcome<BatchAnswer> | 'none ever';

/** A drain whose platform answers as told, and all is well after that; on time that the test owns. */
async function drainWith(...answers: Answer[]) {
  const clock = new StoppedClock();
  const storage = await openTestStorage(temporaryFolder());
  const batches: WrittenBatch[] = [];
  const logged: string[] = [];
  const note = (event: string) => logged.push(event);
  const opened = { clerk: { role: 'clerk' }, reconnectWindowMs } as OpenSessionAnswer;
  let isLoggedIn = true;
  const drain = startOutboxDrain({
    storage,
    clock,
    platform: {
      session: () => (isLoggedIn ? { origin: '', opened, granted: opened } : undefined),
      attachments: { declare: async () => noAnswer, sendChunk: async () => noAnswer },
      sendBatch: async (batch) => {
        batches.push(batch);
        const answer = answers.shift();
        if (answer === 'none ever') return new Promise(() => undefined);
        const ackedThrough = batch.events.at(-1)?.seq ?? 0;
        return answer ?? ok({ platformId: 'P', ackedThrough, rejected: [], received: [] });
      },
    },
    acknowledge: (answer) =>
      storage.transaction(() => {
        const taken = storage.outbox.acknowledge(answer);
        return taken.ok ? ok(null) : taken;
      }),
    log: { info: note, warn: note },
    onProgress: () => undefined,
    random: () => 0.5,
  });
  onTestFinished(() => drain.stop());
  const pass = (ms: number) => {
    clock.pass(ms);
    return vi.advanceTimersByTimeAsync(ms);
  };
  storage.transaction(() => {
    for (let index = 1; index <= 300; index += 1) storage.outbox.enqueue(sampleEvent(index));
    return ok(null);
  });
  return {
    drain,
    storage,
    logged,
    pass,
    nudge: () => {
      drain.nudge();
      return pass(0);
    },
    logOut: () => {
      isLoggedIn = false;
    },
    /** How many events each batch had. */
    sizes: () => batches.map(({ events }) => events.length),
    slot: slotAfterOutage(storage.workstation.id, reconnectWindowMs),
  };
}

test('the first try after an outage is at the workstation’s slot, with a small batch', async () => {
  const at = await drainWith(noAnswer);
  await at.nudge();
  expect(at.sizes()).toEqual([200]);
  // The first bound is a second, half of which is drawn: the news comes before.
  await at.nudge();
  await at.pass(at.slot - 1);
  // Further news changes nothing.
  await at.nudge();
  expect(at.sizes()).toEqual([200]);
  await at.pass(1);
  expect(at.sizes()).toEqual([200, 20, 200, 80]);
  expect(at.storage.outbox.counts().waiting).toBe(0);
});

test('without any news a platform that does not answer is tried again with full jitter', async () => {
  const at = await drainWith(noAnswer, noAnswer, fail('platform.timed-out'));
  await at.nudge();
  for (const wait of [500, 1_000, 2_000]) {
    const before = at.sizes().length;
    await at.pass(wait - 1);
    expect(at.sizes()).toHaveLength(before);
    await at.pass(1);
    expect(at.sizes().length).toBeGreaterThan(before);
  }
  expect(at.sizes()).toEqual([200, 20, 20, 20, 200, 80]);
});

test('a time that the platform named is a reserved slot: not before, whatever the news, and with a whole batch', async () => {
  const at = await drainWith(reserved);
  await at.nudge();
  await at.pass(6_999);
  await at.nudge();
  expect(at.sizes()).toEqual([200]);
  await at.pass(1);
  expect(at.sizes()).toEqual([200, 200, 100]);
});

test('a platform that answers with an error of its own is there: news of it is worth a try at once', async () => {
  const at = await drainWith(fail('platform.server-error', { status: 500 }));
  await at.nudge();
  await at.nudge();
  expect(at.sizes()).toEqual([200, 20, 200, 80]);
});

test('a platform that acknowledges nothing of what it answers is not sent the same without end', async () => {
  const nothing = ok({ platformId: 'P', ackedThrough: 0, rejected: [], received: [] });
  const at = await drainWith(nothing, nothing, nothing);
  await at.nudge();
  expect(at.sizes()).toEqual([200, 200]);
  expect(at.logged).toEqual(['outbox.not-sent']);
  await at.pass(500);
  expect(at.sizes()).toEqual([200, 200, 20, 200, 100]);
});

test('a drain whose answer never comes is begun anew, and the late one is one too many', async () => {
  const at = await drainWith('none ever');
  await at.nudge();
  await at.pass(2 * minute);
  at.drain.passTime();
  await at.nudge();
  expect(at.sizes()).toEqual([200]);
  await at.pass(minute);
  at.drain.passTime();
  await at.pass(0);
  expect(at.sizes()).toEqual([200, 20, 200, 80]);
  expect(at.logged).toEqual(['outbox.drain-restarted']);
  expect(at.storage.outbox.counts().waiting).toBe(0);
});

test('a drain that rests with something to send, and no news, begins by itself', async () => {
  const at = await drainWith();
  await at.pass(3 * minute);
  at.drain.passTime();
  await at.pass(0);
  expect(at.sizes()).toEqual([20, 200, 80]);
});

test('a drain that waits for its time, has nothing to send or nobody to send it for is not begun', async () => {
  const at = await drainWith(
    fail('platform.server-error', { status: 503, retryAfterSeconds: 500 }),
  );
  await at.nudge();
  await at.pass(4 * minute);
  at.drain.passTime();
  await at.pass(0);
  expect(at.sizes()).toEqual([200]);
  await at.pass(5 * minute);
  expect(at.storage.outbox.counts().waiting).toBe(0);
  at.drain.passTime();
  expect(at.logged).toEqual(['outbox.not-sent']);

  const nobody = await drainWith();
  nobody.logOut();
  await nobody.pass(4 * minute);
  nobody.drain.passTime();
  expect(nobody.sizes()).toEqual([]);
});
