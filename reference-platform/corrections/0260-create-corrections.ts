import type { Kysely } from 'kysely';

/** Corrections, in the order in which windows asked for them. */
export const createCorrections = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('corrections')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('case_id', 'text', (column) => column.notNull())
      .addColumn('asked_at', 'text', (column) => column.notNull())
      .addColumn('payload', 'text', (column) => column.notNull())
      .execute();
  },
};
