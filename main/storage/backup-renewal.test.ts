import { join } from 'node:path';
import { expect, test } from 'vitest';
import { StoppedClock } from '../../reference-platform/testing/platform-under-test.ts';
import { createBackupRenewal } from './backup-renewal.ts';
import { openForReading } from './database.ts';
import { loadDriver } from './load-driver.ts';
import { sampleCase } from './testing/samples.ts';
import { openTestStorage } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const day = 24 * 60 * 60_000;

function counting(outcomes: readonly boolean[] = []) {
  const clock = new StoppedClock();
  let made = 0;
  const renewal = createBackupRenewal({
    clock,
    backUp: () => {
      made += 1;
      return outcomes[made - 1] ?? true;
    },
  });
  return { clock, renewal, made: () => made };
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

test('what has been removed is not in the backup any more', async () => {
  const folder = temporaryFolder();
  const storage = await openTestStorage(folder);
  const renewal = createBackupRenewal({
    clock: new StoppedClock(),
    backUp: () => storage.backUp().ok,
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
