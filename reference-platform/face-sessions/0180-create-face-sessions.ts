import type { Kysely } from 'kysely';

/** Face checks at windows. */
export const createFaceSessions = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('face_sessions')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('code_hash', 'text', (column) => column.notNull().unique())
      .addColumn('workstation_id', 'text', (column) => column.notNull())
      .addColumn('window_id', 'text', (column) => column.notNull().references('windows.id'))
      .addColumn('case_id', 'text', (column) => column.notNull())
      .addColumn('item_code', 'text', (column) => column.notNull().references('service_items.code'))
      .addColumn('expected', 'text')
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'text', (column) => column.notNull())
      .addColumn('scanned_by', 'text', (column) =>
        column.references('persons.id_number').onDelete('cascade'),
      )
      .addColumn('scanned_in', 'text')
      .addColumn('failed_tries', 'integer', (column) => column.notNull())
      .addColumn('passed_at', 'text')
      .addColumn('result_ref', 'text')
      .execute();
    await db.schema
      .createIndex('face_sessions_by_window')
      .on('face_sessions')
      .columns(['window_id', 'state'])
      .execute();
  },
};
