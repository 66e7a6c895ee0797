import type { Kysely } from 'kysely';

/** Licences, their holders, and who may fetch them. */
export const createLicenceLibrary = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('licence_accounts')
      .addColumn('account', 'text', (column) => column.primaryKey())
      .addColumn('password', 'text', (column) => column.notNull())
      .addColumn('app_key', 'text', (column) => column.notNull())
      .addColumn('app_secret', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('licences')
      .addColumn('license_code', 'text', (column) => column.primaryKey())
      .addColumn('license_item_code', 'text', (column) => column.notNull())
      .addColumn('record', 'text', (column) => column.notNull())
      .addColumn('fields', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('licence_holders')
      .addColumn('identity_num', 'text', (column) => column.notNull())
      .addColumn('license_code', 'text', (column) =>
        column.notNull().references('licences.license_code'),
      )
      .addPrimaryKeyConstraint('licence_holders_key', ['identity_num', 'license_code'])
      .execute();
    await db.schema
      .createTable('licence_access_tokens')
      .addColumn('token_hash', 'text', (column) => column.primaryKey())
      .addColumn('account', 'text', (column) =>
        column.notNull().references('licence_accounts.account'),
      )
      .addColumn('expires_at', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('licence_auth_codes')
      .addColumn('code_hash', 'text', (column) => column.primaryKey())
      .addColumn('license_code', 'text', (column) =>
        column.notNull().references('licences.license_code'),
      )
      .addColumn('biz_num', 'text', (column) => column.notNull())
      .addColumn('operator', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'text', (column) => column.notNull())
      .addColumn('fetched_at', 'text')
      .execute();
  },
};
