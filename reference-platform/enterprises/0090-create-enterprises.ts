import type { Kysely } from 'kysely';

/** Legal persons, and what has changed of them. */
export const createEnterprises = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('enterprises')
      .addColumn('uscc', 'text', (column) => column.primaryKey())
      .addColumn('unit_code', 'text', (column) => column.unique())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('representative_id_number', 'text', (column) => column.notNull())
      .addColumn('representative_name', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('address', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('enterprises_by_representative')
      .on('enterprises')
      .column('representative_id_number')
      .execute();
    await db.schema
      .createTable('enterprise_changes')
      .addColumn('uscc', 'text', (column) => column.notNull().references('enterprises.uscc'))
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('what', 'text', (column) => column.notNull())
      .addColumn('from_value', 'text', (column) => column.notNull())
      .addColumn('to_value', 'text', (column) => column.notNull())
      .addColumn('from_id_number', 'text')
      .addColumn('to_id_number', 'text')
      .addPrimaryKeyConstraint('enterprise_changes_key', ['uscc', 'day', 'what'])
      .execute();
  },
};
