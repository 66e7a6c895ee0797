import type { Kysely } from 'kysely';

/** Licences that their holders have said are wrong, in the order in which that became known. */
export const createObjections = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('objections')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('case_id', 'text', (column) => column.notNull())
      .addColumn('item_code', 'text', (column) => column.notNull())
      .addColumn('license_code', 'text', (column) =>
        column.notNull().references('licences.license_code'),
      )
      .addColumn('objected_at', 'text', (column) => column.notNull())
      .execute();
  },
};
