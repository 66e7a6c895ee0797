import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, test } from 'vitest';
import { serviceItemSchema } from '../../src/contracts/service-item.ts';
import { migrations } from '../database/migrations.ts';

const earlier = {
  code: 'ITEM',
  name: '样例事项',
  department: '样例部门',
  variants: [
    { code: 'a', name: '甲' },
    { code: 'b', name: '乙' },
  ],
  materials: [{ code: 'm', name: '样例证', replacedBy: 'T' }],
  licences: [{ typeCode: 'T', name: '样例证', fields: [], purpose: '样例' }],
  form: [],
};

test('an item of before is one that persons apply for in the same way, also when a case is of it', async () => {
  const db = new Kysely<unknown>({
    dialect: new SqliteDialect({ database: new BetterSqlite3(':memory:') }),
  });
  await sql`pragma foreign_keys = on`.execute(db);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...migrations }) },
  });
  expect((await migrator.migrateTo('0140-create-journal')).error).toBeUndefined();
  await sql`insert into service_items values ('ITEM', ${JSON.stringify(earlier)})`.execute(db);
  await sql`insert into cases values ('c', 'c', 'workstation', 'ITEM', '{}', 'then', 'ticket')`.execute(
    db,
  );
  expect((await migrator.migrateToLatest()).error).toBeUndefined();

  const { rows } = await sql<{ definition: string }>`select definition from service_items`.execute(
    db,
  );
  const [item] = rows.map(({ definition }) => serviceItemSchema.parse(JSON.parse(definition)));
  if (item === undefined) throw new Error('the item is gone');
  expect(item).toMatchObject(earlier);
  expect(item.question.answers).toEqual([
    { text: '甲', variant: 'a' },
    { text: '乙', variant: 'b' },
  ]);
  await db.destroy();
});
