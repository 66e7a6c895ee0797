import { expect, test } from 'vitest';
import { StoppedClock } from '../../reference-platform/testing/platform-under-test.ts';
import { batchLimits } from '../../src/contracts/platform-api.ts';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { sampleEvent } from '../storage/testing/samples.ts';
import { openTestStorage } from '../storage/testing/storage-under-test.ts';
import { temporaryFolder } from '../storage/testing/temporary-folder.ts';
import { daysKept, purgeOutbox } from './outbox-retention.ts';

const day = 24 * 60 * 60_000;
const [platformA, platformB] = ['platform-a', 'platform-b'];

/** A storage of which days pass. */
async function storageInTime() {
  const clock = new StoppedClock();
  const storage = await openTestStorage(temporaryFolder(), 'better-sqlite3', { clock });
  const logged: string[] = [];
  const note = (event: string) => logged.push(event);
  const log = { info: note, warn: note };
  let last = 0;
  return {
    storage,
    clock,
    logged,
    enqueue: (count: number) =>
      storage.transaction(() => {
        for (let index = 0; index < count; index += 1) {
          last += 1;
          storage.outbox.enqueue(sampleEvent(last));
        }
        return ok(null);
      }),
    acknowledge: (ackedThrough: number, platformId = platformA, rejected: number[] = []) =>
      storage.transaction(() =>
        storage.outbox.acknowledge({
          platformId,
          ackedThrough,
          rejected: rejected.map((seq) => ({ seq, code: 'item-unknown' })),
          received: [],
        }),
      ),
    purge: () => purgeOutbox({ storage, clock, log }),
    /** What would be sent next. */
    waiting: () => {
      const pending = storage.outbox.pending(batchLimits);
      return pending.ok ? pending.value.map(({ seq }) => seq) : pending.problem.code;
    },
  };
}

test('an acknowledged event is kept for 14 days and then purged, a rejected one too', async () => {
  const at = await storageInTime();
  at.enqueue(3);
  at.acknowledge(2, platformA, [2]);
  at.clock.pass(daysKept * day);
  expect(at.purge()).toEqual(ok(0));
  at.clock.pass(day);
  expect(at.purge()).toEqual(ok(2));
  expect(at.storage.outbox.goneThrough()).toBe(2);
  expect(at.storage.outbox.counts()).toMatchObject({ waiting: 1, rejected: 0 });
  expect(at.waiting()).toEqual([3]);
  expect(at.logged).toEqual(['outbox.purged']);
});

test('the days count from the acknowledgement, however long an event has waited', async () => {
  const at = await storageInTime();
  at.enqueue(2);
  at.clock.pass(30 * day);
  at.acknowledge(1);
  at.clock.pass(daysKept * day);
  expect(at.purge()).toEqual(ok(0));
  at.clock.pass(day);
  expect(at.purge()).toEqual(ok(1));
  expect(at.waiting()).toEqual([2]);
});

test('what a restored platform has lost counts as not acknowledged until it is again', async () => {
  const at = await storageInTime();
  at.enqueue(4);
  at.acknowledge(4);
  at.clock.pass(10 * day);
  at.acknowledge(1);
  at.clock.pass(5 * day);
  expect(at.purge()).toEqual(ok(1));
  expect(at.waiting()).toEqual([2, 3, 4]);
  at.acknowledge(4);
  at.clock.pass(daysKept * day);
  expect(at.purge()).toEqual(ok(0));
});

test('another platform keeps everything that is still here from being purged', async () => {
  const at = await storageInTime();
  at.enqueue(3);
  at.acknowledge(3);
  at.acknowledge(3, platformB);
  at.clock.pass(100 * day);
  expect(at.purge()).toEqual(ok(0));
  expect(at.waiting()).toEqual([1, 2, 3]);
});

test('numbers go on after all events are gone', async () => {
  const at = await storageInTime();
  at.enqueue(2);
  at.acknowledge(2);
  at.clock.pass((daysKept + 1) * day);
  expect(at.purge()).toEqual(ok(2));
  expect(at.storage.outbox.goneThrough()).toBe(2);
  at.enqueue(1);
  expect(at.waiting()).toEqual([3]);
});

test('a disk that fails keeps the events for the next time', async () => {
  const at = await storageInTime();
  const log = { info: () => undefined, warn: (event: string) => at.logged.push(event) };
  const failing = {
    ...at.storage,
    transaction: () => {
      throw Object.assign(new Error('i/o error'), { code: 'EIO' });
    },
  };
  expect(purgeOutbox({ storage: failing, clock: at.clock, log })).toEqual(
    fail('storage.disk-error'),
  );
  expect(at.logged).toEqual(['outbox.not-purged']);
});
