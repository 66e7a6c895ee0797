import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';

/** A ticket for every case, those received before included, and the rating each may bring. */
export const createEvaluations = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('cases').addColumn('evaluation_ticket', 'text').execute();
    const { rows } = await sql<{ case_id: string }>`select case_id from cases`.execute(db);
    for (const { case_id } of rows) {
      const ticket = randomUUID();
      await sql`update cases set evaluation_ticket = ${ticket} where case_id = ${case_id}`.execute(
        db,
      );
    }
    await db.schema
      .createIndex('cases_by_ticket')
      .on('cases')
      .column('evaluation_ticket')
      .unique()
      .execute();
    // Nothing reads it, and a rating must not name a case.
    await db.schema.alterTable('processed_events').dropColumn('case_id').execute();
    await db.schema
      .createTable('evaluations')
      .addColumn('ticket', 'text', (column) => column.primaryKey())
      .addColumn('item_code', 'text', (column) => column.notNull())
      .addColumn('window_id', 'text', (column) => column.notNull())
      .addColumn('level', 'text', (column) => column.notNull())
      .addColumn('rated_at', 'text', (column) => column.notNull())
      .execute();
  },
};
