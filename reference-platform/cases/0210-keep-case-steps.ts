import type { Kysely } from 'kysely';

/** How far cases have come, those received before included, and how they came there. */
export const keepCaseSteps = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('cases')
      .addColumn('state', 'text', (column) => column.notNull().defaultTo('received'))
      .execute();
    await db.schema.alterTable('cases').addColumn('promised_due', 'text').execute();
    await db.schema.alterTable('cases').addColumn('statutory_due', 'text').execute();
    await db.schema
      .createIndex('cases_by_state')
      .on('cases')
      .columns(['state', 'case_number'])
      .execute();
    await db.schema
      .createIndex('cases_by_workstation')
      .on('cases')
      .columns(['workstation_id', 'case_number'])
      .execute();
    await db.schema
      .createTable('case_steps')
      .addColumn('sequence', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('case_id', 'text', (column) => column.notNull().references('cases.case_id'))
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('account', 'text', (column) => column.references('clerks.account'))
      .addColumn('request_id', 'text')
      .addColumn('step', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('case_steps_by_case').on('case_steps').column('case_id').execute();
    await db.schema
      .createIndex('case_steps_by_request')
      .on('case_steps')
      .column('request_id')
      .execute();
  },
};
