import { createRequire, syncBuiltinESMExports } from 'node:module';
import { pageSize } from '../salvage/database-pages.ts';

/** Runs something while the disk cannot give back one page of the files that are read. */
export function withUnreadablePage(page: number, run: () => void): void {
  const fs: typeof import('node:fs') = createRequire(import.meta.url)('node:fs');
  const { readSync } = fs;
  const start = (page - 1) * pageSize;
  const read: typeof readSync = (
    descriptor: number,
    buffer: NodeJS.ArrayBufferView,
    ...range: unknown[]
  ) => {
    const [offset = 0, length = buffer.byteLength, position = 0] = range as (number | undefined)[];
    if (position <= start && start < position + length) {
      throw Object.assign(new Error('i/o error'), { code: 'EIO' });
    }
    return readSync(descriptor, buffer, offset, length, position);
  };
  Object.assign(fs, { readSync: read });
  syncBuiltinESMExports();
  try {
    run();
  } finally {
    Object.assign(fs, { readSync });
    syncBuiltinESMExports();
  }
}
