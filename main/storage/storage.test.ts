import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { driverNames } from './testing/drivers.ts';
import { secretBoxWith } from './testing/reversible-secret-box.ts';
import { personal, sampleCase, sampleContent, sampleEvent } from './testing/samples.ts';
import { openTestStorage, tryOpenStorage } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

it.each(driverNames)('keeps nothing personal in clear, in any file, on %s', async (driver) => {
  const folder = temporaryFolder();
  const storage = await openTestStorage(folder, driver);
  storage.transaction(() => {
    storage.cases.save(sampleCase());
    storage.outbox.enqueue(sampleEvent(1));
    return ok(undefined);
  });
  storage.leases.open({
    caseId: sampleCase().id,
    holder: personal.idNumber,
    clerk: 'chen.li',
    endsAt: '2026-11-24T02:00:00.000Z',
    content: sampleContent,
  });
  const findings = (): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .flatMap(({ name, parentPath }) => {
        const bytes = readFileSync(join(parentPath, name));
        return [...Object.values(personal), '居民户口簿']
          .filter((text) => bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le')))
          .map((text) => `${name}: ${text}`);
      });
  const files = readdirSync(join(folder, 'store')).sort();
  expect(files).toEqual([
    'lease-keys.json',
    'master-key.json',
    'reserve',
    'workstation.db',
    'workstation.db-shm',
    'workstation.db-wal',
    'workstation.json',
  ]);
  // The clear columns are found, so the search does search.
  expect(readFileSync(join(folder, 'store', 'workstation.db-wal')).includes('chen.li')).toBe(true);
  expect(findings()).toEqual([]);
  storage.close();
  expect(findings()).toEqual([]);
});

it('is the same workstation and epoch for as long as the database lives', async () => {
  const folder = temporaryFolder();
  const storage = await openTestStorage(folder);
  const { workstation } = storage;
  expect(workstation.id).not.toBe(workstation.epoch);
  storage.close();
  expect((await openTestStorage(folder)).workstation).toEqual(workstation);
  expect((await openTestStorage(temporaryFolder())).workstation.id).not.toBe(workstation.id);
});

it('says which driver it runs on, and goes on with another', async () => {
  const folder = temporaryFolder();
  for (const driver of driverNames) {
    const storage = await openTestStorage(folder, driver);
    expect(storage.driver).toEqual({ driver, reason: expect.any(String) });
    storage.cases.save(sampleCase({ id: driver }));
    expect(storage.cases.listShift('chen.li', '2026-11-24').unreadable).toEqual([]);
    storage.close();
  }
  const storage = await openTestStorage(folder);
  expect(storage.cases.listShift('chen.li', '2026-11-24').cases).toHaveLength(driverNames.length);
});

it('does not open with another secret store', async () => {
  const folder = temporaryFolder();
  (await openTestStorage(folder)).close();
  expect(await tryOpenStorage(folder, { secretBox: secretBoxWith(0x5a, 'kwallet6') })).toEqual(
    fail('storage.secret-store-changed', { from: 'gnome_libsecret', to: 'kwallet6' }),
  );
});
