import type { Kysely } from 'kysely';

/** Cases that were on a call-back list, in the order in which the platform heard of it. */
export const createCallBacks = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('call_backs')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('case_id', 'text', (column) => column.notNull())
      .addColumn('workstation_id', 'text', (column) => column.notNull())
      .addColumn('item_code', 'text', (column) => column.notNull())
      .addColumn('window_id', 'text', (column) => column.notNull())
      .addColumn('provisional_number', 'text', (column) => column.notNull())
      .addColumn('since', 'text', (column) => column.notNull())
      .addColumn('reasons', 'text', (column) => column.notNull())
      .addColumn('outcome', 'text', (column) => column.notNull())
      .addColumn('ended_at', 'text', (column) => column.notNull())
      .addUniqueConstraint('call_backs_once', ['case_id', 'since'])
      .execute();
    await db.schema
      .createIndex('call_backs_by_workstation')
      .on('call_backs')
      .columns(['workstation_id', 'id'])
      .execute();
  },
};
