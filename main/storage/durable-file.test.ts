import { linkSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  overwritePrevious,
  readDurableFile,
  replaceDurableFile,
  writeDurableFile,
} from './durable-file.ts';
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

it('overwrites what it replaces where it lies, when it is told to', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'keys.json');
  replaceDurableFile(file, 'first');
  linkSync(file, join(folder, 'remains'));
  replaceDurableFile(file, 'second');
  expect(readDurableFile(file)).toBe('second');
  expect(readFileSync(join(folder, 'remains'))).toEqual(Buffer.alloc(5));
  expect(readdirSync(folder)).toEqual(['keys.json', 'remains']);
});

it('ends what a crash has left of that: the old content is overwritten, one that still counts is kept', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'keys.json');
  writeDurableFile(file, 'counts');
  linkSync(file, `${file}.previous`);
  overwritePrevious(file);
  expect(readDurableFile(file)).toBe('counts');
  expect(readdirSync(folder)).toEqual(['keys.json']);

  writeDurableFile(`${file}.previous`, 'was replaced');
  linkSync(`${file}.previous`, join(folder, 'remains'));
  overwritePrevious(file);
  expect(readDurableFile(file)).toBe('counts');
  expect(readFileSync(join(folder, 'remains'))).toEqual(Buffer.alloc(12));
  expect(readdirSync(folder)).toEqual(['keys.json', 'remains']);
});

it.skipIf(process.platform === 'win32')('is readable by its owner only', () => {
  const file = join(temporaryFolder(), 'key.json');
  writeDurableFile(file, 'secret');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
