import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { openDurable } from '../database.ts';
import { loadDriver } from '../load-driver.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { pageSize, readDatabasePages } from './database-pages.ts';
import { readWriteAheadLog } from './write-ahead-log.ts';

const headerLength = 32;
const frameLength = 24 + pageSize;

/** A database as a crash leaves it after some commits, and the log alone. */
function crashed(commits: number) {
  const folder = temporaryFolder();
  const working = join(folder, 'working.db');
  const opened = openDurable(loadDriver('better-sqlite3'), working);
  if (!opened.ok) throw new Error(opened.problem.code);
  const database = opened.value;
  onTestFinished(database.close);
  database.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, bytes BLOB) STRICT');
  // A log is written over once its pages are in the database; what is left of it lies behind the new one.
  const insert = database.prepare('INSERT INTO t (bytes) VALUES (randomblob(3000))');
  for (let index = 0; index < 2 * commits; index += 1) insert.run();
  database.pragma('wal_checkpoint(RESTART)');
  for (let index = 0; index < commits; index += 1) insert.run();
  const left = join(folder, 'left.db');
  for (const end of ['', '-wal']) copyFileSync(`${working}${end}`, `${left}${end}`);
  return { database, working, left, log: readFileSync(`${left}-wal`) };
}

it('lays over a database what SQLite would put into it', () => {
  const { database, working, left } = crashed(5);
  const pages = readDatabasePages(left);
  database.pragma('wal_checkpoint(TRUNCATE)');
  const checkpointed = readFileSync(working);
  expect(pages.size).toBe(checkpointed.length / pageSize);
  for (const [number, content] of pages) {
    const start = (number - 1) * pageSize;
    expect(Buffer.from(content).equals(checkpointed.subarray(start, start + pageSize))).toBe(true);
  }
});

it('notices a flipped bit in anything that was committed before the last time', () => {
  const { log } = crashed(4);
  const { pages } = readWriteAheadLog(log, pageSize);
  const starts = pages.map((_page, index) => headerLength + index * frameLength);
  const commits = starts.filter((start) => log.readUInt32BE(start + 4) !== 0);
  const lastCertain = (commits.at(-2) ?? 0) + frameLength - 1;
  const position = fc.integer({ min: headerLength, max: lastCertain });
  fc.assert(
    fc.property(position, fc.nat(7), (at, bit) => {
      const flipped = Buffer.from(log);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
      expect(readWriteAheadLog(flipped, pageSize).isDamaged).toBe(true);
    }),
    { seed: 20261124, numRuns: 200 },
  );
});

it('notices a flipped bit in the header of a log that holds commits', () => {
  const { log } = crashed(4);
  for (let at = 0; at < headerLength; at += 1) {
    const flipped = Buffer.from(log);
    flipped[at] = (flipped[at] ?? 0) ^ 0x10;
    expect(readWriteAheadLog(flipped, pageSize).isDamaged).toBe(true);
  }
});

it('takes a last commit that did not get to its end for none', () => {
  const { log } = crashed(4);
  const whole = readWriteAheadLog(log, pageSize);
  fc.assert(
    fc.property(fc.nat(log.length), (length) => {
      const torn = readWriteAheadLog(log.subarray(0, length), pageSize);
      expect(torn.isDamaged).toBe(false);
      expect(torn.pages).toEqual(whole.pages.slice(0, torn.pages.length));
    }),
    { seed: 20261124, numRuns: 100 },
  );
  const lastFrame = headerLength + (whole.pages.length - 1) * frameLength;
  const tornInside = Buffer.from(log).fill(0, lastFrame + 2000, lastFrame + 2500);
  expect(readWriteAheadLog(tornInside, pageSize)).toMatchObject({ isDamaged: false });
});

it('is sound when there is none', () => {
  expect(readWriteAheadLog(new Uint8Array(0), pageSize)).toEqual({ pages: [], isDamaged: false });
  expect(readWriteAheadLog(new Uint8Array(40), pageSize)).toEqual({ pages: [], isDamaged: false });
});
