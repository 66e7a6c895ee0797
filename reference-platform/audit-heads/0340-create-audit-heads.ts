import type { Kysely } from 'kysely';

/** Heads of audit logs, and those that contradict them. */
export const createAuditHeads = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('audit_heads')
      .addColumn('workstation_id', 'text', (column) => column.notNull())
      .addColumn('epoch', 'text', (column) => column.notNull())
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('received_at', 'text', (column) => column.notNull())
      .addColumn('head', 'text', (column) => column.notNull())
      .addColumn('receipt', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('audit_heads_place', ['workstation_id', 'epoch', 'seq'])
      .execute();
    await db.schema
      .createTable('audit_forks')
      .addColumn('workstation_id', 'text', (column) => column.notNull())
      .addColumn('epoch', 'text', (column) => column.notNull())
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('received_at', 'text', (column) => column.notNull())
      .addColumn('head', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('audit_forks_place', ['workstation_id', 'epoch', 'seq', 'hash'])
      .execute();
  },
};
