import type { Kysely } from 'kysely';

/** Clerks, windows and sessions. */
export const createSessions = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('clerks')
      .addColumn('account', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('number', 'text', (column) => column.notNull().unique())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('id_number', 'text', (column) => column.notNull())
      .addColumn('password_hash', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('windows')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('hall', 'text', (column) => column.notNull())
      .addColumn('division', 'text', (column) => column.notNull())
      .addColumn('division_code', 'text', (column) => column.notNull())
      .addColumn('org_name', 'text', (column) => column.notNull())
      .addColumn('org_code', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('sessions')
      .addColumn('token_hash', 'text', (column) => column.primaryKey())
      .addColumn('account', 'text', (column) => column.notNull().references('clerks.account'))
      .addColumn('window_id', 'text', (column) => column.notNull().references('windows.id'))
      .addColumn('workstation_id', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'text', (column) => column.notNull())
      .execute();
  },
};
