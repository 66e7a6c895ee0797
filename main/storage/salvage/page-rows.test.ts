import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { type Database, openDurable } from '../database.ts';
import { loadDriver } from '../load-driver.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { readDatabasePages } from './database-pages.ts';
import { type PageRow, rowsOf } from './page-rows.ts';

const file = (): string => join(temporaryFolder(), 'test.db');

function openNew(path: string): Database {
  const opened = openDurable(loadDriver('better-sqlite3'), path);
  if (!opened.ok) throw new Error(opened.problem.code);
  onTestFinished(opened.value.close);
  return opened.value;
}

/** In the order of their numbers, those of the schema left out. */
function sorted(rows: Iterable<PageRow>, from: PageRow['from'], columns: number) {
  return [...rows]
    .filter((row) => row.from === from && row.values.length === columns)
    .sort((a, b) => a.rowId - b.rowId)
    .map(({ rowId, values }) => [rowId, ...values]);
}

it('finds every row of a table and of its index that SQLite finds, and no other', () => {
  const row = fc.record({
    number: fc.option(fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -200, max: 200 }))),
    text: fc.string({ unit: 'grapheme', maxLength: 2000 }).filter((text) => !text.includes('\0')),
    bytes: fc.uint8Array({ maxLength: 20_000 }),
  });
  const path = file();
  const database = openNew(path);
  database.exec(`
    CREATE TABLE t (id INTEGER PRIMARY KEY, number INTEGER, text TEXT, bytes BLOB) STRICT;
    CREATE INDEX i ON t (text, number, bytes)`);
  const insert = database.prepare(
    'INSERT INTO t (number, text, bytes) VALUES (:number, :text, :bytes)',
  );
  const remove = database.prepare('DELETE FROM t WHERE id % 7 = 3');
  for (const values of fc.sample(row, { seed: 20261124, numRuns: 300 })) insert.run(values);
  remove.run();

  const inTable = database.prepare('SELECT id, NULL AS alias, number, text, bytes FROM t').all();
  const inIndex = database.prepare('SELECT id, text, number, bytes FROM t').all();
  const found = [...rowsOf(readDatabasePages(path))];
  expect(sorted(found, 'table', 4)).toEqual(inTable.map((one) => Object.values(one)));
  expect(sorted(found, 'index', 3)).toEqual(inIndex.map((one) => Object.values(one)));
});

it('reads integers of every length', () => {
  const path = file();
  const database = openNew(path);
  database.exec('CREATE TABLE t (number INTEGER) STRICT');
  const insert = database.prepare('INSERT INTO t (number) VALUES (:number)');
  const numbers = [0, 1, -1, 127, -128, 128, 32_767, -32_768, 8_388_607, -8_388_608].concat(
    [2 ** 31 - 1, -(2 ** 31), 2 ** 47 - 1, -(2 ** 47), 2 ** 47],
    [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
  );
  for (const number of numbers) insert.run({ number });
  const found = sorted(rowsOf(readDatabasePages(path)), 'table', 1);
  expect(found).toEqual(numbers.map((number, index) => [index + 1, number]));
});

it('does not stumble over pages that nobody has written', () => {
  const page = fc.uint8Array({ minLength: 4096, maxLength: 4096 });
  const leading = fc.constantFrom(2, 5, 10, 13);
  fc.assert(
    fc.property(fc.array(fc.tuple(leading, page), { maxLength: 4 }), (pages) => {
      const numbered = pages.map(([type, bytes], index) => {
        bytes[0] = type;
        return [index + 2, bytes] as const;
      });
      for (const { rowId } of rowsOf(new Map(numbered))) expect(rowId).toBeTypeOf('number');
    }),
    { seed: 20261124, numRuns: 200 },
  );
});

it('does not follow pages in a circle', () => {
  const leaf = new Uint8Array(4096);
  // One cell, at 100: a row of nearly 2^49 bytes. Wherever it goes on, the next page is the one of zeros, for good.
  leaf.set([13, 0, 0, 0, 1, 0, 0, 0, 0, 100]);
  leaf.set([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 1], 100);
  const pages = new Map([
    [0, new Uint8Array(4096)],
    [3, leaf],
  ]);
  expect([...rowsOf(pages)]).toEqual([]);
});
