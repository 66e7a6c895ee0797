import { cpSync, existsSync, linkSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fail, failure } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { DriverName } from './choose-driver.ts';
import { openDurable } from './database.ts';
import type { LeaseStore, NewLease } from './lease-store.ts';
import { loadDriver } from './load-driver.ts';
import { driverNames } from './testing/drivers.ts';
import { personal, sampleCase, sampleContent } from './testing/samples.ts';
import { openTestStorage, stoppedClock } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const lease: NewLease = {
  caseId: 'case-1',
  holder: personal.idNumber,
  clerk: 'chen.li',
  endsAt: '2026-11-24T02:00:00.000Z',
  content: sampleContent,
};
/** Of another case, and an hour longer. */
const longer: NewLease = { ...lease, caseId: 'case-2', endsAt: '2026-11-24T03:00:00.000Z' };
const before = '2026-11-24T01:00:00.000Z';
const later = '2026-11-24T01:30:00.000Z';
const end = lease.endsAt;
const ended = fail('lease.ended');

/** By the driver that has the file open already: two of them in one process do not see each other's locks. */
function rawRows(driver: DriverName, folder: string, sql: string): readonly object[] {
  const raw = openDurable(loadDriver(driver), join(folder, 'store', 'workstation.db'));
  if (!raw.ok) throw new Error(raw.problem.code);
  try {
    return raw.value.prepare(sql).all();
  } finally {
    raw.value.close();
  }
}

describe.each(driverNames)('the lease store on %s', (driver) => {
  const openLeases = async (folder = temporaryFolder()): Promise<LeaseStore> =>
    (await openTestStorage(folder, driver)).leases;

  it('gives back what was written last, also after a restart', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder, driver);
    const id = storage.leases.open(lease);
    expect(storage.leases.read(id, lease, before)).toEqual(ok(sampleContent));
    const changed = { ...sampleContent, licences: [] };
    expect(storage.leases.write(id, lease, changed)).toEqual(ok(undefined));
    storage.close();
    expect((await openLeases(folder)).read(id, lease, before)).toEqual(ok(changed));
  });

  it('opens with the key that was prepared, which a sweep leaves and no second lease gets', async () => {
    const folder = temporaryFolder();
    const { leases } = await openTestStorage(folder, driver);
    const keyFile = () => readFileSync(join(folder, 'store', 'lease-keys.json'), 'utf8');
    leases.prepare();
    const prepared = keyFile();
    leases.prepare();
    leases.shredEnded(before);
    const id = leases.open(lease);
    expect(keyFile()).toBe(prepared);
    const second = { ...lease, caseId: 'case-2' };
    const other = leases.open(second);
    expect(keyFile()).not.toBe(prepared);
    leases.shred(id);
    expect(leases.read(id, lease, before)).toEqual(ended);
    expect(leases.read(other, second, before)).toEqual(ok(sampleContent));
  });

  it('keeps no key that was prepared for nothing beyond the next start', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder, driver);
    const keyFile = join(folder, 'store', 'lease-keys.json');
    storage.leases.prepare();
    storage.close();
    const sizeWithKey = readFileSync(keyFile).length;
    await openLeases(folder);
    expect(readFileSync(keyFile).length).toBeLessThan(sizeWithKey);
  });

  it('goes on under a key of its own, until the same end, once another holds what is left', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder, driver);
    const { leases } = storage;
    const id = leases.open(lease);
    const left = { ...sampleContent, licences: [] };
    const renewed = leases.renew(id, lease, left);
    if (!renewed.ok) throw new Error(renewed.problem.code);
    leases.shred(id);
    expect(leases.read(id, lease, before)).toEqual(ended);
    expect(leases.read(renewed.value, lease, before)).toEqual(ok(left));
    const where = { case_id: lease.caseId, clerk: lease.clerk, ends_at: Date.parse(end) };
    expect(rawRows(driver, folder, 'SELECT case_id, clerk, ends_at FROM leases')).toEqual([where]);
    expect(leases.read(renewed.value, lease, end)).toEqual(ended);
    expect(leases.renew(renewed.value, lease, left)).toEqual(ended);
  });

  it('knows no lease that was shredded or never was', async () => {
    const leases = await openLeases();
    const id = leases.open(lease);
    leases.shred(id);
    leases.shred(id);
    for (const unknown of [id, 'never']) {
      expect(leases.read(unknown, lease, before)).toEqual(ended);
      expect(leases.write(unknown, lease, sampleContent)).toEqual(ended);
    }
  });

  it('ends at its end, for good, whatever the clock says afterwards', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder, driver);
    const id = storage.leases.open(lease);
    expect(storage.leases.read(id, lease, end)).toEqual(ended);
    expect(storage.leases.read(id, lease, before)).toEqual(ended);
    storage.close();
    expect(rawRows(driver, folder, 'SELECT id FROM leases')).toEqual([]);
    expect((await openLeases(folder)).read(id, lease, before)).toEqual(ended);
  });

  it('is ended by any time at or after its end, whoever saw it', async () => {
    const leases = await openLeases();
    const id = leases.open(lease);
    expect(leases.read('never', lease, end)).toEqual(ended);
    expect(leases.write(id, lease, sampleContent)).toEqual(ended);
    expect(leases.read(id, lease, before)).toEqual(ended);
  });

  it('has ended once a time after its end was seen at any lease, also after a restart that turns the clock back', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder, driver);
    const ending = storage.leases.open(lease);
    const lasting = storage.leases.open(longer);
    const at = (seconds: number) =>
      new Date(Date.parse(end) + seconds * 1000).toISOString() as typeof end;
    expect(storage.leases.read(lasting, longer, at(-5))).toEqual(ok(sampleContent));
    expect(storage.leases.read(lasting, longer, at(1))).toEqual(ok(sampleContent));
    storage.close();
    const leases = await openLeases(folder);
    expect(leases.read(ending, lease, at(-1))).toEqual(ended);
    expect(leases.read(lasting, longer, at(-1))).toEqual(ok(sampleContent));
  });

  it('is not read below the latest time seen, also after a restart', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder, driver);
    const id = storage.leases.open(lease);
    storage.leases.shredEnded(later);
    expect(storage.leases.read(id, lease, before)).toEqual(ended);
    storage.close();
    const leases = await openLeases(folder);
    expect(leases.read(id, lease, before)).toEqual(ended);
    expect(leases.read(id, lease, later)).toEqual(ok(sampleContent));
  });

  it('shreds what has ended and leaves the rest', async () => {
    const folder = temporaryFolder();
    const leases = await openLeases(folder);
    const ending = leases.open(lease);
    const lasting = leases.open(longer);
    leases.shredEnded(end);
    expect(leases.read(ending, lease, end)).toEqual(ended);
    expect(leases.read(lasting, longer, end)).toEqual(ok(sampleContent));
    expect(statSync(join(folder, 'store', 'workstation.db-wal')).size).toBe(0);
    expect(rawRows(driver, folder, 'SELECT id FROM leases')).toEqual([{ id: lasting }]);
  });

  it('shreds the lease of a case that has ended, which a crash may have left', async () => {
    const { cases, leases } = await openTestStorage(temporaryFolder(), driver);
    const ofReceived = { ...lease, caseId: 'case-received' };
    const ofFilling = { ...lease, caseId: 'case-filling' };
    const received = leases.open(ofReceived);
    const filling = leases.open(ofFilling);
    cases.save(sampleCase({ id: 'case-received', stage: 'received' }));
    cases.save(sampleCase({ id: 'case-filling', stage: 'filling-form' }));
    leases.shredEnded(before);
    expect(leases.read(received, ofReceived, before)).toEqual(ended);
    expect(leases.read(filling, ofFilling, before)).toEqual(ok(sampleContent));
  });

  it('opens nothing with the database, log and master key of before the shred', async () => {
    const folder = temporaryFolder();
    const copy = temporaryFolder();
    const { leases } = await openTestStorage(folder, driver);
    const id = leases.open(lease);
    const second = { ...lease, caseId: 'case-2' };
    const other = leases.open(second);
    cpSync(folder, copy, { recursive: true });
    leases.shred(id);
    cpSync(join(folder, 'store', 'lease-keys.json'), join(copy, 'store', 'lease-keys.json'));

    expect(rawRows(driver, copy, `SELECT id FROM leases WHERE id = '${id}'`)).toEqual([{ id }]);
    const restored = await openLeases(copy);
    expect(restored.read(id, lease, before)).toEqual(ended);
    expect(restored.read(other, second, before)).toEqual(ok(sampleContent));
  });

  it('clears away at opening what a crash has left: a row without key, a key without row', async () => {
    const folder = temporaryFolder();
    const copy = temporaryFolder();
    const storage = await openTestStorage(folder, driver);
    const keyFile = join('store', 'lease-keys.json');
    const withoutKey = storage.leases.open(lease);
    cpSync(folder, copy, { recursive: true });
    storage.leases.shred(withoutKey);
    storage.leases.open(lease);
    storage.close();
    cpSync(join(folder, keyFile), join(copy, keyFile));

    const sizeWithKey = readFileSync(join(copy, keyFile)).length;
    await openLeases(copy);
    expect(rawRows(driver, copy, 'SELECT id FROM leases')).toEqual([]);
    expect(readFileSync(join(copy, keyFile)).length).toBeLessThan(sizeWithKey);
  });

  it('is bound to its case, clerk, holder and end', async () => {
    const folder = temporaryFolder();
    const { leases } = await openTestStorage(folder, driver);
    const raw = openDurable(loadDriver(driver), join(folder, 'store', 'workstation.db'));
    if (!raw.ok) throw new Error(raw.problem.code);
    onTestFinished(raw.value.close);
    const changes = ["case_id = 'x'", "clerk = 'x'", "holder = x'00'", 'ends_at = ends_at + 1'];
    for (const change of changes) {
      const id = leases.open(lease);
      raw.value.exec(`UPDATE leases SET ${change} WHERE id = '${id}'`);
      expect(leases.read(id, lease, before)).toEqual(
        fail('storage.unreadable-record', { table: 'leases', id }),
      );
    }
  });

  it('is read and written by its own case, holder and clerk alone', async () => {
    const leases = await openLeases();
    const id = leases.open(lease);
    for (const stranger of [
      { caseId: 'case-2' },
      { holder: 'somebody else' },
      { clerk: 'he.yun' },
    ]) {
      expect(leases.read(id, { ...lease, ...stranger }, before)).toEqual(ended);
      expect(leases.write(id, { ...lease, ...stranger }, { licences: [], form: [] })).toEqual(
        ended,
      );
    }
    expect(leases.read(id, lease, before)).toEqual(ok(sampleContent));
  });

  it('gives way to the next one of its case', async () => {
    const leases = await openLeases();
    const first = leases.open(lease);
    const second = leases.open(lease);
    leases.shredEnded(before);
    expect(leases.read(first, lease, before)).toEqual(ended);
    expect(leases.read(second, lease, before)).toEqual(ok(sampleContent));
  });

  it('opens nothing by database, log, backup, master key and what is left of the key file on the disk', async () => {
    const folder = temporaryFolder();
    const thief = temporaryFolder();
    const store = (name: string) => join(folder, 'store', name);
    const { leases } = await openTestStorage(folder, driver);
    const id = leases.open(lease);
    const backup = join(thief, 'backup');
    cpSync(folder, backup, { recursive: true });
    rmSync(join(backup, 'store', 'lease-keys.json'));
    // Another name keeps the bytes of the file that is replaced where they lie, as the room of a removed file does.
    const remains = join(thief, 'remains');
    linkSync(store('lease-keys.json'), remains);
    leases.shred(id);

    expect(new Set(readFileSync(remains))).toEqual(new Set([0]));
    const found = readdirSync(join(folder, 'store')).filter((name) =>
      name.startsWith('lease-keys'),
    );
    expect(found).toEqual(['lease-keys.json']);
    for (const keyFile of [undefined, remains, store('lease-keys.json')]) {
      const copy = join(thief, `copy-${keyFile === undefined ? 'none' : basename(keyFile)}`);
      cpSync(backup, copy, { recursive: true });
      if (keyFile !== undefined) cpSync(keyFile, join(copy, 'store', 'lease-keys.json'));
      expect(rawRows(driver, copy, 'SELECT id FROM leases')).toEqual([{ id }]);
      expect((await openLeases(copy)).read(id, lease, before)).toEqual(ended);
    }
    expect(rawRows(driver, folder, 'SELECT id FROM leases')).toEqual([]);
  });

  it('ends everything once the platform has been away for too long, for good, also after a restart', async () => {
    const at = (hours: number) => new Date(Date.parse(before) + hours * 3_600_000).toISOString();
    const clock = { ...stoppedClock, now: () => at(0) };
    const offline = { offlineLockedHours: () => 2 };
    const allDay = { ...lease, endsAt: at(24) };
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder, driver, { ...offline, clock });
    const id = storage.leases.open(allDay);
    expect(storage.leases.read(id, allDay, at(1.9))).toEqual(ok(sampleContent));
    storage.leases.noteReached(at(1.9));
    storage.close();

    const reopened = await openTestStorage(folder, driver, { ...offline, clock });
    expect(reopened.leases.read(id, allDay, at(3.8))).toEqual(ok(sampleContent));
    expect(reopened.leases.read(id, allDay, at(3.9))).toEqual(ended);
    reopened.leases.noteReached(at(3.9));
    expect(reopened.leases.read(id, allDay, at(3.9))).toEqual(ended);
    reopened.close();
    expect(rawRows(driver, folder, 'SELECT id FROM leases')).toEqual([]);
  });

  it('lasts again after a clock that was a year ahead for a while; what was there then stays ended', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder, driver);
    const old = storage.leases.open(lease);
    storage.leases.shredEnded('2027-11-24T01:00:00.000Z');
    const next = storage.leases.open(longer);
    expect(storage.leases.read(old, lease, before)).toEqual(ended);
    expect(storage.leases.read(next, longer, before)).toEqual(ok(sampleContent));
    storage.close();
    const leases = await openLeases(folder);
    expect(leases.read(old, lease, before)).toEqual(ended);
    expect(leases.read(next, longer, before)).toEqual(ok(sampleContent));
    expect(leases.read(next, longer, longer.endsAt)).toEqual(ended);
  });

  it('is gone with all others where nobody may work any more, and another is opened as ever', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder, driver);
    const ids = [storage.leases.open(lease), storage.leases.open(longer)];
    storage.leases.prepare();
    storage.leases.shredAll();
    storage.leases.shredAll();
    for (const id of ids) expect(storage.leases.read(id, lease, before)).toEqual(ended);
    const next = storage.leases.open(lease);
    expect(storage.leases.read(next, lease, before)).toEqual(ok(sampleContent));
    storage.leases.shredAll();
    storage.close();
    expect(rawRows(driver, folder, 'SELECT id FROM leases')).toEqual([]);
  });

  it('does not shred inside a transaction', async () => {
    const { leases, transaction } = await openTestStorage(temporaryFolder(), driver);
    const id = leases.open(lease);
    expect(() =>
      transaction(() => {
        leases.shred(id);
        return ok(undefined);
      }),
    ).toThrow(/not shredded inside a transaction/);
    expect(leases.read(id, lease, before)).toEqual(ok(sampleContent));
  });
});

it('ends every lease when the key file was sealed by another master key or is damaged', async () => {
  const folder = temporaryFolder();
  const keyFile = join(folder, 'store', 'lease-keys.json');
  const storage = await openTestStorage(folder);
  expect(existsSync(keyFile)).toBe(false);
  const id = storage.leases.open(lease);
  storage.close();
  const foreign = temporaryFolder();
  (await openTestStorage(foreign)).leases.open(lease);
  rmSync(keyFile);
  cpSync(join(foreign, 'store', 'lease-keys.json'), keyFile);
  const opened = await openTestStorage(folder);
  expect(opened.notices()).toEqual([failure('storage.leases-lost')]);
  expect(opened.leases.read(id, lease, before)).toEqual(ended);
  opened.close();
  expect((await openTestStorage(folder)).notices()).toEqual([]);
});
