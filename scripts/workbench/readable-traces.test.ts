import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { searchFolders, tracesOfBytes, tracesOfText } from './readable-traces.ts';

const name = '陈样例𠮷';
const traces = tracesOfText('name', name);
const utf16 = Buffer.from(name, 'utf16le');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traces-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function foundIn(content: string | Buffer): Promise<readonly string[]> {
  await writeFile(join(folder, 'file'), content);
  return (await searchFolders([folder], traces)).found;
}

test.each([
  ['UTF-8', Buffer.from(name)],
  ['UTF-16LE', utf16],
  ['UTF-16BE', Buffer.from(utf16).swap16()],
  // As `iconv -t GB18030` writes it.
  ['GB18030', Buffer.from('b3c2d1f9c0fd9534b235', 'hex')],
] as const)(
  'a text is found in %s: as it is, in hex, and in base64 wherever it begins',
  async (encoding, bytes) => {
    const around = [0, 1, 2, 3].map((before) =>
      Buffer.concat([Buffer.alloc(before, 0xee), bytes, Buffer.alloc(5, 0xee)]),
    );
    const written = around.flatMap((whole) => [
      whole,
      whole.toString('hex'),
      whole.toString('hex').toUpperCase(),
      whole.toString('base64'),
      whole.toString('base64url'),
    ]);
    for (const content of written) {
      expect((await foundIn(content)).join()).toContain(`name (${encoding})`);
    }
  },
);

test('what is not there is not found, though half of it is', async () => {
  const half = Buffer.from(name).subarray(0, 6);
  for (const content of [half, half.toString('base64'), half.toString('hex'), '陈样本']) {
    expect(await foundIn(content)).toEqual([]);
  }
});

test('bytes are found in folders within folders, and in the names of files', async () => {
  const picture = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4, 5, 6, 7, 8]);
  await mkdir(join(folder, 'a', 'b'), { recursive: true });
  await writeFile(join(folder, 'a', 'b', 'kept.bin'), Buffer.concat([Buffer.alloc(9), picture]));
  const named = join(folder, 'a', `${picture.toString('hex')}.tmp`);
  await writeFile(named, '');
  const { files, found } = await searchFolders([folder], tracesOfBytes('picture', picture));
  expect(files).toHaveLength(2);
  expect([...found].sort()).toEqual(
    [`${named}: picture as hex`, `${join(folder, 'a', 'b', 'kept.bin')}: picture as it is`].sort(),
  );
});
