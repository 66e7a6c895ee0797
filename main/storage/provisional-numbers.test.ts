import { expect, test } from 'vitest';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { Storage } from './storage.ts';
import { driverNames } from './testing/drivers.ts';
import { openTestStorage } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const today = { windowId: 'A07', day: '2026-11-24' };
const none = fail('offline.no-numbers');

function take(storage: Storage, of = today): Outcome<string> {
  return storage.transaction(() => storage.provisionalNumbers.take(of));
}

/** Takes until there is none left. @returns the serials, without what stands around them */
function takeAll(storage: Storage, of = today): readonly number[] {
  const serials: number[] = [];
  for (let taken = take(storage, of); taken.ok; taken = take(storage, of)) {
    serials.push(Number.parseInt(taken.value.slice(-6, -1), 36));
  }
  return serials;
}

test.each(driverNames)('numbers come in order, block after block, on %s', async (driver) => {
  const storage = await openTestStorage(temporaryFolder(), driver);
  storage.provisionalNumbers.add('A07', [
    { day: today.day, first: 51, last: 53 },
    { day: today.day, first: 1, last: 2 },
  ]);
  expect(take(storage)).toEqual(ok('FSA0720261124000016'));
  expect(takeAll(storage)).toEqual([2, 51, 52, 53]);
  expect(take(storage)).toEqual(none);
});

test('a number of another day or of another window is never taken', async () => {
  const storage = await openTestStorage(temporaryFolder());
  storage.provisionalNumbers.add('A07', [{ day: '2026-11-23', first: 1, last: 50 }]);
  storage.provisionalNumbers.add('A08', [{ day: today.day, first: 1, last: 50 }]);
  expect(take(storage)).toEqual(none);
});

test('a number whose case was not stored is taken by the next one, and by no other', async () => {
  const storage = await openTestStorage(temporaryFolder());
  storage.provisionalNumbers.add('A07', [{ day: today.day, first: 1, last: 3 }]);
  const notStored = storage.transaction(() => {
    expect(storage.provisionalNumbers.take(today).ok).toBe(true);
    return fail('case.not-at-this-step');
  });
  expect(notStored.ok).toBe(false);
  expect(takeAll(storage)).toEqual([1, 2, 3]);
});

test('a number that was taken is not taken again after a crash', async () => {
  const folder = temporaryFolder();
  const before = await openTestStorage(folder);
  before.provisionalNumbers.add('A07', [{ day: today.day, first: 1, last: 3 }]);
  const first = take(before);
  // As after a crash: nothing is closed, and what is on the disk is all there is.
  const after = await openTestStorage(folder);
  const second = take(after);
  expect(first.ok && second.ok && first.value !== second.value).toBe(true);
  expect(takeAll(after)).toEqual([3]);
});

test('a block that is given once more stays as it is', async () => {
  const storage = await openTestStorage(temporaryFolder());
  const block = { day: today.day, first: 1, last: 2 };
  storage.provisionalNumbers.add('A07', [block]);
  expect(take(storage).ok).toBe(true);
  storage.provisionalNumbers.add('A07', [block]);
  expect(takeAll(storage)).toEqual([2]);
});

test('what is held is told per day, used up or not, and what is past is forgotten', async () => {
  const storage = await openTestStorage(temporaryFolder());
  storage.provisionalNumbers.add('A07', [
    { day: '2026-11-23', first: 1, last: 50 },
    { day: today.day, first: 1, last: 2 },
    { day: today.day, first: 101, last: 102 },
  ]);
  take(storage);
  storage.provisionalNumbers.dropBefore(today.day);
  expect(storage.provisionalNumbers.held('A07')).toEqual([
    { day: today.day, through: 102, left: 3 },
  ]);
  expect(storage.provisionalNumbers.held('A08')).toEqual([]);
});

test('a number is taken with its case only', async () => {
  const storage = await openTestStorage(temporaryFolder());
  expect(() => storage.provisionalNumbers.take(today)).toThrow('A number is taken with the case');
});
