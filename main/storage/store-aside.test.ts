import { readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fail, failure } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { Storage } from './storage.ts';
import { lastStoreAside, putStoreAside, storeIn } from './store-aside.ts';
import { contentsOf, fillStorage } from './testing/filled-storage.ts';
import { secretBoxWith } from './testing/reversible-secret-box.ts';
import { canMakeDisks, smallDisk } from './testing/small-disk.ts';
import { openTestStorage, stoppedClock, tryOpenStorage } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const now = stoppedClock.now();
const aside = 'store.sealed-2026-11-24T01-00-00.000Z';
const [before, after] = [secretBoxWith(0x5a), secretBoxWith(0x33)];

const openWith = (folder: string, secretBox = before) =>
  openTestStorage(folder, 'better-sqlite3', { secretBox });

function bytesOf(store: string): readonly (readonly [string, string])[] {
  return readdirSync(store)
    .sort()
    .map((name) => [name, readFileSync(join(store, name), 'base64')] as const);
}

/** What the log says of new beginnings. */
const beginnings = ({ audit }: Storage) =>
  audit.content().rows.filter(({ action }) => action === 'storage:begun-anew');

/** A filled store whose secret store is not there any more. */
async function withLostKey(folder = temporaryFolder()) {
  const storage = await openWith(folder);
  fillStorage(storage);
  const contents = contentsOf(storage);
  const { workstation } = storage;
  storage.close();
  expect(await tryOpenStorage(folder, { secretBox: after })).toMatchObject(
    fail('storage.secret-store-changed'),
  );
  return { folder, contents, workstation };
}

it('lets another workstation begin with nothing, says so all day, and has it in the log', async () => {
  const { folder, workstation } = await withLostKey();
  const sealed = bytesOf(storeIn(folder));
  expect(putStoreAside(folder, now)).toEqual(ok(null));
  const storage = await openWith(folder, after);
  expect(storage.workstation.id).not.toBe(workstation.id);
  expect(storage.workstation.epoch).not.toBe(workstation.epoch);
  expect(contentsOf(storage)).toMatchObject({ cases: [], events: [], evidence: [] });
  expect(storage.notices()).toEqual([failure('storage.begun-anew', { folder: aside })]);
  expect(beginnings(storage)).toMatchObject([{ role: 'workstation', facts: { putAside: now } }]);
  expect(bytesOf(join(folder, aside))).toEqual(sealed);
  storage.close();

  const nextDay = { ...stoppedClock, now: () => '2026-11-25T01:00:00.000Z' };
  const later = await openTestStorage(folder, 'better-sqlite3', {
    secretBox: after,
    clock: nextDay,
  });
  expect(later.notices()).toEqual([]);
  expect(beginnings(later)).toHaveLength(1);
});

it('has everything again under its old name, when the secret store is back', async () => {
  const { folder, contents, workstation } = await withLostKey();
  putStoreAside(folder, now);
  (await openWith(folder, after)).close();
  renameSync(storeIn(folder), join(folder, 'store.begun-anew'));
  renameSync(join(folder, aside), storeIn(folder));
  const storage = await openWith(folder);
  expect(storage.workstation).toEqual(workstation);
  expect(contentsOf(storage)).toEqual(contents);
  expect(storage.notices()).toEqual([]);
  expect(beginnings(storage)).toEqual([]);
});

it('stays for as long as nobody takes it away, and a second one beside it', async () => {
  const { folder } = await withLostKey();
  putStoreAside(folder, now);
  const storage = await openWith(folder, after);
  expect(storage.damaged.removeBefore('2036-01-01')).toBe(0);
  storage.close();
  putStoreAside(folder, now);
  expect(readdirSync(folder).sort()).toEqual([aside, `${aside}-2`]);
  putStoreAsideLater(folder);
  expect(lastStoreAside(folder)?.since).toBe('2026-11-26T01:00:00.000Z');
});

function putStoreAsideLater(folder: string): void {
  renameSync(join(folder, `${aside}-2`), storeIn(folder));
  putStoreAside(folder, '2026-11-26T01:00:00.000Z');
}

it.skipIf(!canMakeDisks)(
  'is as it was where the disk lets nothing be renamed (as root on Linux)',
  async () => {
    const { folder, setReadOnly } = smallDisk(3_000_000);
    await withLostKey(folder);
    const sealed = bytesOf(storeIn(folder));
    setReadOnly(true);
    expect(putStoreAside(folder, now)).toEqual(fail('storage.not-writable'));
    setReadOnly(false);
    expect(bytesOf(storeIn(folder))).toEqual(sealed);
    expect(lastStoreAside(folder)).toBeUndefined();
  },
);
