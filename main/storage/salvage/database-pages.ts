import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { readWriteAheadLog } from './write-ahead-log.ts';

/** Bytes of a page in every database this program makes. */
export const pageSize = 4096;

/** The newest state of every page of a database, by its number; the first is 1. */
export type DatabasePages = ReadonlyMap<number, Uint8Array>;

/**
 * Reads a database page by page, its write-ahead log laid over it, without SQLite: whatever is damaged, the rest is read.
 * A missing file has no pages, and what the disk does not give back is zeros.
 */
export function readDatabasePages(file: string): DatabasePages {
  const pages = new Map<number, Uint8Array>();
  const bytes = readWhatIsReadable(file);
  for (let start = 0; start < bytes.length; start += pageSize) {
    pages.set(start / pageSize + 1, bytes.subarray(start, start + pageSize));
  }
  const log = readWriteAheadLog(readWhatIsReadable(`${file}-wal`), pageSize);
  for (const { page, content } of log.pages) pages.set(page, content);
  return pages;
}

/** The bytes of a file, filled up to whole pages. */
function readWhatIsReadable(file: string): Uint8Array {
  if (!existsSync(file)) return new Uint8Array(0);
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const bytes = new Uint8Array(Math.ceil(size / pageSize) * pageSize);
    for (let start = 0; start < size; start += pageSize) {
      try {
        readSync(descriptor, bytes, start, Math.min(pageSize, size - start), start);
      } catch (cause) {
        if (!isMediumError(cause)) throw cause;
      }
    }
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}

/** Whether the disk could not give back what is written on it. */
export function isMediumError(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EIO';
}
