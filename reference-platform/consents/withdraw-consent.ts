import type { ConsentState, ConsentWithdrawnPayload } from '../../src/contracts/consent-api.ts';
import type { Instant } from '../../src/support/clock.ts';
import { type NotedWithdrawal, noteWithdrawal } from '../cases/note-withdrawal.ts';
import type { Database } from '../database/open-database.ts';
import type { Teller } from '../journal/journal.ts';
import type { ConsentTables } from './tables.ts';

type ConsentRow = ConsentTables['consents'];

/** Why a window's word that a consent was taken back does not count: it is of a case at another window. */
export type WithdrawalRejection = 'consent-of-another-workstation';

/**
 * Ends a consent that was given (撤回授权), as part of a transaction: nothing opens by it any more, and the cases that were
 * received with it say so.
 * @param now when the platform has heard of it
 * @returns undefined where it was not given, or has been taken back before
 */
export async function withdrawConsent(
  db: Database,
  tell: Teller,
  withdrawal: NotedWithdrawal,
  now: Instant,
): Promise<ConsentRow | undefined> {
  const { consentId, withdrawnAt } = withdrawal;
  const withdrawn = await db
    .updateTable('consents')
    .set({ state: 'withdrawn', withdrawn_at: withdrawnAt })
    .where('consent_id', '=', consentId)
    .where('state', '=', 'given')
    .returningAll()
    .executeTakeFirst();
  if (withdrawn === undefined) return undefined;
  await tellMoved(tell, withdrawn, 'withdrawn');
  await noteWithdrawal(db, tell, await casesOf(db, consentId), withdrawal, now);
  return withdrawn;
}

/**
 * Takes a window's word that a consent was taken back there. One that is still being asked for is asked no longer; one that
 * the platform was never asked for may all the same be what a case was received with.
 * @returns why not; null: nothing opens by it any more
 */
export async function takeWithdrawal(
  db: Database,
  tell: Teller,
  workstationId: string,
  { consentId, caseId, place }: ConsentWithdrawnPayload,
  { withdrawnAt, now }: { readonly withdrawnAt: Instant; readonly now: Instant },
): Promise<WithdrawalRejection | null> {
  const withdrawal = { consentId, place, withdrawnAt };
  const asker = await db
    .selectFrom('consents')
    .select('workstation_id')
    .where('consent_id', '=', consentId)
    .executeTakeFirst();
  const isAskedElsewhere = asker !== undefined && asker.workstation_id !== workstationId;
  if (isAskedElsewhere && !(await hasTakenOver(db, workstationId, consentId))) {
    return 'consent-of-another-workstation';
  }
  const cancelled = await db
    .updateTable('consents')
    .set({ state: 'cancelled' })
    .where('consent_id', '=', consentId)
    .where('state', '=', 'pending')
    .returningAll()
    .executeTakeFirst();
  if (cancelled !== undefined) await tellMoved(tell, cancelled, 'cancelled');
  else await withdrawConsent(db, tell, withdrawal, now);
  const received = await db
    .selectFrom('cases')
    .select('case_id')
    .where('case_id', '=', caseId)
    .where('workstation_id', '=', workstationId)
    .execute();
  const caseIds = received.map((row) => row.case_id);
  await noteWithdrawal(db, tell, caseIds, withdrawal, now);
  return null;
}

/** Tells the workstation that asked, whoever was asked and whose data it is about that a consent has come to another state. */
export async function tellMoved(
  tell: Teller,
  { consent_id: consentId, workstation_id, asked_id_number, holder_number }: ConsentRow,
  state: ConsentState,
): Promise<void> {
  const change = { kind: 'consent:moved', consentId, state } as const;
  await tell.workstation(workstation_id, change);
  for (const number of new Set([asked_id_number, holder_number])) await tell.holder(number, change);
}

async function casesOf(db: Database, consentId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('consent_licences')
    .select('case_id')
    .distinct()
    .where('consent_id', '=', consentId)
    .execute();
  return rows.map(({ case_id }) => case_id);
}

/** Whether a workstation has taken over a case of a consent, whose others have stayed where it was asked for. */
async function hasTakenOver(
  db: Database,
  workstationId: string,
  consentId: string,
): Promise<boolean> {
  const taken = await db
    .selectFrom('handovers')
    .innerJoin('consent_licences', 'consent_licences.case_id', 'handovers.case_id')
    .select('handover_id')
    .where('consent_id', '=', consentId)
    .where('taker_workstation_id', '=', workstationId)
    .where('state', '=', 'taken')
    .executeTakeFirst();
  return taken !== undefined;
}
