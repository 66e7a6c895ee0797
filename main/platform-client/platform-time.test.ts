import { describe, expect, test } from 'vitest';
import { StoppedClock } from '../../reference-platform/testing/platform-under-test.ts';
import { failure } from '../../src/failures/failure.ts';
import { openTestStorage } from '../storage/testing/storage-under-test.ts';
import { temporaryFolder } from '../storage/testing/temporary-folder.ts';
import { createPlatformTime } from './platform-time.ts';

const limitSeconds = 120;

/** A counter that has been shut down, and started again without the platform by a clock that is so far off. */
async function startedAgain(aheadMs: number) {
  const folder = temporaryFolder();
  const before = await openTestStorage(folder, undefined, { clock: new StoppedClock() });
  before.close();
  const clock = new StoppedClock();
  clock.jump(aheadMs);
  const { leases } = await openTestStorage(folder, undefined, { clock });
  const time = createPlatformTime(clock, { leastTime: () => leases.leastTime(clock.now()) });
  return { clock, time, drift: () => time.drift(limitSeconds) };
}

describe('before the platform has answered', () => {
  test.each([
    ['stands where it stood', 0],
    ['is behind by no more than it may be', -119_000],
    ['is ahead: nobody can know', 3_600_000],
  ])('nothing is said of a clock that %s', async (_, aheadMs) => {
    const { drift } = await startedAgain(aheadMs);
    expect(drift()).toBeUndefined();
  });

  test('a clock is behind that stands before the latest time seen here, until it is set', async () => {
    const { clock, drift } = await startedAgain(-300_000);
    expect(drift()).toEqual(failure('clock.behind', { minutes: 5 }));
    clock.jump(300_000);
    expect(drift()).toBeUndefined();
  });

  test('a clock without a battery is behind too', async () => {
    const { drift } = await startedAgain(-Date.parse(new StoppedClock().now()));
    expect(drift()?.code).toBe('clock.behind');
  });

  test('a clock that is turned back while the platform is away is behind', async () => {
    const { clock, drift } = await startedAgain(0);
    expect(drift()).toBeUndefined();
    clock.jump(-121_000);
    expect(drift()).toEqual(failure('clock.behind', { minutes: 2 }));
  });
});

test('what was seen here counts no more once the platform has answered, signed or not', async () => {
  for (const isSigned of [true, false]) {
    const { clock, time, drift } = await startedAgain(-300_000);
    // The machine was ahead when it was shut down, and is right now.
    time.heard(clock.now(), 0, isSigned);
    expect(drift()).toBeUndefined();
  }
});

test('an answer that says no time tells nothing, and that is told', () => {
  const clock = new StoppedClock();
  const heard: boolean[] = [];
  const time = createPlatformTime(clock, { onHeard: (isTold) => heard.push(isTold) });
  time.heard('', 0, true);
  expect(time.aheadMs()).toBeUndefined();
  time.heard(clock.now(), 0, true);
  time.heard('yesterday', 0, true);
  expect(time.aheadMs()).toBe(0);
  expect(heard).toEqual([false, true, false]);
});
