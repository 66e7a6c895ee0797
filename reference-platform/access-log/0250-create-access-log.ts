import type { Kysely } from 'kysely';

/** Looks at data, found by whose they are. */
export const createAccessLog = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('accesses')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('subject_number', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('org', 'text', (column) => column.notNull())
      .addColumn('operator', 'text', (column) => column.notNull())
      .addColumn('cause', 'text')
      .execute();
    await db.schema
      .createIndex('accesses_by_subject')
      .on('accesses')
      .columns(['subject_number', 'id'])
      .execute();
  },
};
