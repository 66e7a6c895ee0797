import { type Kysely, sql } from 'kysely';
import type { EvidenceRecord } from '../../src/evidence/evidence-record.ts';

/** The cases of every answer, so that a consent that was given while the platform was away is found when it is to open a licence. */
export const findEvidenceByCase = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('evidence_cases')
      .addColumn('evidence_id', 'text', (column) =>
        column.notNull().references('evidence_records.evidence_id'),
      )
      .addColumn('case_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('evidence_cases_once', ['evidence_id', 'case_id'])
      .execute();
    await db.schema
      .createIndex('evidence_cases_by_case')
      .on('evidence_cases')
      .column('case_id')
      .execute();
    const { rows } = await sql<{
      evidence_id: string;
      record: string;
    }>`select evidence_id, record from evidence_records where withdraws is null`.execute(db);
    for (const { evidence_id, record } of rows) {
      const { cases }: EvidenceRecord = JSON.parse(record);
      for (const caseId of new Set(cases.map(({ biz_num }) => biz_num))) {
        await sql`insert into evidence_cases values (${evidence_id}, ${caseId})`.execute(db);
      }
    }
  },
};
