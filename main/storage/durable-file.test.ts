import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readDurableFile, writeDurableFile } from './durable-file.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

it('replaces a file as a whole and leaves nothing beside it', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'key.json');
  expect(readDurableFile(file)).toBeUndefined();
  writeDurableFile(file, 'a longer first text');
  writeDurableFile(file, 'second');
  expect(readDurableFile(file)).toBe('second');
  expect(readdirSync(folder)).toEqual(['key.json']);
});

it.skipIf(process.platform === 'win32')('is readable by its owner only', () => {
  const file = join(temporaryFolder(), 'key.json');
  writeDurableFile(file, 'secret');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
