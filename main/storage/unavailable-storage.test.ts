import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { fail } from '../../src/failures/failure.ts';
import { contentsOf, fillStorage } from './testing/filled-storage.ts';
import { secretBoxWith } from './testing/reversible-secret-box.ts';
import { canMakeDisks, smallDisk } from './testing/small-disk.ts';
import { openTestStorage, tryOpenStorage } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** Every file of the store with its bytes and the time of its last change. */
function snapshot(folder: string): readonly unknown[] {
  const store = join(folder, 'store');
  return readdirSync(store)
    .sort()
    .map((name) => [
      name,
      statSync(join(store, name)).mtimeMs,
      readFileSync(join(store, name), 'base64'),
    ]);
}

async function filled(folder: string) {
  const storage = await openTestStorage(folder);
  fillStorage(storage);
  const contents = contentsOf(storage);
  storage.close();
  return contents;
}

const missing = { ...secretBoxWith(0x5a), isAvailable: async () => false };

it.each([
  ['is missing', missing, fail('storage.secret-store-missing')],
  [
    'is another one',
    secretBoxWith(0x5a, 'kwallet6'),
    fail('storage.secret-store-changed', { from: 'gnome_libsecret', to: 'kwallet6' }),
  ],
  [
    'holds other secrets',
    secretBoxWith(0x33),
    fail('storage.secret-store-changed', { from: 'gnome_libsecret', to: 'gnome_libsecret' }),
  ],
])(
  'changes nothing while the secret store %s, and has everything when it is back',
  async (_what, secretBox, expected) => {
    const folder = temporaryFolder();
    const contents = await filled(folder);
    const before = snapshot(folder);
    for (let tries = 0; tries < 2; tries += 1) {
      expect(await tryOpenStorage(folder, { secretBox })).toEqual(expected);
      expect(snapshot(folder)).toEqual(before);
    }
    const storage = await openTestStorage(folder);
    expect(contentsOf(storage)).toEqual(contents);
    expect(storage.notices()).toEqual([]);
  },
);

it.skipIf(!canMakeDisks)(
  'says so when its disk is read-only, and has everything when it is not (as root on Linux)',
  async () => {
    const { folder, setReadOnly } = smallDisk(3_000_000);
    const contents = await filled(folder);
    const before = snapshot(folder);
    setReadOnly(true);
    expect(await tryOpenStorage(folder)).toEqual(fail('storage.not-writable'));
    expect(snapshot(folder)).toEqual(before);
    setReadOnly(false);
    expect(contentsOf(await openTestStorage(folder))).toEqual(contents);
  },
);

it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'says so when it may not write into its folder (nothing is forbidden to root)',
  async () => {
    const folder = temporaryFolder();
    const contents = await filled(folder);
    chmodSync(join(folder, 'store'), 0o500);
    expect(await tryOpenStorage(folder)).toEqual(fail('storage.not-writable'));
    chmodSync(join(folder, 'store'), 0o700);
    expect(contentsOf(await openTestStorage(folder))).toEqual(contents);
  },
);

it('says so when another program holds the file, and opens when it lets go', {
  timeout: 60_000,
}, async () => {
  const folder = temporaryFolder();
  const contents = await filled(folder);
  const script = fileURLToPath(new URL('./testing/database-process.ts', import.meta.url));
  const file = join(folder, 'store', 'workstation.db');
  const holder = spawn(process.execPath, [script, 'better-sqlite3', file, 'hold']);
  const ended = once(holder, 'exit');
  await once(holder.stdout, 'data');
  expect(await tryOpenStorage(folder)).toEqual(fail('storage.held'));
  holder.stdin.end();
  await ended;
  expect(contentsOf(await openTestStorage(folder))).toEqual(contents);
});
