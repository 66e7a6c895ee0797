import { type Kysely, sql } from 'kysely';

/** The catalogue, the issuing side, an account's organisation, and codes that serve once for each kind of use. */
export const extendLicenceLibrary = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const name of ['division', 'division_code', 'org_name', 'org_code']) {
      await db.schema
        .alterTable('licence_accounts')
        .addColumn(name, 'text', (column) => column.notNull().defaultTo(''))
        .execute();
    }
    await db.schema
      .createTable('licence_types')
      .addColumn('code', 'text', (column) => column.primaryKey())
      .addColumn('definition', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('licence_attachments')
      .addColumn('license_code', 'text', (column) =>
        column.notNull().references('licences.license_code'),
      )
      .addColumn('file_name', 'text', (column) => column.notNull())
      .addColumn('file_data', 'blob', (column) => column.notNull())
      .addPrimaryKeyConstraint('licence_attachments_key', ['license_code', 'file_name'])
      .execute();
    await db.schema
      .createTable('licence_uses')
      .addColumn('code_hash', 'text', (column) =>
        column.notNull().references('licence_auth_codes.code_hash'),
      )
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('used_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('licence_uses_key', ['code_hash', 'kind'])
      .execute();
    await db.schema
      .createTable('licence_view_tokens')
      .addColumn('token_hash', 'text', (column) => column.primaryKey())
      .addColumn('license_code', 'text', (column) =>
        column.notNull().references('licences.license_code'),
      )
      .addColumn('expires_at', 'text', (column) => column.notNull())
      .execute();
    await sql`
      insert into licence_uses (code_hash, kind, used_at)
      select code_hash, 'values', fetched_at from licence_auth_codes where fetched_at is not null
    `.execute(db);
    await db.schema.alterTable('licence_auth_codes').dropColumn('fetched_at').execute();
    await db.schema
      .alterTable('licence_auth_codes')
      .addColumn('cause', 'text', (column) => column.notNull().defaultTo(''))
      .execute();
  },
};
