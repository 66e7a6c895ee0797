import type { Kysely } from 'kysely';

/** Hand-overs between windows. */
export const createHandovers = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('handovers')
      .addColumn('handover_id', 'text', (column) => column.primaryKey())
      .addColumn('case_id', 'text', (column) => column.notNull())
      .addColumn('giver_workstation_id', 'text', (column) => column.notNull())
      .addColumn('from_window_id', 'text', (column) => column.notNull().references('windows.id'))
      .addColumn('to_window_id', 'text', (column) => column.notNull().references('windows.id'))
      .addColumn('taker_workstation_id', 'text')
      .addColumn('item_code', 'text', (column) => column.notNull().references('service_items.code'))
      .addColumn('handed_case', 'text')
      .addColumn('applicant_masked', 'text')
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('offered_at', 'text', (column) => column.notNull())
      .addColumn('ends_at', 'text', (column) => column.notNull())
      .execute();
    for (const columns of [
      ['to_window_id', 'state'],
      ['case_id', 'state'],
      ['state', 'ends_at'],
    ]) {
      await db.schema
        .createIndex(`handovers_by_${columns.join('_and_')}`)
        .on('handovers')
        .columns(columns)
        .execute();
    }
  },
};
