import type { Kysely } from 'kysely';

/** Service items. */
export const createServiceItems = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('service_items')
      .addColumn('code', 'text', (column) => column.primaryKey())
      .addColumn('definition', 'text', (column) => column.notNull())
      .execute();
  },
};
