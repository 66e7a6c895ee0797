import {
  chownSync,
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  type Stats,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';

/** Who is to own the folders of the new tree, and the files that had to be copied for them. */
export interface Owner {
  uid: number;
  gid: number;
}

/**
 * Makes a second tree of the same files by hard links: no disk space, no change to the first tree.
 * Copies where a link is impossible (another file system) or would not be readable by the given owner.
 * Synchronous because tens of thousands of small calls are several times faster so.
 */
export function linkTree(from: string, to: string, owner?: Owner): void {
  try {
    linkEntry(from, to, owner);
  } catch (error) {
    // Someone may be working in the first tree: what vanished meanwhile is not missed.
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

function linkEntry(from: string, to: string, owner?: Owner): void {
  const stats = lstatSync(from);
  if (stats.isDirectory()) {
    mkdirSync(to);
    for (const entry of readdirSync(from)) linkTree(join(from, entry), join(to, entry), owner);
    if (owner !== undefined) chownSync(to, owner.uid, owner.gid);
  } else if (stats.isSymbolicLink()) {
    symlinkSync(readlinkSync(from), to);
  } else if (stats.isFile()) {
    linkFile(from, to, stats, owner);
  }
}

function linkFile(from: string, to: string, stats: Stats, owner?: Owner): void {
  const readable = owner === undefined || (stats.mode & constants.S_IROTH) !== 0;
  if (readable && linked(from, to)) return;
  copyFileSync(from, to, constants.COPYFILE_FICLONE);
  utimesSync(to, stats.atime, stats.mtime);
  if (owner !== undefined) chownSync(to, owner.uid, owner.gid);
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP'].includes(codeOf(error) ?? '')) return false;
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
