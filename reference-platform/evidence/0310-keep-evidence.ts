import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { profileOf, signatureAlgorithms } from '../../src/evidence/profiles/evidence-profile.ts';
import { toBase64 } from '../../src/support/base64.ts';

/** Keys of evidence, the platform's and the workstations', and records with all that a package of them holds. */
export const keepEvidence = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('platform_evidence_keys')
      .addColumn('alg', 'text', (column) => column.primaryKey())
      .addColumn('private_key', 'text', (column) => column.notNull())
      .execute();
    for (const alg of signatureAlgorithms) {
      const key = toBase64(profileOf(alg).generatePrivateKey(randomBytes));
      await sql`insert into platform_evidence_keys values (${alg}, ${key})`.execute(db);
    }
    await db.schema
      .createTable('evidence_keys')
      .addColumn('key_id', 'text', (column) => column.primaryKey())
      .addColumn('workstation_id', 'text', (column) => column.notNull())
      .addColumn('alg', 'text', (column) => column.notNull())
      .addColumn('public_key', 'text', (column) => column.notNull())
      .addColumn('enrolled_at', 'text', (column) => column.notNull())
      .addColumn('revoked_at', 'text')
      .execute();
    await db.schema
      .createIndex('evidence_keys_by_workstation')
      .on('evidence_keys')
      .column('workstation_id')
      .execute();
    // Those of before have an older form and no page with them: no package could hold them.
    await db.schema.dropTable('evidence_records').execute();
    await db.schema
      .createTable('evidence_records')
      .addColumn('evidence_id', 'text', (column) => column.primaryKey())
      .addColumn('consent_id', 'text', (column) => column.references('consents.consent_id'))
      .addColumn('workstation_id', 'text', (column) => column.notNull())
      .addColumn('epoch', 'text', (column) => column.notNull())
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('record', 'text', (column) => column.notNull())
      .addColumn('opening', 'text', (column) => column.notNull())
      .addColumn('page_text', 'text')
      .addColumn('page_digest', 'text')
      .addColumn('withdraws', 'text')
      .addColumn('envelope', 'text', (column) => column.notNull())
      .addUniqueConstraint('evidence_records_chain', ['workstation_id', 'epoch', 'seq'])
      .execute();
    for (const column of ['consent_id', 'page_digest', 'withdraws']) {
      await db.schema
        .createIndex(`evidence_records_by_${column}`)
        .on('evidence_records')
        .column(column)
        .execute();
    }
  },
};
