import type { Kysely } from 'kysely';

/** Provisional numbers. */
export const createProvisionalNumbers = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('provisional_counters')
      .addColumn('window_id', 'text', (column) => column.notNull().references('windows.id'))
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('last', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('provisional_counters_pk', ['window_id', 'day'])
      .execute();
    await db.schema
      .createTable('provisional_blocks')
      .addColumn('window_id', 'text', (column) => column.notNull().references('windows.id'))
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('first', 'integer', (column) => column.notNull())
      .addColumn('last', 'integer', (column) => column.notNull())
      .addColumn('workstation_id', 'text', (column) => column.notNull())
      .addColumn('epoch', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('provisional_blocks_pk', ['window_id', 'day', 'first'])
      .execute();
  },
};
