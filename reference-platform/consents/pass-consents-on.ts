import type { Database } from '../database/open-database.ts';

/**
 * Lets another workstation speak for the consents that were asked for a case, and hear of them, as part of a transaction.
 * The window that asked stays the one that the holder is shown.
 */
export async function passConsentsOn(
  db: Database,
  caseId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  await db
    .updateTable('consents')
    .set({ workstation_id: to })
    .where('case_id', '=', caseId)
    .where('workstation_id', '=', from)
    .execute();
}
