import { type Kysely, sql } from 'kysely';

/** Binds a 用证码 to its item and organisation, and a page to the code that opened it. */
export const bindAuthCodes = {
  async up(db: Kysely<unknown>): Promise<void> {
    // Codes and pages last minutes: none is carried over.
    for (const table of ['licence_view_tokens', 'licence_uses', 'licence_auth_codes']) {
      await sql`delete from ${sql.table(table)}`.execute(db);
    }
    await db.schema.alterTable('licence_auth_codes').addColumn('item_code', 'text').execute();
    await db.schema
      .alterTable('licence_auth_codes')
      .addColumn('is_agreed', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema
      .alterTable('licence_auth_codes')
      .addColumn('org_name', 'text', (column) => column.notNull().defaultTo(''))
      .execute();
    await db.schema
      .alterTable('licence_view_tokens')
      .addColumn('code_hash', 'text', (column) => column.references('licence_auth_codes.code_hash'))
      .execute();
  },
};
