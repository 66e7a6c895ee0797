import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Attachment } from '../../src/domain/attachment.ts';
import type { Case } from '../../src/domain/case.ts';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { sampleCase } from './testing/samples.ts';
import { openTestStorage } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const content = Buffer.from('%PDF-1.7\n陈桂芳 440699195206120021\n');
const folderOf = (directory: string) => join(directory, 'store', 'attachments');

function caseWith(id: string, stage: Case['stage'] = 'filling-form'): Case {
  const attachment: Attachment = {
    id,
    material: 'portrait',
    digest: 'a'.repeat(64),
    bytes: content.length,
    mediaType: 'application/pdf',
    origin: 'file',
    addedAt: '2026-11-24T01:00:00.000Z',
  };
  return sampleCase({ stage, attachments: [attachment] });
}

test('a file is there again after a restart, and on the disk neither its content nor a name can be read', async () => {
  const directory = temporaryFolder();
  const storage = await openTestStorage(directory);
  const id = storage.attachments.put(content);
  storage.cases.save(caseWith(id));
  storage.close();

  expect(readdirSync(folderOf(directory))).toEqual([id]);
  const onDisk = readFileSync(join(folderOf(directory), id));
  expect(onDisk.includes('陈桂芳')).toBe(false);
  expect(onDisk.includes('%PDF')).toBe(false);

  const again = await openTestStorage(directory);
  const read = again.attachments.read(id);
  expect(read.ok && Buffer.from(read.value).equals(content)).toBe(true);
});

test.skipIf(process.platform === 'win32')('nobody else may read the folder or a file', async () => {
  const directory = temporaryFolder();
  const storage = await openTestStorage(directory);
  const id = storage.attachments.put(content);
  expect(statSync(folderOf(directory)).mode & 0o077).toBe(0);
  expect(statSync(join(folderOf(directory), id)).mode & 0o077).toBe(0);
});

test('a file that has changed by itself, or lies under another’s name, is not read', async () => {
  const directory = temporaryFolder();
  const storage = await openTestStorage(directory);
  const [id, other] = [storage.attachments.put(content), storage.attachments.put(content)];
  const file = join(folderOf(directory), id);
  writeFileSync(file, readFileSync(join(folderOf(directory), other)));
  const unreadable = fail('storage.unreadable-record', { table: 'attachments', id });
  expect(storage.attachments.read(id)).toEqual(unreadable);
  const changed = readFileSync(file);
  changed[40] = (changed[40] ?? 0) ^ 1;
  writeFileSync(file, changed);
  expect(storage.attachments.read(id)).toEqual(unreadable);
});

test('what is removed is gone, and removing it again is harmless', async () => {
  const directory = temporaryFolder();
  const storage = await openTestStorage(directory);
  const id = storage.attachments.put(content);
  storage.attachments.remove(id);
  storage.attachments.remove(id);
  expect(readdirSync(folderOf(directory))).toEqual([]);
  expect(storage.attachments.read(id)).toEqual(fail('attachment.unknown'));
});

test.each(['../workstation.db', 'workstation.db', '', 'A'.repeat(32)])(
  'nothing is looked for or removed under the name %j',
  async (name) => {
    const directory = temporaryFolder();
    const storage = await openTestStorage(directory);
    storage.attachments.put(content);
    expect(storage.attachments.read(name)).toEqual(fail('attachment.unknown'));
    storage.attachments.remove(name);
    expect(existsSync(join(directory, 'store', 'workstation.db'))).toBe(true);
  },
);

test('a start removes what belongs to no case that goes on, and keeps the rest', async () => {
  const directory = temporaryFolder();
  const storage = await openTestStorage(directory);
  const put = () => storage.attachments.put(content);
  const [kept, ended, orphan] = [put(), put(), put()];
  storage.transaction(() => {
    storage.cases.save(caseWith(kept));
    storage.cases.save({
      ...caseWith(ended, 'received'),
      id: '019ab000-0000-7000-8000-0000000000ff',
    });
    return ok(null);
  });
  writeFileSync(join(folderOf(directory), `${orphan}.new`), 'half a file');
  storage.close();
  await openTestStorage(directory);
  expect(readdirSync(folderOf(directory))).toEqual([kept]);
});
