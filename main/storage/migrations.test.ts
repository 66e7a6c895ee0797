import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fail } from '../../src/failures/failure.ts';
import { type Database, openForReading } from './database.ts';
import { loadDriver } from './load-driver.ts';
import { readMigrations } from './migrate.ts';
import { migrations } from './migrations.ts';
import { openDatabase } from './open-database.ts';
import { driverNames } from './testing/drivers.ts';
import { runUntilStep } from './testing/run-until-step.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const driver = loadDriver('better-sqlite3');
const newest = migrations.at(-1)?.number ?? 0;

function openAt(file: string, through: number): Database {
  const upTo = migrations.filter(({ number }) => number <= through);
  const opened = openDatabase(driver, file, upTo);
  if (!opened.ok) throw new Error(opened.problem.code);
  onTestFinished(opened.value.close);
  return opened.value;
}

function schemaOf(database: Database): readonly object[] {
  return database.prepare('SELECT type, name FROM sqlite_schema WHERE sql NOT NULL').all();
}

function schemaText(database: Database): readonly object[] {
  return database.prepare('SELECT sql FROM sqlite_schema WHERE sql NOT NULL').all();
}

const newFile = (): string => join(temporaryFolder(), 'test.db');

it.each(driverNames)('brings an empty file to the newest schema on %s', (name) => {
  const opened = openDatabase(loadDriver(name), newFile(), migrations);
  if (!opened.ok) throw new Error(opened.problem.code);
  onTestFinished(opened.value.close);
  expect(opened.value.pragma('user_version')).toBe(newest);
  expect(opened.value.pragma('foreign_key_check')).toBeUndefined();
});

describe.each(migrations)('migration $number-$name', ({ number }) => {
  it('adds to the schema before it, and does not run twice', () => {
    const file = newFile();
    const previous = migrations.filter((other) => other.number < number).at(-1)?.number ?? 0;
    const before = openAt(file, previous);
    const [namesBefore, textBefore] = [schemaOf(before), schemaText(before)];
    const migrated = openAt(file, number);
    // An index may be given up; what somebody's rows stand in may not.
    const tables = [...namesBefore].filter((one) => 'type' in one && one.type === 'table');
    expect(schemaOf(migrated)).toEqual(expect.arrayContaining(tables));
    expect(schemaText(migrated)).not.toEqual(textBefore);
    expect(migrated.pragma('user_version')).toBe(number);
    expect(schemaOf(openAt(file, number))).toEqual(schemaOf(migrated));
  });
});

it('keeps the rows that an earlier schema holds', () => {
  const file = newFile();
  const row = { only_row: 1, id: 'w', epoch: 'e' };
  openAt(file, 10)
    .prepare('INSERT INTO workstation (only_row, id, epoch) VALUES (:only_row, :id, :epoch)')
    .run(row);
  expect(openAt(file, 40).prepare('SELECT * FROM workstation').all()).toEqual([row]);
  expect(openAt(file, 40).prepare('SELECT * FROM outbox_progress').all()).toEqual([
    { only_row: 1, last_seq: 0, acked_through: 0, platform_id: null },
  ]);
  expect(openAt(file, 40).prepare('SELECT seen FROM lease_time').all()).toEqual([{ seen: 0 }]);
});

it('keeps what waits to be sent, and what has been audited', () => {
  const file = newFile();
  const event = { seq: 1, event_id: 'e', case_id: 'c', body: Uint8Array.of(1), rejection: null };
  openAt(file, 40)
    .prepare(
      `INSERT INTO outbox (seq, event_id, case_id, body, rejection)
       VALUES (:seq, :event_id, :case_id, :body, :rejection)`,
    )
    .run(event);
  const audited = { seq: 1, at: 't', account: 'a', role: 'technician', action: 'x', facts: '{}' };
  const atAudit = openAt(file, 50);
  expect(atAudit.prepare('SELECT * FROM outbox').all()).toEqual([event]);
  expect(atAudit.prepare('SELECT * FROM audit_log').all()).toEqual([]);
  atAudit
    .prepare(
      `INSERT INTO audit_log (seq, at, account, role, action, facts)
       VALUES (:seq, :at, :account, :role, :action, :facts)`,
    )
    .run(audited);
  expect(openAt(file, newest).prepare('SELECT * FROM audit_log').all()).toMatchObject([audited]);
});

it('knows of an event that waits whose it is, where its case is here', () => {
  const file = newFile();
  const before = openAt(file, 120);
  before.exec(
    `INSERT INTO cases (id, stage, clerk, opened_at, updated_at, body)
     VALUES ('c', 'submitting', 'zhanggong', 't', 't', x'01');
     INSERT INTO outbox (seq, event_id, case_id, body) VALUES (1, 'e', 'c', x'01'), (2, 'f', '', x'01')`,
  );
  const owners = openAt(file, newest).prepare('SELECT seq, clerk FROM outbox ORDER BY seq').all();
  expect(owners).toEqual([
    { seq: 1, clerk: 'zhanggong' },
    { seq: 2, clerk: null },
  ]);
});

it('runs all pending migrations or none', () => {
  const file = newFile();
  const broken = readMigrations({
    '0010-create-a.sql': 'CREATE TABLE a (id INTEGER) STRICT',
    '0020-create-b.sql': 'CREATE TABLE b (id NONSENSE) STRICT',
  });
  expect(() => openDatabase(driver, file, broken)).toThrow(/unknown datatype/);
  const database = openAt(file, 0);
  expect(schemaOf(database)).toEqual([]);
  expect(database.pragma('user_version')).toBe(0);
});

it('is at the old schema or the newest, and never between, wherever it is killed (X34)', () => {
  const old = newFile();
  const before = openAt(old, 60);
  before.exec("INSERT INTO outbox (seq, event_id, case_id, body) VALUES (1, 'e', 'c', x'00')");
  const [oldSchema, newSchema] = [schemaOf(before), schemaOf(openAt(newFile(), newest))];
  before.pragma('wal_checkpoint(TRUNCATE)');
  const found = new Set<number>();
  let wasKilled = true;
  for (let step = 1; wasKilled; step += 1) {
    const copy = newFile();
    cpSync(old, copy);
    wasKilled = runUntilStep(step, (mortal) => {
      const opened = openDatabase(mortal(driver), copy, migrations);
      if (opened.ok) opened.value.close();
    });
    const left = openForReading(driver, copy);
    const version = Number(left.pragma('user_version'));
    expect(schemaOf(left), `killed at step ${step}`).toEqual(
      version === 60 ? oldSchema : newSchema,
    );
    found.add(version);
    left.close();
    const rows = openAt(copy, newest).prepare('SELECT event_id FROM outbox').all();
    expect(rows).toEqual([{ event_id: 'e' }]);
  }
  expect(found).toEqual(new Set([60, newest]));
});

it.each(driverNames)('leaves a newer database as it is, its log included, on %s', (name) => {
  const newer = newFile();
  const future = openAt(newer, newest);
  future.exec('CREATE TABLE from_the_future (id INTEGER) STRICT');
  future.pragma(`user_version = ${newest + 10}`);
  // The newer program is still running, as if it had crashed: its last change is in the log only.
  const folder = temporaryFolder();
  cpSync(dirname(newer), folder, { recursive: true });
  rmSync(join(folder, 'test.db-shm'));
  const read = (): string[] =>
    ['test.db', 'test.db-wal'].map((file) => readFileSync(join(folder, file), 'base64'));
  const before = read();
  expect(openDatabase(loadDriver(name), join(folder, 'test.db'), migrations)).toEqual(
    fail('storage.newer-database', { found: newest + 10, known: newest }),
  );
  expect(read()).toEqual(before);
});

it('leaves a damaged file as it is, whatever is damaged', () => {
  const file = newFile();
  openAt(file, newest).close();
  const sound = readFileSync(file);
  const notADatabase = Buffer.from(
    'This is no database, and long enough to be looked at.'.repeat(40),
  );
  const tornPage = Buffer.from(sound).fill(0xff, 4096, 8192);
  const cutOff = sound.subarray(0, sound.length - 4096);
  for (const damaged of [notADatabase, tornPage, cutOff]) {
    writeFileSync(file, damaged);
    expect(openDatabase(driver, file, migrations)).toEqual(fail('storage.damaged-database'));
    expect(readFileSync(file).equals(damaged)).toBe(true);
  }
});

it.each([
  [['0020-b.sql', '0010-a.sql']],
  [['0010-a.sql', '0010-b.sql']],
  [['10-a.sql']],
  [['0010-Create.sql']],
  [['0000-a.sql']],
])('does not accept the files %j', (names) => {
  expect(() => readMigrations(Object.fromEntries(names.map((name) => [name, ''])))).toThrow(
    /Migration out of order/,
  );
});
