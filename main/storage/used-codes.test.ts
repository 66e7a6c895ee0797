import { expect, test } from 'vitest';
import { exampleCode } from '../../src/domain/live-code.fixture.ts';
import { codeToleranceSeconds } from '../../src/domain/live-code.ts';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { Storage } from './storage.ts';
import { driverNames } from './testing/drivers.ts';
import { openTestStorage } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const { code } = await exampleCode();
const { code: another } = await exampleCode({ nonce: new Uint8Array(15).fill(9) });
const add = (storage: Storage, added = code) =>
  storage.transaction(() => storage.usedCodes.add(added));
const after = (seconds: number) =>
  new Date(Date.parse(code.issuedAt) + seconds * 1000).toISOString();

test.each(driverNames)('a code is used up once, also after a restart, on %s', async (driver) => {
  const folder = temporaryFolder();
  const before = await openTestStorage(folder, driver);
  expect(before.usedCodes.has(code)).toBe(false);
  expect(add(before)).toEqual(ok(null));
  expect(add(before)).toEqual(fail('code.used'));
  before.close();
  const storage = await openTestStorage(folder, driver);
  expect(storage.usedCodes.has(code)).toBe(true);
  expect(storage.usedCodes.has(another)).toBe(false);
  expect(add(storage)).toEqual(fail('code.used'));
});

test('it is not used up where what it was used for was not stored', async () => {
  const storage = await openTestStorage(temporaryFolder());
  const undone = storage.transaction(() => {
    storage.usedCodes.add(code);
    return fail('case.not-at-this-step');
  });
  expect(undone.ok).toBe(false);
  expect(storage.usedCodes.has(code)).toBe(false);
  expect(() => storage.usedCodes.add(code)).toThrow();
});

test('it is forgotten once nobody would take it any more, and not before', async () => {
  const storage = await openTestStorage(temporaryFolder());
  add(storage);
  expect(storage.usedCodes.dropEnded(after(60 + codeToleranceSeconds - 1))).toBe(0);
  expect(storage.usedCodes.has(code)).toBe(true);
  expect(storage.usedCodes.dropEnded(after(60 + codeToleranceSeconds))).toBe(1);
  expect(storage.usedCodes.has(code)).toBe(false);
});
