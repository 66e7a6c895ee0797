import type { Database } from '../database/open-database.ts';

/**
 * Lets another workstation speak for the consents that were asked for a case alone, and hear of them, as part of a
 * transaction. One that was asked for other cases of the same visit too stays with whoever has these. The window that asked
 * stays the one that the holder is shown.
 */
export async function passConsentsOn(
  db: Database,
  caseId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  await db
    .updateTable('consents')
    .set({ workstation_id: to })
    .where('workstation_id', '=', from)
    .where('case_id', '=', caseId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('consent_licences')
            .select('consent_licences.consent_id')
            .whereRef('consent_licences.consent_id', '=', 'consents.consent_id')
            .where('consent_licences.case_id', '!=', caseId),
        ),
      ),
    )
    .execute();
}
