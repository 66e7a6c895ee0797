import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';

/** The identity of this database. */
export const createPlatform = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('platform')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .execute();
    await sql`insert into platform (id) values (${randomUUID()})`.execute(db);
  },
};
