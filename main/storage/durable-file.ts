import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** The text of a file, or `undefined` if there is none. */
export function readDurableFile(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Replaces a file as a whole: after a crash it holds the old content or the new one, and after the return the new one. */
export function writeDurableFile(file: string, content: string | Uint8Array): void {
  const successor = `${file}.new`;
  try {
    const descriptor = openSync(successor, 'w', 0o600);
    try {
      writeFileSync(descriptor, content);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameDurably(successor, file);
  } catch (cause) {
    // On a full disk, half a file would only take room.
    rmSync(successor, { force: true });
    throw cause;
  }
}

/**
 * Like `writeDurableFile`; and what the file held before is overwritten where it lay, so that nothing of it can be brought
 * back from the room that a removed file leaves. What a disk keeps elsewhere by itself is beyond a program: flash, and file
 * systems that copy what they write.
 */
export function replaceDurableFile(file: string, content: string | Uint8Array): void {
  overwritePrevious(file);
  keepPrevious(file);
  writeDurableFile(file, content);
  overwritePrevious(file);
}

/** Keeps what a file holds within reach when another takes its name. */
function keepPrevious(file: string): void {
  try {
    if (existsSync(file)) linkSync(file, previousOf(file));
  } catch (cause) {
    // A file system without second names, as on a memory stick, can only replace.
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(code)) throw cause;
  }
}

/** Ends what a crash in `replaceDurableFile` has left undone. */
export function overwritePrevious(file: string): void {
  const previous = previousOf(file);
  if (!existsSync(previous)) return;
  // Killed before the new content took its place, both names are of one file, and it still counts.
  if (existsSync(file) && statSync(file).ino === statSync(previous).ino) {
    rmSync(previous);
    return;
  }
  const descriptor = openSync(previous, 'r+');
  try {
    writeSync(descriptor, Buffer.alloc(fstatSync(descriptor).size), 0, undefined, 0);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  rmSync(previous);
}

function previousOf(file: string): string {
  return `${file}.previous`;
}

/** Renames a file or folder; after the return a crash does not undo it. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  syncFolder(dirname(to));
  if (dirname(from) !== dirname(to)) syncFolder(dirname(from));
}

function syncFolder(folder: string): void {
  // Windows cannot open a folder; NTFS journals the rename itself.
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
