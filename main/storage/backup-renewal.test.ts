import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { StoppedClock } from '../../reference-platform/testing/platform-under-test.ts';
import { fail } from '../../src/failures/failure.ts';
import { hallDay } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import { createBackupRenewal } from './backup-renewal.ts';
import { openForReading } from './database.ts';
import { loadDriver } from './load-driver.ts';
import { sampleCase } from './testing/samples.ts';
import { openTestStorage } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const day = 24 * 60 * 60_000;

/** Logs nothing. */
const log = { info: () => undefined, warn: () => undefined };

function counting(outcomes: readonly boolean[] = []) {
  const clock = new StoppedClock();
  let made = 0;
  let isFree = true;
  const renewal = createBackupRenewal({
    clock,
    storage: {
      backUp: () => {
        made += 1;
        return (outcomes[made - 1] ?? true) ? ok(null) : fail('storage.disk-full');
      },
      backedUpOn: () => hallDay(clock.now()),
      dropBackup: () => expect.unreachable(),
    },
    caseDays: () => 7,
    reached: clock.now.bind(clock),
    isFree: () => isFree,
    log,
  });
  return {
    clock,
    renewal,
    made: () => made,
    /** Somebody comes to the counter, or goes. */
    setFree: (free: boolean) => {
      isFree = free;
    },
  };
}

test('makes no backup while nothing has been removed', () => {
  const { clock, renewal, made } = counting();
  renewal.passTime();
  clock.pass(day);
  renewal.passTime();
  expect(made()).toBe(0);
});

test('makes one for all that a day has removed, and the next on the next day', () => {
  const { clock, renewal, made } = counting();
  renewal.noteRemoved();
  renewal.noteRemoved();
  renewal.passTime();
  expect(made()).toBe(1);
  renewal.noteRemoved();
  renewal.passTime();
  expect(made()).toBe(1);
  clock.pass(day);
  renewal.passTime();
  expect(made()).toBe(2);
  clock.pass(day);
  renewal.passTime();
  expect(made()).toBe(2);
});

test('tries one that could not be made again on the next day, and not every minute', () => {
  const { clock, renewal, made } = counting([false, true]);
  renewal.noteRemoved();
  renewal.passTime();
  renewal.passTime();
  expect(made()).toBe(1);
  clock.pass(day);
  renewal.passTime();
  expect(made()).toBe(2);
});

test('waits until nobody is at the counter, and lasts no longer than the program', () => {
  const { clock, renewal, made, setFree } = counting();
  setFree(false);
  renewal.noteRemoved();
  renewal.passTime();
  clock.pass(day);
  renewal.passTime();
  expect(made()).toBe(0);
  setFree(true);
  renewal.passTime();
  expect(made()).toBe(1);
  setFree(false);
  renewal.end();
  expect(made()).toBe(2);
});

describe('a backup that is older than a received case is kept', () => {
  /** A storage with a backup, of which days have passed, on a disk that takes another one or not. */
  async function daysLater(days: number, isWritable: boolean) {
    const folder = temporaryFolder();
    const clock = new StoppedClock();
    const file = join(folder, 'store', 'workstation.db.backup');
    const storage = await openTestStorage(folder, undefined, { clock });
    expect(storage.backUp().ok).toBe(true);
    clock.pass(days * day);
    // A folder in the place of the copy under way: it cannot be written.
    if (!isWritable) mkdirSync(`${file}.new`);
    const renewal = createBackupRenewal({
      clock,
      storage,
      caseDays: () => 7,
      reached: clock.now.bind(clock),
      isFree: () => false,
      log,
    });
    return { storage, renewal, isThere: () => existsSync(file) };
  }

  test('is renewed though somebody is at the counter', async () => {
    const { storage, renewal, isThere } = await daysLater(8, true);
    expect(storage.backedUpOn()).toBe('2026-11-24');
    renewal.passTime();
    expect(isThere()).toBe(true);
    expect(storage.backedUpOn()).toBe('2026-12-02');
  });

  test('is removed where no new one can be made, and that is written down', async () => {
    const { storage, renewal, isThere } = await daysLater(8, false);
    renewal.passTime();
    expect(isThere()).toBe(false);
    expect(storage.backedUpOn()).toBeUndefined();
    const { action, facts } = storage.audit.content().rows.at(-1) ?? {};
    expect({ action, facts }).toEqual({
      action: 'retention:removed',
      facts: { what: 'backup', kind: 'all', count: 1, before: '2026-11-25' },
    });
  });

  test('stays until then, whatever has been removed', async () => {
    const { renewal, isThere } = await daysLater(7, false);
    renewal.noteRemoved();
    renewal.end();
    expect(isThere()).toBe(true);
  });
});

test('what has been removed is not in the backup any more', async () => {
  const folder = temporaryFolder();
  const storage = await openTestStorage(folder);
  const clock = new StoppedClock();
  const renewal = createBackupRenewal({
    clock,
    storage,
    caseDays: () => 7,
    reached: clock.now.bind(clock),
    isFree: () => true,
    log,
  });
  const backedUp = () => {
    const file = join(folder, 'store', 'workstation.db.backup');
    const backup = openForReading(loadDriver('better-sqlite3'), file);
    const ids = backup.prepare<{ readonly id: string }>('SELECT id FROM cases').all();
    backup.close();
    return ids;
  };
  const { id } = sampleCase();
  storage.cases.save(sampleCase());
  expect(storage.backUp().ok).toBe(true);
  expect(backedUp()).toEqual([{ id }]);
  storage.cases.remove(id);
  renewal.noteRemoved();
  renewal.passTime();
  expect(backedUp()).toEqual([]);
});
