import type { Kysely } from 'kysely';

/** The keys of codes that workstations open by themselves, and which workstation has used a code up for which case. */
export const openCodesWithoutPlatform = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('live_code_keys')
      .addColumn('period', 'integer', (column) => column.primaryKey())
      .addColumn('private_key', 'text', (column) => column.notNull())
      .addColumn('binding_key', 'text', (column) => column.notNull())
      .execute();
    await db.schema.alterTable('codes').addColumn('used_by', 'text').execute();
    await db.schema.alterTable('codes').addColumn('used_for', 'text').execute();
  },
};
