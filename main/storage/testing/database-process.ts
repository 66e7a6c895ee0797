import { createInterface } from 'node:readline/promises';
import type { DriverName } from '../choose-driver.ts';
import { openDurable } from '../database.ts';
import { loadDriver } from '../load-driver.ts';

// A process of its own with one connection: `node database-process.ts DRIVER FILE write|read|commit-forever|hold`.
const [driver, file, task] = process.argv.slice(2) as [DriverName, string, string];
const opened = openDurable(loadDriver(driver), file);
if (!opened.ok) throw new Error(opened.problem.code);
const database = opened.value;
database.exec(
  'CREATE TABLE IF NOT EXISTS kept (number INTEGER PRIMARY KEY, text TEXT, bytes BLOB) STRICT',
);
const insert = database.prepare(
  'INSERT INTO kept (number, text, bytes) VALUES (:number, :text, :bytes)',
);

if (task === 'write') {
  insert.run({ number: Number.MAX_SAFE_INTEGER, text: '𠮷䶮', bytes: Uint8Array.of(0, 255) });
  insert.run({ number: -1, text: null, bytes: new Uint8Array(0) });
}
if (task === 'read') {
  const rows = database
    .prepare<{ number: number; text: string | null; bytes: Uint8Array }>(
      'SELECT * FROM kept ORDER BY number',
    )
    .all();
  process.stdout.write(JSON.stringify(rows.map((row) => ({ ...row, bytes: [...row.bytes] }))));
}
if (task === 'commit-forever') {
  // One commit for each line that arrives, reported as soon as it has returned.
  let number = 0;
  for await (const _line of createInterface({ input: process.stdin })) {
    number += 1;
    insert.run({ number, text: 'committed', bytes: null });
    process.stdout.write(`${number}\n`);
  }
}
if (task === 'hold') {
  // As a backup tool does: nobody else gets at the file until the input ends.
  database.pragma('locking_mode = EXCLUSIVE');
  database.exec('BEGIN EXCLUSIVE');
  process.stdout.write('held\n');
  for await (const _line of createInterface({ input: process.stdin }));
  database.exec('ROLLBACK');
}
database.close();
