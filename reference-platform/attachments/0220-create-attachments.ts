import type { Kysely } from 'kysely';

/** Files that are whole, whose they are, and files that are on their way. */
export const createAttachments = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('attachments')
      .addColumn('digest', 'text', (column) => column.primaryKey())
      .addColumn('bytes', 'integer', (column) => column.notNull())
      .addColumn('media_type', 'text', (column) => column.notNull())
      .addColumn('stored_at', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('attachment_owners')
      .addColumn('digest', 'text', (column) => column.notNull().references('attachments.digest'))
      .addColumn('workstation_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('attachment_owners_key', ['workstation_id', 'digest'])
      .execute();
    await db.schema
      .createTable('attachment_uploads')
      .addColumn('workstation_id', 'text', (column) => column.notNull())
      .addColumn('digest', 'text', (column) => column.notNull())
      .addColumn('bytes', 'integer', (column) => column.notNull())
      .addColumn('media_type', 'text', (column) => column.notNull())
      .addColumn('begun_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('attachment_uploads_key', ['workstation_id', 'digest'])
      .execute();
  },
};
