import type { Kysely } from 'kysely';

/** Delegations, what happened to them, and codes that stand for one. */
export const createDelegations = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('delegations')
      .addColumn('delegation_id', 'text', (column) => column.primaryKey())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('principal_type', 'text', (column) => column.notNull())
      .addColumn('principal_number', 'text', (column) => column.notNull())
      .addColumn('principal_name', 'text', (column) => column.notNull())
      .addColumn('agent_id_number', 'text')
      .addColumn('agent_name', 'text')
      .addColumn('scope', 'text', (column) => column.notNull())
      .addColumn('asked_licence_types', 'text', (column) => column.notNull())
      .addColumn('asked_by', 'text', (column) => column.notNull())
      .addColumn('workstation_id', 'text')
      .addColumn('case_id', 'text')
      .addColumn('asked_at', 'text', (column) => column.notNull())
      .addColumn('answer_until', 'text', (column) => column.notNull())
      .addColumn('principal_agreed_at', 'text')
      .addColumn('agent_agreed_at', 'text')
      .addColumn('offer_hash', 'text', (column) => column.unique())
      .addColumn('offer_expires_at', 'text')
      .execute();
    await db.schema
      .createIndex('delegations_by_principal')
      .on('delegations')
      .column('principal_number')
      .execute();
    await db.schema
      .createIndex('delegations_by_agent')
      .on('delegations')
      .column('agent_id_number')
      .execute();
    await db.schema
      .createIndex('delegations_by_case')
      .on('delegations')
      .column('case_id')
      .execute();
    await db.schema
      .createTable('delegation_moves')
      .addColumn('delegation_id', 'text', (column) =>
        column.notNull().references('delegations.delegation_id'),
      )
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('side', 'text', (column) => column.notNull())
      .addColumn('actor', 'text')
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('delegation_moves_key', ['delegation_id', 'number'])
      .execute();
    await db.schema
      .createTable('delegation_showings')
      .addColumn('delegation_id', 'text', (column) =>
        column.notNull().references('delegations.delegation_id'),
      )
      .addColumn('workstation_id', 'text', (column) => column.notNull())
      .addColumn('shown_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('delegation_showings_key', ['delegation_id', 'workstation_id'])
      .execute();
    await db.schema.alterTable('codes').addColumn('delegation_id', 'text').execute();
  },
};
