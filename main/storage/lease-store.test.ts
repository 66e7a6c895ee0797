import { cpSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fail, failure } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { DriverName } from './choose-driver.ts';
import { openDurable } from './database.ts';
import type { LeaseStore, NewLease } from './lease-store.ts';
import { loadDriver } from './load-driver.ts';
import { driverNames } from './testing/drivers.ts';
import { personal, sampleCase, sampleContent } from './testing/samples.ts';
import { openTestStorage } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const lease: NewLease = {
  caseId: 'case-1',
  holder: personal.idNumber,
  clerk: 'chen.li',
  endsAt: '2026-11-24T02:00:00.000Z',
  content: sampleContent,
};
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
    expect(storage.leases.read(id, before)).toEqual(ok(sampleContent));
    const changed = { ...sampleContent, licences: [] };
    expect(storage.leases.write(id, changed)).toEqual(ok(undefined));
    storage.close();
    expect((await openLeases(folder)).read(id, before)).toEqual(ok(changed));
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
    const other = leases.open({ ...lease, caseId: 'case-2' });
    expect(keyFile()).not.toBe(prepared);
    leases.shred(id);
    expect(leases.read(id, before)).toEqual(ended);
    expect(leases.read(other, before)).toEqual(ok(sampleContent));
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
    const renewed = leases.renew(id, lease.holder, left);
    if (!renewed.ok) throw new Error(renewed.problem.code);
    leases.shred(id);
    expect(leases.read(id, before)).toEqual(ended);
    expect(leases.read(renewed.value, before)).toEqual(ok(left));
    const where = { case_id: lease.caseId, clerk: lease.clerk, ends_at: Date.parse(end) };
    expect(rawRows(driver, folder, 'SELECT case_id, clerk, ends_at FROM leases')).toEqual([where]);
    expect(leases.read(renewed.value, end)).toEqual(ended);
    expect(leases.renew(renewed.value, lease.holder, left)).toEqual(ended);
  });

  it('knows no lease that was shredded or never was', async () => {
    const leases = await openLeases();
    const id = leases.open(lease);
    leases.shred(id);
    leases.shred(id);
    for (const unknown of [id, 'never']) {
      expect(leases.read(unknown, before)).toEqual(ended);
      expect(leases.write(unknown, sampleContent)).toEqual(ended);
    }
  });

  it('ends at its end, for good, whatever the clock says afterwards', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder, driver);
    const id = storage.leases.open(lease);
    expect(storage.leases.read(id, end)).toEqual(ended);
    expect(storage.leases.read(id, before)).toEqual(ended);
    storage.close();
    expect(rawRows(driver, folder, 'SELECT id FROM leases')).toEqual([]);
    expect((await openLeases(folder)).read(id, before)).toEqual(ended);
  });

  it('is ended by any time at or after its end, whoever saw it', async () => {
    const leases = await openLeases();
    const id = leases.open(lease);
    expect(leases.read('never', end)).toEqual(ended);
    expect(leases.write(id, sampleContent)).toEqual(ended);
    expect(leases.read(id, before)).toEqual(ended);
  });

  it('has ended once a time after its end was seen at any lease, also after a restart that turns the clock back', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder, driver);
    const ending = storage.leases.open(lease);
    const lasting = storage.leases.open({ ...lease, endsAt: '2026-11-24T03:00:00.000Z' });
    const at = (seconds: number) =>
      new Date(Date.parse(end) + seconds * 1000).toISOString() as typeof end;
    expect(storage.leases.read(lasting, at(-5))).toEqual(ok(sampleContent));
    expect(storage.leases.read(lasting, at(1))).toEqual(ok(sampleContent));
    storage.close();
    const leases = await openLeases(folder);
    expect(leases.read(ending, at(-1))).toEqual(ended);
    expect(leases.read(lasting, at(-1))).toEqual(ok(sampleContent));
  });

  it('is not read below the latest time seen, also after a restart', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder, driver);
    const id = storage.leases.open(lease);
    storage.leases.shredEnded(later);
    expect(storage.leases.read(id, before)).toEqual(ended);
    storage.close();
    const leases = await openLeases(folder);
    expect(leases.read(id, before)).toEqual(ended);
    expect(leases.read(id, later)).toEqual(ok(sampleContent));
  });

  it('shreds what has ended and leaves the rest', async () => {
    const folder = temporaryFolder();
    const leases = await openLeases(folder);
    const ending = leases.open(lease);
    const lasting = leases.open({ ...lease, endsAt: '2026-11-24T03:00:00.000Z' });
    leases.shredEnded(end);
    expect(leases.read(ending, end)).toEqual(ended);
    expect(leases.read(lasting, end)).toEqual(ok(sampleContent));
    expect(statSync(join(folder, 'store', 'workstation.db-wal')).size).toBe(0);
    expect(rawRows(driver, folder, 'SELECT id FROM leases')).toEqual([{ id: lasting }]);
  });

  it('shreds the lease of a case that has ended, which a crash may have left', async () => {
    const { cases, leases } = await openTestStorage(temporaryFolder(), driver);
    const received = leases.open({ ...lease, caseId: 'case-received' });
    const filling = leases.open({ ...lease, caseId: 'case-filling' });
    cases.save(sampleCase({ id: 'case-received', stage: 'received' }));
    cases.save(sampleCase({ id: 'case-filling', stage: 'filling-form' }));
    leases.shredEnded(before);
    expect(leases.read(received, before)).toEqual(ended);
    expect(leases.read(filling, before)).toEqual(ok(sampleContent));
  });

  it('opens nothing with the database, log and master key of before the shred', async () => {
    const folder = temporaryFolder();
    const copy = temporaryFolder();
    const { leases } = await openTestStorage(folder, driver);
    const id = leases.open(lease);
    const other = leases.open({ ...lease, caseId: 'case-2' });
    cpSync(folder, copy, { recursive: true });
    leases.shred(id);
    cpSync(join(folder, 'store', 'lease-keys.json'), join(copy, 'store', 'lease-keys.json'));

    expect(rawRows(driver, copy, `SELECT id FROM leases WHERE id = '${id}'`)).toEqual([{ id }]);
    const restored = await openLeases(copy);
    expect(restored.read(id, before)).toEqual(ended);
    expect(restored.read(other, before)).toEqual(ok(sampleContent));
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
      expect(leases.read(id, before)).toEqual(
        fail('storage.unreadable-record', { table: 'leases', id }),
      );
    }
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
    expect(leases.read(id, before)).toEqual(ok(sampleContent));
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
  expect(opened.leases.read(id, before)).toEqual(ended);
  opened.close();
  expect((await openTestStorage(folder)).notices()).toEqual([]);
});
