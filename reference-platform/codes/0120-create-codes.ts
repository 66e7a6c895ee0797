import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';

/** Issued codes, and this database's own key to sign them with. */
export const createCodes = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('code_keys')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .execute();
    const key = randomBytes(32).toString('hex');
    await sql`insert into code_keys (key) values (${key})`.execute(db);
    await db.schema
      .createTable('codes')
      .addColumn('code_hash', 'text', (column) => column.primaryKey())
      .addColumn('app', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('subject_type', 'text', (column) => column.notNull())
      .addColumn('subject_number', 'text', (column) => column.notNull())
      .addColumn('purpose', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'text', (column) => column.notNull())
      .addColumn('used_at', 'text')
      .execute();
  },
};
