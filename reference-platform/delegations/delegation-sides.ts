import type { Database } from '../database/open-database.ts';
import type { Delegation } from './delegation.ts';

/** Which side of a delegation a phone's person is on. */
export type Role = 'principal' | 'agent';

/** On which side somebody is; on none, it does not concern them. */
export async function roleOf(
  db: Database,
  idNumber: string,
  { principal, agent }: Delegation,
): Promise<Role | undefined> {
  if (await speaksFor(db, idNumber, principal)) return 'principal';
  return agent?.idNumber === idNumber ? 'agent' : undefined;
}

/** Whether somebody is a principal, or the present representative of one. */
export async function speaksFor(
  db: Database,
  idNumber: string,
  { type, number }: Delegation['principal'],
): Promise<boolean> {
  if (type === 'person') return number === idNumber;
  return (await representativeOf(db, number)) === idNumber;
}

/** The number of whoever represents an enterprise now, also of a revoked one. */
export async function representativeOf(db: Database, uscc: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('enterprises')
    .select('representative_id_number')
    .where('uscc', '=', uscc)
    .executeTakeFirst();
  return found?.representative_id_number;
}
