import type { Kysely } from 'kysely';

/** Consents and their evidence. */
export const createConsents = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('consents')
      .addColumn('consent_id', 'text', (column) => column.primaryKey())
      .addColumn('workstation_id', 'text', (column) => column.notNull())
      .addColumn('window_id', 'text', (column) => column.notNull().references('windows.id'))
      .addColumn('case_id', 'text', (column) => column.notNull())
      .addColumn('item_code', 'text', (column) => column.notNull().references('service_items.code'))
      .addColumn('holder_number', 'text', (column) => column.notNull())
      .addColumn('asked_id_number', 'text', (column) => column.notNull())
      .addColumn('request', 'text', (column) => column.notNull())
      .addColumn('page_digest', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('asked_at', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'text', (column) => column.notNull())
      .addColumn('answered_at', 'text')
      .addColumn('answered_on', 'text')
      .addColumn('withdrawn_at', 'text')
      .execute();
    for (const column of ['case_id', 'holder_number', 'asked_id_number']) {
      await db.schema
        .createIndex(`consents_by_${column}`)
        .on('consents')
        .columns([column, 'asked_at'])
        .execute();
    }
    await db.schema
      .createTable('consent_licences')
      .addColumn('consent_id', 'text', (column) =>
        column.notNull().references('consents.consent_id'),
      )
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('license_code', 'text', (column) =>
        column.notNull().references('licences.license_code'),
      )
      .addColumn('decision', 'text')
      .addPrimaryKeyConstraint('consent_licences_key', ['consent_id', 'position'])
      .execute();
    await db.schema
      .createTable('evidence_records')
      .addColumn('evidence_id', 'text', (column) => column.primaryKey())
      .addColumn('consent_id', 'text', (column) =>
        column.notNull().references('consents.consent_id'),
      )
      .addColumn('workstation_id', 'text', (column) => column.notNull())
      .addColumn('epoch', 'text', (column) => column.notNull())
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('record', 'text', (column) => column.notNull())
      .addColumn('opening', 'text', (column) => column.notNull())
      .addColumn('received_at', 'text', (column) => column.notNull())
      .addUniqueConstraint('evidence_records_chain', ['workstation_id', 'epoch', 'seq'])
      .execute();
  },
};
