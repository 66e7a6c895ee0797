import { expect, onTestFinished, test } from 'vitest';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import {
  StoppedClock,
  startPlatformUnderTest,
} from '../../reference-platform/testing/platform-under-test.ts';
import { receivedCase } from '../../reference-platform/testing/received-case.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { ok } from '../../src/support/result.ts';
import { createPlatformClient } from '../platform-client/platform-client.ts';
import { openTestStorage } from '../storage/testing/storage-under-test.ts';
import { temporaryFolder } from '../storage/testing/temporary-folder.ts';
import { createChangeFeed } from './change-feed.ts';
import { startOutboxDrain } from './outbox-drain.ts';

const hour = 60 * 60_000;

/** A counter that syncs with a platform by way of a network that can be cut. */
async function counter(who: keyof typeof clerks = 'clerk') {
  const clock = new StoppedClock();
  const bench = await startPlatformUnderTest({ clock });
  onTestFinished(() => bench.stop());
  const storage = await openTestStorage(temporaryFolder());
  const asked: string[] = [];
  const waiting = new Set<() => void>();
  const lookAgain = () => {
    for (const look of [...waiting]) look();
  };
  let isCut = false;
  let expired = 0;
  const platform = createPlatformClient({
    fetch: async (address, init) => {
      if (isCut) throw new TypeError('fetch failed');
      asked.push(new URL(address).pathname);
      return fetch(address, init);
    },
    origin: () => ok(bench.url),
    onReached: () => undefined,
    onExpired: () => {
      expired += 1;
    },
    clock,
  });
  const noted: string[] = [];
  const note = (event: string) => {
    noted.push(event);
    lookAgain();
  };
  const log = { info: note, warn: note };
  const drain = startOutboxDrain({
    storage,
    platform,
    acknowledge: (answer) =>
      storage.transaction(() => {
        const taken = storage.outbox.acknowledge(answer);
        queueMicrotask(lookAgain);
        return taken.ok ? ok(null) : taken;
      }),
    clock,
    log,
    onProgress: () => undefined,
    // Tries come at the test's nudges alone, within its time.
    random: () => 0.999,
  });
  onTestFinished(() => drain.stop());
  const feed = createChangeFeed({
    platform,
    onChanges: () => {
      queueMicrotask(lookAgain);
      return ok(null);
    },
    log,
  });
  const { account, password } = clerks[who];
  const { id } = storage.workstation;
  await platform.logIn({ account, password, windowId: 'A07', workstationId: id });
  asked.length = 0;
  return {
    clock,
    storage,
    drain,
    feed,
    asked,
    noted,
    expired: () => expired,
    cut: (cut: boolean) => {
      isCut = cut;
    },
    enqueue: (count: number) =>
      storage.transaction(() => {
        for (let index = 1; index <= count; index += 1) {
          const { seq: _seq, ...event } = receivedCase(index);
          storage.outbox.enqueue(event);
        }
        return ok(null);
      }),
    until: (holds: () => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!holds()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

test('a token that ends in an outage is renewed once afterwards, and the outbox drains (X15)', async () => {
  const at = await counter();
  at.cut(true);
  at.enqueue(220);
  at.drain.nudge();
  at.feed.pull();
  await at.until(() => at.noted.length === 2);
  expect([...at.noted].sort()).toEqual(['changes.not-pulled', 'outbox.not-sent']);

  at.clock.pass(2 * hour);
  at.drain.nudge();
  at.feed.pull();
  await at.until(() => at.noted.length === 4);
  expect(at.asked).toEqual([]);

  at.cut(false);
  at.drain.nudge();
  at.feed.pull();
  await at.until(() => at.storage.outbox.counts().waiting === 0);
  expect(at.asked.filter((path) => path === platformPaths.refreshSession)).toHaveLength(1);
  expect(at.asked[0]).toBe(platformPaths.refreshSession);
  expect(at.storage.outbox.counts().rejected).toBe(0);
  expect(at.expired()).toBe(0);
});

test.each(['technician', 'admin', 'approver'] as const)(
  'while a %s is logged in the outbox rests: the platform takes cases from those who receive them',
  async (role) => {
    const at = await counter(role);
    at.enqueue(1);
    at.drain.nudge();
    expect(at.asked).toEqual([]);
    expect(at.storage.outbox.counts().waiting).toBe(1);
  },
);
