import type { Database } from '../database/open-database.ts';

/** Whether a workstation has handed in all of these files, each as a whole. */
export async function areAttachmentsComplete(
  db: Database,
  workstationId: string,
  digests: readonly string[],
): Promise<boolean> {
  const wanted = new Set(digests);
  if (wanted.size === 0) return true;
  const handedIn = await db
    .selectFrom('attachment_owners')
    .select('digest')
    .where('workstation_id', '=', workstationId)
    .where('digest', 'in', [...wanted])
    .execute();
  return handedIn.length === wanted.size;
}

/** Lets files count as handed in by another workstation too, as part of a transaction. */
export async function shareAttachments(
  db: Database,
  workstationId: string,
  digests: readonly string[],
): Promise<void> {
  const shared = [...new Set(digests)].map((digest) => ({ digest, workstation_id: workstationId }));
  if (shared.length === 0) return;
  await db
    .insertInto('attachment_owners')
    .values(shared)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
