import type { Kysely } from 'kysely';

/** Cases that supervisors have given to other clerks, with who stood by it. */
export const createReassignments = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('reassignments')
      .addColumn('reassignment_id', 'text', (column) => column.primaryKey())
      .addColumn('workstation_id', 'text', (column) => column.notNull())
      .addColumn('window_id', 'text', (column) => column.notNull())
      .addColumn('supervisor', 'text', (column) => column.notNull())
      .addColumn('second', 'text', (column) => column.notNull())
      .addColumn('receiver', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('cases', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .execute();
  },
};
