import type { Kysely } from 'kysely';

/** Natural persons. */
export const createPersons = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('persons')
      .addColumn('id_number', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .execute();
  },
};
