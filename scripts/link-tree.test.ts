import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { linkTree } from './link-tree.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'link-tree-'));
  mkdirSync(join(folder, 'from', 'inner'), { recursive: true });
  writeFileSync(join(folder, 'from', 'inner', 'file'), 'content');
});

afterEach(() => rmSync(folder, { recursive: true }));

it('links files and repeats folders', () => {
  linkTree(join(folder, 'from'), join(folder, 'to'));
  const file = (tree: string) => statSync(join(folder, tree, 'inner', 'file')).ino;
  expect(file('to')).toBe(file('from'));
});

it.skipIf(process.platform === 'win32')('repeats symbolic links as they are', () => {
  symlinkSync(join('inner', 'file'), join(folder, 'from', 'link'));
  linkTree(join(folder, 'from'), join(folder, 'to'));
  expect(readlinkSync(join(folder, 'to', 'link'))).toBe(join('inner', 'file'));
});

it.skipIf(process.platform === 'win32')(
  'copies what another owner could not read, and its date',
  () => {
    const file = (tree: string) => join(folder, tree, 'inner', 'file');
    chmodSync(file('from'), 0o600);
    const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
    linkTree(join(folder, 'from'), join(folder, 'to'), owner);
    expect(statSync(file('to')).ino).not.toBe(statSync(file('from')).ino);
    expect(readFileSync(file('to'), 'utf8')).toBe('content');
    expect(Math.abs(statSync(file('to')).mtimeMs - statSync(file('from')).mtimeMs)).toBeLessThan(2);
  },
);
