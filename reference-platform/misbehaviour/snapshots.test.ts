import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openDatabase } from '../database/open-database.ts';
import { seedDatabase } from '../seed/seed-database.ts';
import { Snapshots } from './snapshots.ts';

test('a restored database is whole: references hold and are watched, numbers go on from where they were', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'reference-platform-snapshots-'));
  const db = await openDatabase(dataDir);
  await seedDatabase(db, '2026-11-24');
  const tell = () =>
    db.insertInto('journal').values({ audience: 'holder:1', change: '{}' }).execute();
  const rowsOf = async (query: ReturnType<typeof sql>) => (await query.execute(db)).rows;
  const snapshots = new Snapshots(db, dataDir);

  await tell();
  await snapshots.take('whole');
  await tell();
  expect(await snapshots.restore('whole')).toEqual({ ok: true, value: null });

  expect(await rowsOf(sql`pragma foreign_key_check`)).toEqual([]);
  expect(await rowsOf(sql`pragma foreign_keys`)).toEqual([{ foreign_keys: 1 }]);
  expect(await rowsOf(sql`pragma integrity_check`)).toEqual([{ integrity_check: 'ok' }]);
  expect(await db.selectFrom('licences').selectAll().execute()).not.toEqual([]);
  await tell();
  expect(await db.selectFrom('journal').select('sequence').execute()).toEqual([
    { sequence: 1 },
    { sequence: 2 },
  ]);
  await db.destroy();
  await rm(dataDir, { recursive: true });
});
