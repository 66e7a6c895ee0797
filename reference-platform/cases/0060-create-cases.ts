import type { Kysely } from 'kysely';

/** Cases, processed events and changes. */
export const createCases = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('cases')
      .addColumn('case_id', 'text', (column) => column.primaryKey())
      .addColumn('case_number', 'text', (column) => column.notNull().unique())
      .addColumn('workstation_id', 'text', (column) => column.notNull())
      .addColumn('item_code', 'text', (column) => column.notNull().references('service_items.code'))
      .addColumn('payload', 'text', (column) => column.notNull())
      .addColumn('received_at', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('case_number_counters')
      .addColumn('day', 'text', (column) => column.primaryKey())
      .addColumn('last', 'integer', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('sync_cursors')
      .addColumn('workstation_id', 'text', (column) => column.notNull())
      .addColumn('epoch', 'text', (column) => column.notNull())
      .addColumn('acked_through', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('sync_cursors_key', ['workstation_id', 'epoch'])
      .execute();
    await db.schema
      .createTable('processed_events')
      .addColumn('event_id', 'text', (column) => column.primaryKey())
      .addColumn('workstation_id', 'text', (column) => column.notNull())
      .addColumn('case_id', 'text', (column) => column.notNull())
      .addColumn('rejection', 'text')
      .execute();
    await db.schema
      .createTable('changes')
      .addColumn('sequence', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('workstation_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('case_id', 'text', (column) => column.notNull().references('cases.case_id'))
      .execute();
    await db.schema
      .createIndex('changes_by_workstation')
      .on('changes')
      .columns(['workstation_id', 'sequence'])
      .execute();
  },
};
