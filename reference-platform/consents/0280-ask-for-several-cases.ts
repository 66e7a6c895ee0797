import { type Kysely, sql } from 'kysely';

/** A consent may be for several cases of one visit: each of its licences is for one of them. */
export const askForSeveralCases = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('consent_licences')
      .addColumn('case_id', 'text', (column) => column.notNull().defaultTo(''))
      .execute();
    await sql`update consent_licences set case_id = (
      select case_id from consents where consents.consent_id = consent_licences.consent_id
    )`.execute(db);
    await db.schema
      .createIndex('consent_licences_by_case_id')
      .on('consent_licences')
      .column('case_id')
      .execute();
  },
};
