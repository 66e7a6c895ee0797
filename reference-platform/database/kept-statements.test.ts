import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withKeptStatements } from './kept-statements.ts';

let file: BetterSqlite3.Database;
beforeEach(() => {
  file = new BetterSqlite3(':memory:');
  file.exec('create table things (name text, size integer)');
});
afterEach(() => {
  file.close();
});

test('a statement is prepared once, however often it is used', () => {
  const prepare = vi.spyOn(file, 'prepare');
  const database = withKeptStatements(file);
  for (const size of [1, 2, 3]) {
    database.prepare('insert into things values (?, ?)').run(['cube', size]);
  }
  expect(prepare).toHaveBeenCalledTimes(1);
  expect(database.prepare('select size from things').all([])).toEqual([
    { size: 1 },
    { size: 2 },
    { size: 3 },
  ]);
});

test('only so many are kept, and the ones used last among them', () => {
  const prepare = vi.spyOn(file, 'prepare');
  const database = withKeptStatements(file);
  database.prepare('select 0');
  for (let number = 1; number <= 500; number += 1) {
    database.prepare(`select ${number}`);
    database.prepare('select 0');
  }
  prepare.mockClear();
  database.prepare('select 0');
  database.prepare('select 500');
  expect(prepare).not.toHaveBeenCalled();
  database.prepare('select 1');
  expect(prepare).toHaveBeenCalledTimes(1);
});

test('a statement given rows is run for each', () => {
  const insert = withKeptStatements(file).prepare('insert into things values (?, ?)');
  const done = insert.run([
    ['cube', 1],
    ['ball', 2],
  ]);
  expect(done).toEqual({ changes: 2, lastInsertRowid: 2 });
  expect(file.prepare('select name from things order by size').pluck().all()).toEqual([
    'cube',
    'ball',
  ]);
});
