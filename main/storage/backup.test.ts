import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { fail, failure } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { createBackup } from './backup.ts';
import { checkDatabase } from './check-database.ts';
import { openDurable } from './database.ts';
import { loadDriver } from './load-driver.ts';
import { loadMasterKey } from './master-key.ts';
import { migrations } from './migrations.ts';
import { aesGcmSealer } from './sealing.ts';
import type { Storage } from './storage.ts';
import { driverNames } from './testing/drivers.ts';
import { filledCaseIds, fillStorage } from './testing/filled-storage.ts';
import { secretBoxWith } from './testing/reversible-secret-box.ts';
import { runUntilStep } from './testing/run-until-step.ts';
import { personal, sampleCase, sampleContent } from './testing/samples.ts';
import { canMakeDisks, smallDisk } from './testing/small-disk.ts';
import { openTestStorage, random, stoppedClock } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const driver = loadDriver('better-sqlite3');
const databaseIn = (folder: string) => join(folder, 'store', 'workstation.db');
const backupIn = (folder: string) => `${databaseIn(folder)}.backup`;

/** What the log says last. */
function lastEntry({ audit }: Storage) {
  const { action, facts } = audit.content().rows.at(-1) ?? {};
  return { action, facts };
}

const madeIt = { action: 'storage:backed-up', facts: {} };
const notMade = (code: string) => ({ action: 'storage:not-backed-up', facts: { code } });

/** The backup of a storage's database as the storage makes it, by another clock. */
async function backupBy(folder: string, { workstation }: Storage, monotonic: () => number) {
  const keyFile = join(folder, 'store', 'master-key.json');
  const key = await loadMasterKey(keyFile, false, secretBoxWith(0x5a), random);
  const raw = openDurable(driver, databaseIn(folder));
  if (!key.ok || !raw.ok) throw new Error('the store cannot be opened');
  const backup = createBackup({
    database: raw.value,
    driver,
    migrations,
    file: databaseIn(folder),
    sealer: aesGcmSealer(key.value, random),
    workstation,
    clock: { monotonic },
    latest: stoppedClock.now,
    spareBytes: 0,
    timeLimit: 2000,
  });
  onTestFinished(() => {
    raw.value.close();
    backup.close();
  });
  return backup;
}

/** Destroys the seal of a case, past the storage. */
function spoilCase(folder: string): void {
  const raw = openDurable(driver, databaseIn(folder));
  if (!raw.ok) throw new Error(raw.problem.code);
  raw.value.exec(`UPDATE cases SET body = substr(body, 2) WHERE id = '${filledCaseIds[0]}'`);
  raw.value.close();
}

describe.each(driverNames)('a backup on %s', (name) => {
  it('is a whole database by itself, with all that was stored until then', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder, name);
    fillStorage(storage);
    expect(storage.backUp()).toEqual(ok(null));
    expect(lastEntry(storage)).toEqual(madeIt);
    expect(checkDatabase(loadDriver(name), backupIn(folder), migrations, true).ok).toBe(true);
    const names = readdirSync(join(folder, 'store')).filter((file) => file.includes('.backup'));
    expect(names).toEqual(['workstation.db.backup']);
    storage.cases.save(sampleCase());
    expect(storage.backUp()).toEqual(ok(null));
    expect(storage.cases.load(sampleCase().id).ok).toBe(true);
  });

  it('names nobody', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder, name);
    fillStorage(storage);
    storage.backUp();
    const bytes = readFileSync(backupIn(folder));
    for (const text of Object.values(personal)) {
      expect(bytes.includes(text)).toBe(false);
      expect(bytes.includes(Buffer.from(text, 'utf16le'))).toBe(false);
    }
  });
});

test('a backup can be read by nobody else, as far as the system knows people', async () => {
  const folder = temporaryFolder();
  (await openTestStorage(folder)).backUp();
  if (process.platform === 'win32') return;
  expect(statSync(backupIn(folder)).mode & 0o777).toBe(0o600);
});

test('a shredded lease cannot be opened with the backup and the master key together', async () => {
  const folder = temporaryFolder();
  const storage = await openTestStorage(folder);
  const lease = {
    caseId: sampleCase().id,
    holder: personal.idNumber,
    clerk: 'chen.li',
    endsAt: '2026-11-24T13:00:00.000Z',
    content: sampleContent,
  };
  const id = storage.leases.open(lease);
  storage.backUp();
  storage.leases.shred(id);
  storage.close();
  writeFileSync(databaseIn(folder), readFileSync(backupIn(folder)));
  const restored = await openTestStorage(folder);
  expect(restored.leases.read(id, lease, '2026-11-24T01:00:00.000Z').ok).toBe(false);
});

test('damage that nobody has noticed does not reach the backup, and the next start mends it', async () => {
  const folder = temporaryFolder();
  const storage = await openTestStorage(folder);
  fillStorage(storage);
  storage.backUp();
  const before = readFileSync(backupIn(folder));
  // Of a case that has ended: no start looks at it.
  spoilCase(folder);
  expect(storage.backUp()).toEqual(fail('storage.damaged-database'));
  expect(lastEntry(storage)).toEqual(notMade('storage.damaged-database'));
  expect(readFileSync(backupIn(folder)).equals(before)).toBe(true);
  expect(storage.notices()).toEqual([failure('storage.damaged-database')]);
  storage.close();
  const mended = await openTestStorage(folder);
  expect(mended.cases.load(filledCaseIds[0] ?? '').ok).toBe(true);
});

test('what cannot be written, or takes too long, leaves the backup of before and everything else', async () => {
  const folder = temporaryFolder();
  const storage = await openTestStorage(folder);
  fillStorage(storage);
  storage.backUp();
  const before = readFileSync(backupIn(folder));
  storage.cases.save(sampleCase());
  let now = 0;
  const slow = await backupBy(folder, storage, () => {
    now += 3000;
    return now;
  });
  expect(slow.make()).toEqual(fail('storage.not-written'));
  expect(existsSync(`${backupIn(folder)}.new`)).toBe(false);
  expect(readFileSync(backupIn(folder)).equals(before)).toBe(true);
  mkdirSync(`${backupIn(folder)}.new`);
  expect(storage.backUp().ok).toBe(false);
  expect(readFileSync(backupIn(folder)).equals(before)).toBe(true);
  expect(storage.notices()).toEqual([]);
});

test('the time is looked at with each table and each record of the copy too', async () => {
  const folder = temporaryFolder();
  const storage = await openTestStorage(folder);
  fillStorage(storage);
  let looks = 0;
  let looksInTime = 0;
  const backup = await backupBy(folder, storage, () => {
    looks += 1;
    return looks > looksInTime ? 3000 : 0;
  });
  for (let isMade = false; !isMade; ) {
    looks = 0;
    looksInTime += 1;
    // However long what was looked at took: the next part is not begun.
    const made = backup.make();
    isMade = made.ok;
    if (!made.ok) expect(made).toEqual(fail('storage.not-written'));
    expect(existsSync(backupIn(folder))).toBe(isMade);
  }
  const records = 30 + 20 + 5;
  expect(looksInTime).toBeGreaterThan(records);
});

/** What the system knows of the locks on a database's file. */
const locksOn = (folder: string) =>
  readFileSync('/proc/locks', 'utf8')
    .split('\n')
    .filter((lock) => lock.includes(`:${statSync(databaseIn(folder)).ino} `))
    .map((lock) => lock.replace(/^\d+: /, ''));

test.runIf(existsSync('/proc/locks')).each(driverNames)(
  'a backup leaves SQLite its lock, without which another program may delete the log, on %s',
  async (name) => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder, name);
    fillStorage(storage);
    const before = locksOn(folder);
    expect(before).toHaveLength(1);
    expect(storage.backUp()).toEqual(ok(null));
    expect(locksOn(folder)).toEqual(before);
    storage.close();
    expect(locksOn(folder)).toEqual([]);
  },
);

test('a program that holds the database is waited for only a moment', async () => {
  const folder = temporaryFolder();
  const storage = await openTestStorage(folder);
  const holder = openDurable(driver, databaseIn(folder));
  if (!holder.ok) throw new Error(holder.problem.code);
  holder.value.exec('BEGIN IMMEDIATE');
  const began = performance.now();
  const made = storage.backUp();
  const took = performance.now() - began;
  holder.value.exec('ROLLBACK');
  holder.value.close();
  expect(made).toEqual(fail('storage.held'));
  expect(took).toBeLessThan(4000);
});

test('wherever it is killed, there is the backup of before or the new one', async () => {
  const folder = temporaryFolder();
  const storage = await openTestStorage(folder);
  fillStorage(storage, 'first');
  storage.backUp();
  const before = readFileSync(backupIn(folder));
  fillStorage(storage, 'second');
  const found = new Set<string>();
  let isMade = false;
  for (let step = 1; !isMade; step += 1) {
    runUntilStep(step, () => {
      isMade = storage.backUp().ok;
    });
    const now = readFileSync(backupIn(folder));
    expect(checkDatabase(driver, backupIn(folder), migrations, true).ok).toBe(true);
    found.add(now.equals(before) ? 'before' : 'new');
  }
  expect(found).toEqual(new Set(['before', 'new']));
});

test.runIf(canMakeDisks)(
  'a full disk keeps the backup of before, the reserve, and its room',
  async () => {
    const { folder } = smallDisk(3 * 1024 * 1024);
    const reserveBytes = 256 * 1024;
    const storage = await openTestStorage(folder, 'better-sqlite3', { reserveBytes });
    fillStorage(storage);
    expect(storage.backUp()).toEqual(ok(null));
    const before = readFileSync(backupIn(folder));
    const { size } = statSync(databaseIn(folder));
    // Room for the copy, and not for what is left to others.
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(join(folder, 'filler'), random(bavail * bsize - size - reserveBytes));
    const made = storage.backUp();
    expect(made).toEqual(fail('storage.disk-full'));
    expect(lastEntry(storage)).toEqual(notMade('storage.disk-full'));
    expect(readFileSync(backupIn(folder)).equals(before)).toBe(true);
    expect(storage.notices()).toEqual([]);
    expect(existsSync(join(folder, 'store', 'reserve'))).toBe(true);
  },
);
