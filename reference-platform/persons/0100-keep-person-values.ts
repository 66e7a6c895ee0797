import type { Kysely } from 'kysely';

/** What is recorded of a person beyond the name, and what has changed. */
export const keepPersonValues = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('person_values')
      .addColumn('id_number', 'text', (column) =>
        column.notNull().references('persons.id_number').onDelete('cascade'),
      )
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      .addColumn('recorded_on', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('person_values_key', ['id_number', 'key'])
      .execute();
    await db.schema
      .createTable('person_changes')
      .addColumn('id_number', 'text', (column) =>
        column.notNull().references('persons.id_number').onDelete('cascade'),
      )
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('what', 'text', (column) => column.notNull())
      .addColumn('from_value', 'text', (column) => column.notNull())
      .addColumn('to_value', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('person_changes_key', ['id_number', 'day', 'what'])
      .execute();
  },
};
