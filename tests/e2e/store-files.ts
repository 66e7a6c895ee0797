import { open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Counter } from '../../scripts/workbench/counter.ts';

/** Every file of a counter's store with its bytes. */
export async function storeFiles({ dataDir }: Counter): Promise<ReadonlyMap<string, Buffer>> {
  const store = join(dataDir, 'store');
  const names = (await readdir(store)).sort();
  const files = names.map(async (name) => [name, await readFile(join(store, name))] as const);
  return new Map(await Promise.all(files));
}

/** Destroys the first bytes of a counter's database, without which SQLite takes it for none. */
export async function destroyHeader({ dataDir }: Counter): Promise<void> {
  const file = join(dataDir, 'store', 'workstation.db');
  await writeFile(file, (await readFile(file)).fill(0, 0, 100));
}

/** Writes into a folder until its disk holds nothing more. @returns a way to free it again */
export async function fillDisk(folder: string): Promise<() => Promise<void>> {
  const filler = join(folder, 'filler');
  const file = await open(filler, 'w');
  for (const bytes of [1024 * 1024, 4096, 1]) {
    const isFull = () =>
      file.write(Buffer.alloc(bytes)).then(
        ({ bytesWritten }) => bytesWritten < bytes,
        () => true,
      );
    while (!(await isFull()));
  }
  await file.close();
  return () => rm(filler);
}
