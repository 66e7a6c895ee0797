import { lstat, mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';

/** A vendor's library that was just ended may hold its files a moment longer on Windows. */
const removal = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 } as const;

/**
 * Does some work in a new folder of its own that only this account can enter, and destroys it afterwards, whatever came
 * of the work: files are overwritten first. (A disk that writes elsewhere, as SSDs do, may keep the old blocks until it
 * needs them.)
 * @param parent where the folder is made; created when it is absent
 * @returns what the work returns, or `photo-decoder.no-folder`
 */
export async function inPrivateFolder<Value>(
  parent: string,
  work: (folder: string) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  let folder: string;
  try {
    await mkdir(parent, { recursive: true, mode: 0o700 });
    folder = await mkdtemp(join(parent, 'photo-'));
  } catch (cause) {
    return noFolder(cause);
  }
  try {
    return await work(folder);
  } finally {
    await destroy(folder);
  }
}

/**
 * Writes a file that only this account may read.
 * @returns nothing, or `photo-decoder.no-folder`
 */
export async function writePrivately(file: string, content: Uint8Array): Promise<Outcome<null>> {
  try {
    await writeFile(file, content, { mode: 0o600 });
    return ok(null);
  } catch (cause) {
    return noFolder(cause);
  }
}

/** Destroys what a program that was killed while it decoded has left under `parent`. */
export async function destroyLeftovers(parent: string): Promise<void> {
  const left = await readdir(parent).catch(() => []);
  await Promise.all(left.map((name) => destroy(join(parent, name))));
}

/**
 * Reads a file that another program may have left in a folder: no link, no pipe, and of a long one only as much as shows
 * that it is too long.
 * @param limit in bytes
 * @returns at most `limit` + 1 bytes; undefined when there is no such file
 */
export async function readLeftFile(file: string, limit: number): Promise<Uint8Array | undefined> {
  const found = await lstat(file).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  if (found.size <= limit) return readFile(file);
  return new Uint8Array(limit + 1);
}

/** What cannot be destroyed now, e.g. because it is held, is at the next start of the program. */
async function destroy(folder: string): Promise<void> {
  const files = await readdir(folder).catch(() => []);
  await Promise.all(files.map((name) => overwrite(join(folder, name)).catch(() => undefined)));
  await rm(folder, removal).catch(() => undefined);
}

async function overwrite(file: string): Promise<void> {
  const found = await lstat(file);
  if (!found.isFile()) return;
  const opened = await open(file, 'r+');
  try {
    await opened.write(new Uint8Array(Math.min(found.size, longestOverwritten)), 0);
    await opened.datasync();
  } finally {
    await opened.close();
  }
}

/** In bytes; what a decoder writes beyond any photo is not about a person. */
const longestOverwritten = 1 << 20;

function noFolder(cause: unknown): Outcome<never> {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  return fail('photo-decoder.no-folder', { reason });
}
