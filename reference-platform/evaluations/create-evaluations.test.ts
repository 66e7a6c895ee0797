import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, test } from 'vitest';
import { migrations } from '../database/migrations.ts';

test('cases that were received before there were tickets get one each', async () => {
  const db = new Kysely<unknown>({
    dialect: new SqliteDialect({ database: new BetterSqlite3(':memory:') }),
  });
  const provider = { getMigrations: async () => ({ ...migrations }) };
  const migrator = new Migrator({ db, provider });
  expect((await migrator.migrateTo('0070-refresh-sessions')).error).toBeUndefined();
  await sql`insert into service_items (code, definition) values ('ITEM', '{}')`.execute(db);
  for (const id of ['a', 'b']) {
    await sql`insert into cases values (${id}, ${id}, 'workstation', 'ITEM', '{}', 'then')`.execute(
      db,
    );
  }
  expect((await migrator.migrateTo('0080-create-evaluations')).error).toBeUndefined();
  const { rows } = await sql<{ ticket: string | null }>`
    select evaluation_ticket as ticket from cases where evaluation_ticket is not null`.execute(db);
  expect(new Set(rows.map(({ ticket }) => ticket)).size).toBe(2);
  await db.destroy();
});
