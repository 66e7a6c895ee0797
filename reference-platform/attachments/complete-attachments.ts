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
