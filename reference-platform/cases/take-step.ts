import type { Selectable } from 'kysely';
import type { Instant } from '../../src/support/clock.ts';
import type { Database } from '../database/open-database.ts';
import type { Teller } from '../journal/journal.ts';
import type { NextStep } from './move-case.ts';
import type { CaseTables } from './tables.ts';

/** Who took a step, when, and at whose request. */
interface StepOrigin {
  readonly at: Instant;
  readonly account: string | null;
  readonly requestId: string | null;
}

/** Lets a case take a step, as part of a transaction; its workstation is told. */
export async function takeStep(
  db: Database,
  tell: Teller,
  { case_id, workstation_id }: Pick<Selectable<CaseTables['cases']>, 'case_id' | 'workstation_id'>,
  { state, ...step }: NextStep,
  { at, account, requestId }: StepOrigin,
): Promise<void> {
  const due =
    step.due === undefined
      ? {}
      : { promised_due: step.due.promised, statutory_due: step.due.statutory };
  await db
    .updateTable('cases')
    .set({ state, ...due })
    .where('case_id', '=', case_id)
    .execute();
  await db
    .insertInto('case_steps')
    .values({ case_id, state, at, account, request_id: requestId, step: JSON.stringify(step) })
    .execute();
  await tell.workstation(workstation_id, { kind: 'case:moved', caseId: case_id, state });
}
