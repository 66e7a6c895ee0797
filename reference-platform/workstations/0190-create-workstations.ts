import { generateKeyPairSync } from 'node:crypto';
import { type Kysely, sql } from 'kysely';

/** Enrolled workstations, and the key with which the platform signs its answers to them. */
export const createWorkstations = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('workstations')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('settings', 'text', (column) => column.notNull())
      .addColumn('settings_version', 'integer', (column) => column.notNull())
      .addColumn('last_seen_at', 'text')
      .execute();
    await db.schema
      .createTable('workstation_keys')
      .addColumn('sequence', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('key_id', 'text', (column) => column.notNull().unique())
      .addColumn('workstation_id', 'text', (column) =>
        column.notNull().references('workstations.id'),
      )
      .addColumn('public_key', 'text', (column) => column.notNull())
      .addColumn('enrolled_at', 'text', (column) => column.notNull())
      .addColumn('revoked_at', 'text')
      .execute();
    await db.schema
      .createIndex('workstation_keys_by_workstation')
      .on('workstation_keys')
      .columns(['workstation_id', 'sequence'])
      .execute();
    await db.schema
      .createTable('enrolment_codes')
      .addColumn('code_hash', 'text', (column) => column.primaryKey())
      .addColumn('window_id', 'text', (column) => column.references('windows.id'))
      .addColumn('name', 'text')
      .addColumn('workstation_id', 'text', (column) => column.references('workstations.id'))
      .addColumn('expires_at', 'text', (column) => column.notNull())
      .addColumn('used_for_key', 'text')
      .execute();
    await db.schema
      .createTable('platform_keys')
      .addColumn('private_key', 'text', (column) => column.primaryKey())
      .execute();
    const { privateKey } = generateKeyPairSync('ed25519');
    const der = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
    await sql`insert into platform_keys (private_key) values (${der})`.execute(db);
  },
};
