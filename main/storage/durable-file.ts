import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
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
