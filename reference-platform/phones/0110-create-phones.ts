import type { Kysely } from 'kysely';

/** Signed-in phones and activated codes. */
export const createPhones = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('phone_sessions')
      .addColumn('token_hash', 'text', (column) => column.primaryKey())
      .addColumn('app', 'text', (column) => column.notNull())
      .addColumn('id_number', 'text', (column) =>
        column.notNull().references('persons.id_number').onDelete('cascade'),
      )
      .addColumn('signed_in_by', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('code_activations')
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('subject_number', 'text', (column) => column.notNull())
      .addColumn('purpose', 'text', (column) => column.notNull())
      .addColumn('activated_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('code_activations_key', ['kind', 'subject_number', 'purpose'])
      .execute();
  },
};
