import { chmodSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { attachmentLimits } from '../../src/contracts/attachment-api.ts';
import { fail } from '../../src/failures/failure.ts';
import { temporaryFolder } from '../storage/testing/temporary-folder.ts';
import { readHandedIn } from './read-handed-in.ts';

function fileWith(content: string): string {
  const file = join(temporaryFolder(), '陈桂芳的户口簿 (1).pdf');
  writeFileSync(file, content);
  return file;
}

test('a file is read whole, whatever it is called', async () => {
  const read = await readHandedIn(fileWith('%PDF-1.7\n样例'));
  expect(read.ok && Buffer.from(read.value).toString()).toBe('%PDF-1.7\n样例');
});

test('the largest file that may be handed in is read, and one byte more is not', async () => {
  const file = fileWith('');
  truncateSync(file, attachmentLimits.bytes);
  const read = await readHandedIn(file);
  expect(read.ok && read.value.length).toBe(attachmentLimits.bytes);
  truncateSync(file, attachmentLimits.bytes + 1);
  expect(await readHandedIn(file)).toEqual(fail('attachment.too-large', { limit: 20 }));
});

test('what is not there, or is a folder, is told with the system’s reason and without its name', async () => {
  const folder = temporaryFolder();
  expect(await readHandedIn(join(folder, 'gone.pdf'))).toEqual(
    fail('attachment.file-unreadable', { reason: 'ENOENT' }),
  );
  expect(await readHandedIn(folder)).toEqual(
    fail('attachment.file-unreadable', { reason: 'EISDIR' }),
  );
});

test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'a file that nobody may read is told as that',
  async () => {
    const file = fileWith('%PDF-1.7');
    chmodSync(file, 0);
    expect(await readHandedIn(file)).toEqual(
      fail('attachment.file-unreadable', { reason: 'EACCES' }),
    );
  },
);
