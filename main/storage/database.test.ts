import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { DriverName } from './choose-driver.ts';
import { type Database, openDurable, openForReading, type SqlValue } from './database.ts';
import type { Driver } from './driver.ts';
import { loadDriver } from './load-driver.ts';
import { driverNames } from './testing/drivers.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const script = fileURLToPath(new URL('./testing/database-process.ts', import.meta.url));

function open(driver: Driver, file = join(temporaryFolder(), 'test.db')): Database {
  const opened = openDurable(driver, file);
  if (!opened.ok) throw new Error(opened.problem.code);
  onTestFinished(opened.value.close);
  return opened.value;
}

function openWithTable(driver: Driver): Database {
  const database = open(driver);
  database.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, value ANY) STRICT');
  return database;
}

/** For tests that start processes of their own, on a busy machine. */
const patience = { timeout: 30_000 };
const misuse = expect.objectContaining({ resultCode: 'SQLITE_MISUSE' });

describe.each(driverNames)('the database port on %s', (name) => {
  const driver = loadDriver(name);

  it('sets what it promises', () => {
    const database = open(driver);
    const settings = {
      journal_mode: 'wal',
      synchronous: 2,
      foreign_keys: 1,
      temp_store: 2,
      secure_delete: 1,
      busy_timeout: 5000,
    };
    for (const [setting, value] of Object.entries(settings)) {
      expect([setting, database.pragma(setting)]).toEqual([setting, value]);
    }
    expect(() => database.prepare('SELECT "text" AS x')).toThrow(/no such column/);
  });

  it('does not wait for the disk with a write that the next commit confirms, and waits again after it', () => {
    const database = openWithTable(driver);
    const waiting: unknown[] = [];
    const note = () => waiting.push(database.pragma('synchronous'));
    expect(database.unconfirmed(note)).toBe(1);
    note();
    const failing = () => {
      note();
      throw new Error('not written');
    };
    expect(() => database.unconfirmed(failing)).toThrow('not written');
    note();
    expect(waiting).toEqual([1, 2, 1, 2]);
    const inside = () => ok(database.unconfirmed(note));
    expect(() => database.transaction(inside)).toThrow(/inside a transaction/);
  });

  it('waits for other programs for as long as it is told, and afterwards as usual', () => {
    const database = open(driver);
    const waiting = () => database.pragma('busy_timeout');
    expect(database.waitingAtMost(300, waiting)).toBe(300);
    expect(() =>
      database.waitingAtMost(300, () => {
        throw new Error('not done');
      }),
    ).toThrow('not done');
    expect(waiting()).toBe(5000);
  });

  it('gives back exactly what it was given', () => {
    const database = openWithTable(driver);
    const put = database.prepare('INSERT OR REPLACE INTO t (id, value) VALUES (1, :value)');
    const get = database.prepare<{ value: SqlValue }>('SELECT value FROM t');
    const storable = fc.oneof(
      fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
      fc.maxSafeInteger(),
      fc.uint8Array(),
      fc.constant(null),
    );
    fc.assert(
      fc.property(storable, (value) => {
        put.run({ value });
        expect(get.get()).toStrictEqual({ value: Object.is(value, -0) ? 0 : value });
      }),
      { seed: 20261124, numRuns: 50 },
    );
  });

  it('stores integers as integers, without a column to say so', () => {
    const database = open(driver);
    expect(database.prepare('SELECT typeof(:value) AS type').get({ value: 1 })).toEqual({
      type: 'integer',
    });
  });

  it.each([
    ['a fraction', 1.5],
    ['an unsafe integer', 2 ** 53],
    ['not a number', Number.NaN],
    ['a bigint', 1n],
    ['a boolean', true],
    ['a date', new Date(0)],
    ['undefined', undefined],
    ['an array', [1]],
    ['an object', {}],
    ['text with NUL', 'a\0b'],
    ['half a surrogate pair', '\ud842'],
  ])('refuses to store %s', (_what, value) => {
    const statement = open(driver).prepare('SELECT :value AS value');
    expect(() => statement.get({ value: value as SqlValue })).toThrow(misuse);
  });

  it.each([
    ['a fraction', 'SELECT 1.5 AS value'],
    ['an unsafe integer', 'SELECT 9007199254740992 AS value'],
  ])('refuses to read %s', (_what, sql) => {
    const statement = open(driver).prepare(sql);
    const mismatch = expect.objectContaining({ resultCode: 'SQLITE_MISMATCH' });
    expect(() => statement.get()).toThrow(mismatch);
    expect(() => statement.all()).toThrow(mismatch);
  });

  it('refuses missing and unknown parameters', () => {
    const statement = open(driver).prepare('SELECT :a AS a, :b AS b');
    expect(statement.get({ a: 1, b: 2 })).toEqual({ a: 1, b: 2 });
    expect(() => statement.get({ a: 1 })).toThrow(misuse);
    expect(() => statement.get({ a: 1, b: 2, c: 3 })).toThrow(misuse);
    expect(() => statement.get({ a: 1, ':b': 2 })).toThrow(misuse);
  });

  it('refuses what is not exactly one statement', () => {
    const database = open(driver);
    for (const sql of ['SELECT 1; SELECT 2', '', ' ; ', '-- nothing']) {
      expect(() => database.prepare(sql)).toThrow(misuse);
    }
    expect(database.prepare("SELECT ';x' AS text; -- end").get()).toEqual({ text: ';x' });
  });

  it('keeps statements with and without rows apart', () => {
    const database = openWithTable(driver);
    const insert = database.prepare('INSERT INTO t (value) VALUES (1)');
    const select = database.prepare('SELECT * FROM t');
    const returning = database.prepare('INSERT INTO t (value) VALUES (2) RETURNING id');
    expect(() => select.run()).toThrow(misuse);
    expect(() => insert.get()).toThrow(misuse);
    expect(() => insert.all()).toThrow(misuse);
    expect(insert.run()).toBe(1);
    expect(returning.get()).toEqual({ id: 2 });
    expect(select.all()).toStrictEqual([
      { id: 1, value: 1 },
      { id: 2, value: 2 },
    ]);
    expect(database.prepare('DELETE FROM t').run()).toBe(2);
    expect(select.get()).toBeUndefined();
    expect(select.all()).toEqual([]);
  });

  it('names the errors of SQLite by their primary code', () => {
    const database = openWithTable(driver);
    const insert = database.prepare('INSERT INTO t (id) VALUES (1)');
    insert.run();
    expect(() => insert.run()).toThrow(
      expect.objectContaining({ name: 'DatabaseError', resultCode: 'SQLITE_CONSTRAINT' }),
    );
    expect(() => database.exec('nonsense')).toThrow(
      expect.objectContaining({ resultCode: 'SQLITE_ERROR' }),
    );
  });

  it('commits success and nothing else', () => {
    const database = openWithTable(driver);
    const insert = database.prepare('INSERT INTO t (id) VALUES (:id)');
    const ids = database.prepare<{ id: number }>('SELECT id FROM t');
    const insertAnd = <Value>(id: number, value: () => Value): Value => {
      expect(database.inTransaction).toBe(true);
      insert.run({ id });
      return value();
    };
    expect(database.transaction(() => insertAnd(1, () => ok('kept')))).toEqual(ok('kept'));
    expect(database.transaction(() => insertAnd(2, () => fail('case.unknown'))).ok).toBe(false);
    expect(() =>
      database.transaction(() =>
        insertAnd(3, () => {
          throw new Error('broken');
        }),
      ),
    ).toThrow('broken');
    expect(() =>
      database.transaction(() => insertAnd(4, () => database.transaction(() => ok(4)))),
    ).toThrow(/within a transaction/);
    expect(database.inTransaction).toBe(false);
    expect(ids.all()).toEqual([{ id: 1 }]);
  });

  it('opens for reading without writing', () => {
    const file = join(temporaryFolder(), 'test.db');
    expect(() => openForReading(driver, file)).toThrow(
      expect.objectContaining({ resultCode: 'SQLITE_CANTOPEN' }),
    );
    open(driver, file).exec('CREATE TABLE t (id INTEGER) STRICT');
    const reading = openForReading(driver, file);
    onTestFinished(reading.close);
    expect(() => reading.exec('DROP TABLE t')).toThrow(
      expect.objectContaining({ resultCode: 'SQLITE_READONLY' }),
    );
  });

  it('does not open where commits would not be durable', () => {
    const careless: Driver = {
      ...driver,
      connect(file, options) {
        const connection = driver.connect(file, options);
        const prepare = connection.prepare.bind(connection);
        connection.prepare = (sql) => prepare(sql.replace('synchronous = FULL', 'synchronous = 1'));
        return connection;
      },
    };
    expect(openDurable(careless, join(temporaryFolder(), 'test.db'))).toEqual(
      fail('storage.not-durable'),
    );
  });

  it('writes files that the next driver reads', patience, () => {
    const file = join(temporaryFolder(), 'test.db');
    const next = driverNames[(driverNames.indexOf(name) + 1) % driverNames.length] ?? name;
    const run = (by: DriverName, task: string): string =>
      execFileSync(process.execPath, [script, by, file, task], { encoding: 'utf8' });
    run(name, 'write');
    expect(JSON.parse(run(next, 'read'))).toEqual([
      { number: -1, text: null, bytes: [] },
      { number: Number.MAX_SAFE_INTEGER, text: '𠮷䶮', bytes: [0, 255] },
    ]);
  });

  it('keeps every reported commit when the process is killed', patience, async () => {
    const file = join(temporaryFolder(), 'test.db');
    const child = spawn(process.execPath, [script, name, file, 'commit-forever']);
    const exited = once(child, 'exit');
    let output = '';
    child.stdin.on('error', () => undefined);
    child.stdin.write('\n'.repeat(100_000));
    for await (const chunk of child.stdout) {
      output += String(chunk);
      if (output.split('\n').length > 50) child.kill('SIGKILL');
    }
    expect(await exited).toEqual([null, 'SIGKILL']);
    const reported = output.split('\n').length - 1;
    const kept = open(driver, file).prepare<{ number: number }>('SELECT number FROM kept').all();
    expect(kept.length).toBeGreaterThanOrEqual(reported);
    expect(kept.map(({ number }) => number)).toEqual(kept.map((_row, index) => index + 1));
  });
});
