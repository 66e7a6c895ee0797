import { type Kysely, sql } from 'kysely';

/** The journal takes the place of the changes of cases; the sequence goes on, so that cursors stay good. */
export const createJournal = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('journal')
      .addColumn('sequence', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('audience', 'text', (column) => column.notNull())
      .addColumn('change', 'text', (column) => column.notNull())
      .execute();
    await sql`
      insert into journal (sequence, audience, change)
      select
        changes.sequence,
        'workstation:' || changes.workstation_id,
        json_object(
          'kind', changes.kind,
          'caseId', changes.case_id,
          'caseNumber', cases.case_number,
          'evaluationTicket', cases.evaluation_ticket
        )
      from changes inner join cases on cases.case_id = changes.case_id
    `.execute(db);
    await db.schema.dropTable('changes').execute();
    await db.schema
      .createIndex('journal_by_audience')
      .on('journal')
      .columns(['audience', 'sequence'])
      .execute();
  },
};
