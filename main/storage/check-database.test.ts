import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { checkDatabase } from './check-database.ts';
import { openDurable } from './database.ts';
import { loadDriver } from './load-driver.ts';
import { migrations } from './migrations.ts';
import { fillStorage } from './testing/filled-storage.ts';
import { openTestStorage } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { withUnreadablePage } from './testing/unreadable-page.ts';

const driver = loadDriver('better-sqlite3');
const damaged = fail('storage.damaged-database');
const check = (file: string, isFounded = true) =>
  checkDatabase(driver, file, migrations, isFounded);

async function filledDatabase() {
  const folder = temporaryFolder();
  const storage = await openTestStorage(folder);
  fillStorage(storage);
  storage.close();
  const file = join(folder, 'store', 'workstation.db');
  return { file, bytes: readFileSync(file), workstation: storage.workstation };
}

function placesOf(bytes: Buffer, text: string): readonly number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) places.push(at);
  return places;
}

it('finds every clear value that has changed by itself, in whichever of its two places', async () => {
  const { file, bytes, workstation } = await filledDatabase();
  expect(check(file)).toEqual(ok(undefined));
  const values = [workstation.id, workstation.epoch, 'chen.li', 'submitting', 'received'].concat(
    ['2026-11-24T00:59:00.000Z', '2026-11-24T01:00:00.000Z', 'settings:changed'],
    ['"before":3', '019ab000-0000-7000-9000-000000000007', '019ab000-0000-7000-8000-000000000007'],
  );
  for (const value of values) {
    const places = placesOf(bytes, value);
    expect(places.length, value).toBeGreaterThan(1);
    for (const place of [...places.slice(0, 3), ...places.slice(-3)]) {
      const changed = Buffer.from(bytes);
      changed[place + 3] = (changed[place + 3] ?? 0) ^ 1;
      writeFileSync(file, changed);
      expect(check(file), `${value} at ${place}`).toEqual(damaged);
    }
  }
});

it('takes no flipped bit in the number of its schema for a newer program', async () => {
  const { file, bytes } = await filledDatabase();
  for (let bit = 0; bit < 32; bit += 1) {
    const changed = Buffer.from(bytes);
    const at = 60 + Math.floor(bit / 8);
    changed[at] = (changed[at] ?? 0) ^ (1 << (bit % 8));
    writeFileSync(file, changed);
    expect(check(file), `bit ${bit}`).toEqual(damaged);
  }
});

it('finds every letter of the schema that has changed', async () => {
  const { file, bytes } = await filledDatabase();
  const schema = bytes.subarray(0, 4096);
  const statements = [...placesOf(schema, 'CREATE TABLE'), ...placesOf(schema, 'CREATE INDEX')];
  for (const start of statements) {
    for (const offset of [8, 16, 24, 40]) {
      const changed = Buffer.from(bytes);
      changed[start + offset] = (changed[start + offset] ?? 0) ^ 1;
      writeFileSync(file, changed);
      expect(check(file), `letter at ${start + offset}`).toEqual(damaged);
    }
  }
});

it('takes an empty file for a new one only where there was none before', () => {
  const file = join(temporaryFolder(), 'test.db');
  writeFileSync(file, '');
  expect(check(file, false)).toEqual(ok(undefined));
  expect(check(file, true)).toEqual(damaged);
});

it('lets pass what a database tool may have done', async () => {
  const { file } = await filledDatabase();
  const opened = openDurable(driver, file);
  if (!opened.ok) throw new Error(opened.problem.code);
  opened.value.exec('CREATE INDEX from_a_tool ON cases (stage); ANALYZE; VACUUM');
  opened.value.pragma('journal_mode = DELETE');
  opened.value.close();
  expect(check(file)).toEqual(ok(undefined));
});

it('takes a file that the disk does not give back for damaged', async () => {
  const { file } = await filledDatabase();
  withUnreadablePage(3, () => expect(check(file)).toEqual(damaged));
});
