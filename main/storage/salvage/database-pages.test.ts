import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { withUnreadablePage } from '../testing/unreadable-page.ts';
import { pageSize, readDatabasePages } from './database-pages.ts';

const filledWith = (byte: number, length = pageSize): Uint8Array =>
  new Uint8Array(length).fill(byte);

it('reads a file page by page, and fills up a last page that is cut off', () => {
  const file = join(temporaryFolder(), 'test.db');
  expect([...readDatabasePages(file)]).toEqual([]);
  writeFileSync(file, Buffer.concat([filledWith(1), filledWith(2), filledWith(3, 100)]));
  const last = Buffer.concat([filledWith(3, 100), filledWith(0, pageSize - 100)]);
  expect([...readDatabasePages(file)]).toEqual([
    [1, filledWith(1)],
    [2, filledWith(2)],
    [3, new Uint8Array(last)],
  ]);
});

it('reads the other pages when the disk does not give one back', () => {
  const file = join(temporaryFolder(), 'test.db');
  writeFileSync(file, Buffer.concat([filledWith(1), filledWith(2), filledWith(3)]));
  withUnreadablePage(2, () => {
    expect([...readDatabasePages(file).values()]).toEqual([
      filledWith(1),
      filledWith(0),
      filledWith(3),
    ]);
  });
});
