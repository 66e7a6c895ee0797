import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { loadMasterKey } from './master-key.ts';
import { secretBoxWith } from './testing/reversible-secret-box.ts';
import { random } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const keyFile = (): string => join(temporaryFolder(), 'master-key.json');
const key = new Uint8Array(32).fill(7);

async function createKey(): Promise<string> {
  const file = keyFile();
  expect(await loadMasterKey(file, true, secretBoxWith(1), () => key)).toEqual(ok(key));
  return file;
}

it('makes a key once and loads it ever after', async () => {
  const file = await createKey();
  expect(await loadMasterKey(file, false, secretBoxWith(1), random)).toEqual(ok(key));
});

it('writes the key only as the secret store sealed it', async () => {
  const text = readFileSync(await createKey(), 'utf8');
  const plain = Buffer.from(key);
  expect(Object.keys(JSON.parse(text))).toEqual(['version', 'backend', 'wrapped']);
  for (const form of [plain.toString('base64'), plain.toString('hex')]) {
    expect(text).not.toContain(form);
    expect(text).not.toContain(Buffer.from(form).toString('base64').slice(0, 40));
  }
});

it('does not do without a secret store', async () => {
  const file = keyFile();
  const missing = { ...secretBoxWith(1), isAvailable: async () => false };
  expect(await loadMasterKey(file, true, missing, random)).toEqual(
    fail('storage.secret-store-missing'),
  );
  expect(existsSync(file)).toBe(false);
});

it('says so when the secret store has changed, by its name or by its contents', async () => {
  const file = await createKey();
  expect(await loadMasterKey(file, true, secretBoxWith(1, 'kwallet6'), random)).toEqual(
    fail('storage.secret-store-changed', { from: 'gnome_libsecret', to: 'kwallet6' }),
  );
  expect(await loadMasterKey(file, true, secretBoxWith(2), random)).toMatchObject({
    problem: { code: 'storage.secret-store-changed' },
  });
});

it('never makes a second key while something is sealed under the first', async () => {
  const unreadable = fail('storage.key-file-lost');
  expect(await loadMasterKey(keyFile(), false, secretBoxWith(1), random)).toEqual(unreadable);
  const file = await createKey();
  writeFileSync(file, '{"version":');
  expect(await loadMasterKey(file, true, secretBoxWith(1), random)).toEqual(unreadable);
  expect(readFileSync(file, 'utf8')).toBe('{"version":');
});
