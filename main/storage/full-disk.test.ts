import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fail, failure } from '../../src/failures/failure.ts';
import type { Clock } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import { createCaseStore } from './case-store.ts';
import type { Database } from './database.ts';
import { loadDriver } from './load-driver.ts';
import { migrations } from './migrations.ts';
import { openDatabase } from './open-database.ts';
import { createOutbox } from './outbox.ts';
import { aesGcmSealer } from './sealing.ts';
import { storageFailure } from './storage-failure.ts';
import { driverNames } from './testing/drivers.ts';
import { fillStorage } from './testing/filled-storage.ts';
import { sampleCase, sampleContent, sampleEvent } from './testing/samples.ts';
import { canMakeDisks, smallDisk } from './testing/small-disk.ts';
import {
  openTestStorage,
  random,
  stoppedClock,
  tryOpenStorage,
} from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const full = failure('storage.disk-full');
const reserveBytes = 256 * 1024;

/** What is thrown, as the failure that people are told. */
function failureOf(act: () => unknown): unknown {
  try {
    act();
    return undefined;
  } catch (cause) {
    return storageFailure(cause);
  }
}

/** A case that needs a few pages of its own, and the event that reports it. */
function bigCase(number: number) {
  const event = sampleEvent(number);
  const id = event.payload.caseId;
  return { event, subject: sampleCase({ id, handedInOtherwise: ['x'.repeat(9000)] }) };
}

/** Fills what is left of a disk. @returns a way to free it again */
function fillUp(folder: string): () => void {
  const filler = join(folder, 'filler');
  const descriptor = openSync(filler, 'a');
  const isFull = (bytes: number): boolean => {
    try {
      return writeSync(descriptor, Buffer.alloc(bytes)) < bytes;
    } catch {
      return true;
    }
  };
  for (const bytes of [64 * 1024, 4096, 1]) while (!isFull(bytes));
  closeSync(descriptor);
  return () => rmSync(filler);
}

describe.each(driverNames)('a full disk on %s', (name) => {
  it('lets nothing happen by halves, and everything happen once there is room', () => {
    const file = join(temporaryFolder(), 'test.db');
    const opened = openDatabase(loadDriver(name), file, migrations);
    if (!opened.ok) throw new Error(opened.problem.code);
    const database: Database = opened.value;
    onTestFinished(database.close);
    const sealer = aesGcmSealer(random(32), random);
    const cases = createCaseStore({ database, sealer, clock: stoppedClock });
    const outbox = createOutbox({
      database,
      sealer,
      epoch: 'epoch',
      keptFrom: () => ({ at: stoppedClock.now(), isTold: false }),
      clerk: () => null,
    });
    const submit = (number: number) =>
      database.transaction(() => {
        cases.save(bigCase(number).subject);
        return ok(outbox.enqueue(bigCase(number).event));
      });

    database.pragma(`max_page_count = ${Number(database.pragma('page_count')) + 20}`);
    let submitted = 0;
    let told: unknown;
    while (told === undefined) {
      told = failureOf(() => submit(submitted + 1));
      if (told === undefined) submitted += 1;
    }
    expect(told).toEqual(full);
    expect(submitted).toBeGreaterThan(2);
    expect(database.inTransaction).toBe(false);
    expect(outbox.counts().waiting).toBe(submitted);
    expect(cases.load(bigCase(submitted + 1).subject.id)).toEqual(fail('case.unknown'));
    expect(cases.load(bigCase(submitted).subject.id).ok).toBe(true);

    database.pragma('max_page_count = 1000000');
    expect(submit(submitted + 1)).toEqual(ok(submitted + 1));
    expect(database.pragma('integrity_check')).toBe('ok');
  });

  it.skipIf(!canMakeDisks)(
    'is told at once, gets the reserve, and gives it back (real disk: as root on Linux)',
    async () => {
      const { folder } = smallDisk(3_000_000);
      const time = { ms: 0 };
      const clock: Clock = { ...stoppedClock, monotonic: () => time.ms };
      const storage = await openTestStorage(folder, name, { clock, reserveBytes });
      const reserve = join(folder, 'store', 'reserve');
      let told = 0;
      storage.onNotice(() => {
        told += 1;
      });
      const save = (number: number) =>
        storage.transaction(() => {
          storage.cases.save(bigCase(number).subject);
          return ok(number);
        });
      expect(save(1)).toEqual(ok(1));
      expect(statSync(reserve).size).toBe(reserveBytes);
      const free = fillUp(folder);

      const began = performance.now();
      expect(failureOf(() => save(2))).toEqual(full);
      expect(storage.notices()).toEqual([full]);
      expect(told).toBe(1);
      expect(performance.now() - began).toBeLessThan(1_000);
      expect(existsSync(reserve)).toBe(false);
      expect(storage.cases.load(bigCase(2).subject.id)).toEqual(fail('case.unknown'));
      expect(save(2)).toEqual(ok(2));

      free();
      expect(save(3)).toEqual(ok(3));
      expect(storage.notices()).toEqual([full]);
      time.ms += 60_000;
      expect(save(4)).toEqual(ok(4));
      expect(statSync(reserve).size).toBe(reserveBytes);
      expect(storage.notices()).toEqual([]);
      expect(told).toBe(2);
      storage.close();
      const again = await openTestStorage(folder, name, { reserveBytes });
      for (const number of [1, 2, 3, 4]) {
        expect(again.cases.load(bigCase(number).subject.id)).toEqual(ok(bigCase(number).subject));
      }
    },
  );
});

describe.skipIf(!canMakeDisks)('a full disk (real disk: as root on Linux)', () => {
  const lease = {
    caseId: sampleCase().id,
    holder: 'somebody',
    clerk: 'chen.li',
    endsAt: '2026-11-24T13:00:00.000Z',
    content: sampleContent,
  };

  it('leaves the file of the lease keys as it was', async () => {
    const { folder } = smallDisk(3_000_000);
    const storage = await openTestStorage(folder, undefined, { reserveBytes });
    const kept = storage.leases.open(lease);
    const keyFile = join(folder, 'store', 'lease-keys.json');
    const before = readFileSync(keyFile, 'utf8');
    fillUp(folder);
    expect(failureOf(() => storage.leases.open(lease))).toEqual(full);
    expect(storage.notices()).toEqual([full]);
    expect(readFileSync(keyFile, 'utf8')).toBe(before);
    const second = storage.leases.open(lease);
    for (const id of [kept, second]) {
      expect(storage.leases.read(id, lease, stoppedClock.now())).toEqual(ok(sampleContent));
    }
  });

  it('is opened with the room of the reserve, and is a failure where there is none', async () => {
    const { folder } = smallDisk(3_000_000);
    const storage = await openTestStorage(folder, undefined, { reserveBytes });
    storage.cases.save(sampleCase());
    storage.close();
    fillUp(folder);
    const withReserve = await openTestStorage(folder, undefined, { reserveBytes });
    expect(withReserve.cases.load(sampleCase().id)).toEqual(ok(sampleCase()));
    withReserve.close();
    fillUp(folder);
    expect(await tryOpenStorage(folder, { reserveBytes })).toEqual(fail('storage.disk-full'));
    rmSync(join(folder, 'filler'));
    const again = await openTestStorage(folder, undefined, { reserveBytes });
    expect(again.cases.load(sampleCase().id)).toEqual(ok(sampleCase()));
    expect(again.notices()).toEqual([]);
  });

  it('keeps no lease from being read, nor from ending', async () => {
    const { folder } = smallDisk(3_000_000);
    const storage = await openTestStorage(folder, undefined, { reserveBytes: 4096 });
    const id = storage.leases.open(lease);
    fillUp(folder);
    expect(failureOf(() => storage.leases.open(lease))).toEqual(full);
    fillUp(folder);
    expect(storage.leases.read(id, lease, '2026-11-24T02:00:00.000Z')).toEqual(ok(sampleContent));
    for (const now of [lease.endsAt, stoppedClock.now()]) {
      expect(storage.leases.read(id, lease, now)).toEqual(fail('lease.ended'));
    }
  });

  it('lets a salvage wait until there is room', async () => {
    const { folder } = smallDisk(3_000_000);
    const storage = await openTestStorage(folder, undefined, { reserveBytes: 4096 });
    fillStorage(storage);
    storage.close();
    const file = join(folder, 'store', 'workstation.db');
    writeFileSync(file, readFileSync(file).fill(0, 0, 100));
    const free = fillUp(folder);
    for (let tries = 0; tries < 2; tries += 1) {
      expect(await tryOpenStorage(folder, { reserveBytes: 4096 })).toEqual(
        fail('storage.disk-full'),
      );
    }
    free();
    expect((await openTestStorage(folder)).notices()).toMatchObject([
      { code: 'storage.salvaged', info: { cases: 30, events: 20, lost: 0 } },
    ]);
  });
});
