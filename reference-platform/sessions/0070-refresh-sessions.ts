import type { Kysely } from 'kysely';

/**
 * Sessions whose tokens are exchanged, and the failed tries to log in. A session of before has nothing to exchange, so
 * it ends here: whoever was logged in logs in again.
 */
export const refreshSessions = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.dropTable('sessions').execute();
    await db.schema
      .createTable('sessions')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('account', 'text', (column) => column.notNull().references('clerks.account'))
      .addColumn('window_id', 'text', (column) => column.notNull().references('windows.id'))
      .addColumn('workstation_id', 'text', (column) => column.notNull())
      .addColumn('ends_at', 'text', (column) => column.notNull())
      .addColumn('token_hash', 'text', (column) => column.notNull().unique())
      .addColumn('token_expires_at', 'text', (column) => column.notNull())
      .addColumn('refresh_hash', 'text', (column) => column.notNull())
      .addColumn('replaced_refresh_hash', 'text')
      .execute();
    await db.schema
      .createTable('failed_logins')
      .addColumn('account_hash', 'text', (column) => column.notNull())
      .addColumn('tried_at', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('failed_logins_by_account')
      .on('failed_logins')
      .columns(['account_hash', 'tried_at'])
      .execute();
  },
};
